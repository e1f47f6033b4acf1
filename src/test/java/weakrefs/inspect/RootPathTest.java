package weakrefs.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Recordings are tried in {@code ProgramTest}, because they need a program that goes on. */
@Tag("slow") // writes this JVM's whole heap to a file
@Timeout(120)
class RootPathTest {
  private static final class Window {}

  private static final class Closed {}

  private static final class Poster {}

  private static final class Desk {
    static final List<Window> open = new ArrayList<>(List.of(new Window()));
    static final List<WeakReference<Poster>> seen = new ArrayList<>();
  }

  @TempDir Path folder;

  private Path dump() throws IOException {
    Path file = folder.resolve("heap.hprof");
    ManagementFactory.getPlatformMXBean(com.sun.management.HotSpotDiagnosticMXBean.class)
        .dumpHeap(file.toString(), true);
    return file;
  }

  @Test
  void endsAtTheStaticFieldThatHoldsTheObject() throws IOException {
    RootPath path = RootPath.inDump(dump(), Window.class);

    assertThat(path.isFound()).as(path.toString()).isTrue();
    String name = RootPathTest.class.getName();
    assertThat(path.steps())
        .containsExactly(
            "a " + name + "$Window",
            "held by an element of java.lang.Object[]",
            "held by the field java.util.ArrayList.elementData",
            "held by the static field " + name + "$Desk.open",
            "held by its class, which its class loader holds, up to a root of the JVM");
  }

  @Test
  void leavesWeakReferencesOut() throws IOException {
    Poster poster = new Poster();
    Desk.seen.add(new WeakReference<>(poster));
    Runnable keeper = poster::hashCode;
    List<Runnable> held = List.of(keeper);

    List<String> steps = RootPath.inDump(dump(), Poster.class).steps();

    assertThat(String.join("; ", steps)).doesNotContain("Reference", "seen");
    assertThat(steps.get(0)).endsWith("$Poster");
    assertThat(held).containsExactly(keeper);
  }

  @Test
  void saysSoWhereThereIsNone() throws IOException {
    RootPath path = RootPath.inDump(dump(), Closed.class);

    assertThat(path.isFound()).isFalse();
    assertThat(path.steps()).isEmpty();
    assertThat(path)
        .hasToString(
            "This heap dump has no weakrefs.inspect.RootPathTest$Closed that anything holds.");
  }

  @Test
  void aFileThatIsNoneIsRefused() throws IOException {
    Path text = Files.writeString(folder.resolve("notes.txt"), "page 12 is torn");
    assertThatThrownBy(() -> RootPath.inDump(text, Window.class))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageStartingWith(text + " can't be read as a heap dump");
    assertThatThrownBy(() -> RootPath.inRecording(text, Window.class))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageStartingWith(text + " can't be read as a flight recording");
    Path nowhere = folder.resolve("nowhere.hprof");
    assertThatThrownBy(() -> RootPath.inDump(nowhere, Window.class))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("can't be read as a heap dump");
  }
}
