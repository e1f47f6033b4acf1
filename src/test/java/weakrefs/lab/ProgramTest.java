package weakrefs.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import weakrefs.gc.GarbageCollector;
import weakrefs.inspect.Histogram;
import weakrefs.inspect.RootPath;
import weakrefs.kiosk.Kiosk;
import weakrefs.kiosk.Visit;

@Tag("slow") // starts JVMs
@Timeout(300)
class ProgramTest {
  private static final String[] PATH = {
    "a weakrefs.kiosk.Visit",
    "held by a lambda, or a method reference, of weakrefs.kiosk.Kiosk",
    "held by an element of java.lang.Object[]",
    "held by the field java.util.concurrent.CopyOnWriteArrayList.array",
    "held by the field weakrefs.kiosk.Clock.listeners"
  };

  private static long left(Program program) {
    return program.histogram().instances(Visit.class);
  }

  @Test
  void answersEachLine() {
    try (Program kiosk = Program.start(Kiosk.class)) {
      assertThat(kiosk.type("open"))
          .isEqualTo("Day 1: 50 visitors came and went, and now there are 0.");
      assertThat(kiosk.type("")).startsWith("Day 2:");
      assertThat(kiosk).hasToString("a program that's running");
    }
  }

  @Test
  void countsItsObjects() {
    try (Program kiosk = Program.start(Kiosk.class)) {
      kiosk.type("open");
      Histogram before = kiosk.histogram();
      kiosk.type("open");
      kiosk.type("open");
      Histogram growth = kiosk.histogram().growthSince(before);

      assertThat(growth.instances(Visit.class)).isEqualTo(100);
      assertThat(growth.top(1).lines().get(0).className()).isEqualTo("byte[]");
      assertThat(growth.ours().lines()).hasSize(1);
    }
  }

  @Test
  void aHeapDumpShowsWhoHolds() {
    try (Program kiosk = Program.start(Kiosk.class)) {
      kiosk.type("open");
      assertThat(RootPath.inDump(kiosk.heapDump(), Visit.class).steps()).startsWith(PATH);
    }
  }

  @Test
  void aRecordingShowsItToo() {
    try (Program kiosk = Program.start(Kiosk.class)) {
      kiosk.type("open");
      Path recording = kiosk.recording(() -> kiosk.type("open"));
      assertThat(RootPath.inRecording(recording, Visit.class).steps()).startsWith(PATH);
      assertThat(RootPath.inRecording(recording, Kiosk.class))
          .hasToString(
              "This time the flight recorder caught no weakrefs.kiosk.Kiosk: it looks at a sample only.");
    }
  }

  @Test
  void onlyOneOfTheCuresIsOne() {
    try (Program hasty = Program.start(Kiosk.class, "hasty");
        Program tidy = Program.start(Kiosk.class, "tidy");
        Program slow = Program.start(Kiosk.class, "slow")) {
      hasty.type("open");
      tidy.type("open");
      slow.type("open");
      assertThat(left(hasty)).isEqualTo(50);
      GarbageCollector.await("the tidy kiosk to forget", () -> left(tidy) == 0);
      GarbageCollector.await("the slow kiosk to forget", () -> left(slow) == 0);
    }
  }

  @Test
  void whatItSaidIsToldWhenItHasEnded() {
    try (Program wrong = Program.start(Kiosk.class, "blue")) {
      assertThatThrownBy(() -> wrong.type("open"))
          .isInstanceOf(LabException.class)
          .hasMessageContaining("the program has ended. Its exit code was 1")
          .hasMessageContaining("the kiosk is leaky, hasty, tidy or slow, but not “blue”");
      assertThatThrownBy(wrong::histogram)
          .isInstanceOf(LabException.class)
          .hasMessageStartingWith("jcmd failed. Its exit code was 1");
    }
  }

  @Test
  void closedItLeavesNothingBehind() {
    Program kiosk = Program.start(Kiosk.class);
    Path dump = kiosk.heapDump();
    RootPath.inDump(dump, Visit.class);
    kiosk.close();
    kiosk.close();

    assertThat(kiosk).hasToString("a program that has ended");
    assertThat(dump.getParent()).doesNotExist();
  }

  @Test
  void forgottenItEndsByItself() {
    ProcessHandle process = started();
    GarbageCollector.await("the program to end", () -> !process.isAlive());
  }

  private static ProcessHandle started() {
    return Program.start(Kiosk.class).process();
  }
}
