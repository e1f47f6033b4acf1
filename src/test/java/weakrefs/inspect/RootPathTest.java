package weakrefs.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import weakrefs.gc.ChildJvm;

@Tag("slow") // starts JVMs
@Timeout(120)
class RootPathTest {
  private static final class Window {
    final byte[] pixels = new byte[1024 * 1024];
  }

  private static final class Desk {
    static final List<Window> closed = new ArrayList<>();
  }

  @AfterEach
  void clearTheDesk() {
    Desk.closed.clear();
  }

  private static void openAndClose(int windows) {
    for (int i = 0; i < windows; i++) {
      Desk.closed.add(new Window());
    }
  }

  @Test
  void endsAtTheStaticFieldThatHoldsTheObject() {
    RootPath path = RootPath.to(Window.class, () -> openAndClose(20));

    assertThat(path.isFound()).as(path.toString()).isTrue();
    String name = RootPathTest.class.getName();
    assertThat(path.steps())
        .containsExactly(
            "a " + name + "$Window",
            "held by an element of java.lang.Object[]",
            "held by the field java.util.ArrayList.elementData",
            "held by the static field " + name + "$Desk.closed",
            "held by its class, which its class loader holds, up to a root of the JVM");
  }

  @Test
  void saysSoWhereNoneWasCaught() {
    RootPath path = RootPath.to(Window.class, () -> {});

    assertThat(path.isFound()).isFalse();
    assertThat(path.steps()).isEmpty();
    assertThat(path.toString()).contains("caught no weakrefs.inspect.RootPathTest$Window");
  }

  @Test
  void doesTheWorkOnceAndPassesItsExceptionOn() {
    assertThatThrownByWorkDoneOnce(
            () -> {
              throw new IllegalStateException("closed");
            })
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("closed");
  }

  @Test
  void doesTheWorkOnceAlsoIfAClassIsMissingInIt() {
    assertThatThrownByWorkDoneOnce(
            () -> {
              throw new NoClassDefFoundError("Ink");
            })
        .isInstanceOf(NoClassDefFoundError.class);
  }

  private static AbstractThrowableAssert<?, ?> assertThatThrownByWorkDoneOnce(Runnable failing) {
    Runnable work =
        () -> {
          openAndClose(1);
          failing.run();
        };
    Throwable thrown = catchThrowable(() -> RootPath.to(Window.class, work));
    assertThat(Desk.closed).hasSize(1);
    return assertThat(thrown);
  }

  /** What the children do. */
  static final class Main {
    public static void main(String[] arguments) {
      RootPath path = RootPath.to(Window.class, () -> openAndClose(20));
      System.out.println(Desk.closed.size() + " windows. " + path);
    }
  }

  @Test
  void doesNotSearchWithShenandoahWhereTheSearchCouldCrashTheJvm() throws Exception {
    assertThat(ChildJvm.run(Main.class, List.of("-XX:+UseShenandoahGC", "-Xmx128m")))
        .startsWith("20 windows. With Shenandoah")
        .contains("JDK-8279016");
  }

  @Test
  void doesTheWorkAlsoWithoutAFlightRecorder() throws Exception {
    assertThat(ChildJvm.run(Main.class, List.of("--limit-modules", "java.sql,jdk.management")))
        .startsWith("20 windows. This Java has no flight recorder");
  }

  @Test
  void leavesNoFileBehind() throws IOException {
    long before = files();
    RootPath.to(Window.class, () -> openAndClose(2));
    assertThat(files()).isEqualTo(before);
  }

  private static long files() throws IOException {
    try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return all.filter(file -> file.getFileName().toString().startsWith("old-objects")).count();
    }
  }
}
