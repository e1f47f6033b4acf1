package weakrefs.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.Table;
import weakrefs.lab.Duel.Ending;

@Tag("slow") // starts JVMs
class DuelTest extends NoJvmLeftBehind {
  private static Duel duel(int heapMegabytes, int people, Class<?> main) {
    Duel duel = new Duel(heapMegabytes, people);
    duel.main = main;
    return duel;
  }

  @Test
  void theStrongCacheDiesOfAFullHeapAndTheWeakOneLives() {
    Duel duel = new Duel(16, 1_000);

    duel.run();

    assertThat(duel.strong().ending()).isEqualTo(Ending.OUT_OF_MEMORY);
    assertThat(duel.strong().loaded() / 8.0).as("MB of photos").isBetween(10.0, 16.0);
    assertThat(duel.weak().ending()).isEqualTo(Ending.ALIVE);
    assertThat(duel.weak().loaded()).isEqualTo(1_000);
  }

  @Test
  void theStrongCacheGetsEquallyFarEachTime() {
    Duel duel = new Duel(8, 200);
    duel.run();
    int first = duel.strong().loaded();

    for (int i = 0; i < 3; i++) {
      duel.run();

      assertThat(duel.strong().loaded()).isCloseTo(first, within(1));
    }
  }

  @Test
  void aLargerHeapTakesMorePeople() {
    Duel small = new Duel(8, 300);
    Duel large = new Duel(16, 300);
    small.run();
    large.run();

    assertThat(large.strong().loaded()).isGreaterThan(small.strong().loaded() * 3 / 2);
  }

  @Test
  void bothLiveIfThereIsRoomForAll() {
    Duel duel = new Duel(32, 50);

    duel.run();

    assertThat(duel.strong().ending()).isEqualTo(Ending.ALIVE);
    assertThat(duel.strong().loaded()).isEqualTo(50);
    assertThat(duel.weak().ending()).isEqualTo(Ending.ALIVE);
  }

  @Test
  void bothHaveTheSameFlags() {
    Duel duel = new Duel(16, 100);

    assertThat(duel.strong().flags()).containsExactly("-Xms16m", "-Xmx16m", "-XX:+UseSerialGC");
    assertThat(duel.weak().flags()).isEqualTo(duel.strong().flags());
  }

  @Test
  void theTableTellsOfBoth() {
    Duel duel = new Duel(8, 1_000);
    assertThat(duel.table().stringColumn(Duel.ENDING).asList())
        .containsExactly("not started yet", "not started yet");

    duel.run();

    Table table = duel.table();
    assertThat(table.name()).isEqualTo("The duel");
    assertThat(table.columnNames())
        .containsExactly(
            "Cache", "People loaded", "Photos loaded (MB)", "How it ended", "JVM flags");
    assertThat(table.types())
        .containsExactly(
            ColumnType.STRING,
            ColumnType.INTEGER,
            ColumnType.DOUBLE,
            ColumnType.STRING,
            ColumnType.STRING);
    assertThat(table.stringColumn(Duel.CACHE).asList())
        .containsExactly("strong cache", "weak cache");
    assertThat(table.intColumn(Duel.LOADED).asList())
        .containsExactly(duel.strong().loaded(), 1_000);
    assertThat(table.doubleColumn(Duel.PHOTOS).get(1)).isEqualTo(125.0);
    assertThat(table.stringColumn(Duel.ENDING).asList())
        .containsExactly("OutOfMemoryError", "alive, all 1,000 looked up");
    assertThat(table.stringColumn(Duel.FLAGS).get(0)).isEqualTo("-Xms8m -Xmx8m -XX:+UseSerialGC");
  }

  @Test
  void showsTheProgressWhileItRunsInTheSameThread() throws IOException {
    Duel duel = duel(8, 4, Mains.WaitsToBeSeen.class);
    List<Integer> strong = new ArrayList<>();
    List<Integer> weak = new ArrayList<>();
    List<String> endings = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    List<Path> seen = new ArrayList<>();

    try {
      duel.run(
          table -> {
            int loaded = table.intColumn(Duel.LOADED).get(1);
            strong.add(table.intColumn(Duel.LOADED).get(0));
            weak.add(loaded);
            endings.add(table.stringColumn(Duel.ENDING).get(1));
            threads.add(Thread.currentThread());
            seen.add(noteThatItWasSeen(loaded));
          });
    } finally {
      for (Path file : seen) {
        Files.deleteIfExists(file);
      }
    }

    double seconds = duel.strong().seconds() + duel.weak().seconds();
    assertThat(weak.size()).as("calls in %.2f s", seconds).isLessThan((int) (5 * seconds) + 5);
    assertThat(strong).isSorted().endsWith(4);
    assertThat(weak).isSorted().contains(0, 1, 2, 3, 4);
    assertThat(endings)
        .startsWith("not started yet")
        .contains("still running")
        .endsWith("alive, all 4 looked up");
    assertThat(threads).containsOnly(Thread.currentThread());
  }

  private static Path noteThatItWasSeen(int loaded) {
    try {
      Path file = Mains.WaitsToBeSeen.seen(ProcessHandle.current().pid(), loaded);
      return Files.exists(file) ? file : Files.createFile(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aSecondFightStartsAnew() {
    Duel duel = new Duel(8, 100);
    duel.run();
    List<List<Integer>> loaded = new ArrayList<>();

    duel.run(table -> loaded.add(table.intColumn(Duel.LOADED).asList()));

    assertThat(loaded.get(0).get(1)).isZero();
    assertThat(duel.weak().loaded()).isEqualTo(100);
  }

  @Test
  void aJvmThatHangsIsEndedByItsDeadline() {
    Duel duel = duel(32, 20, Mains.StrongHangs.class);
    duel.patience = Duration.ofSeconds(5);

    duel.run();

    assertThat(duel.strong().ending()).isEqualTo(Ending.DEADLINE);
    assertThat(duel.strong().howItEnded()).isEqualTo("ran out of time");
    assertThat(duel.strong().loaded()).isEqualTo(57);
    assertThat(duel.strong().seconds()).isBetween(5.0, 20.0);
    assertThat(duel.weak().ending()).isEqualTo(Ending.ALIVE);
  }

  @Test
  void anInterruptEndsIt() {
    Duel duel = duel(32, 100, Mains.Hangs.class);
    try {
      assertThatThrownBy(() -> duel.run(table -> Thread.currentThread().interrupt()))
          .isInstanceOf(LabException.class)
          .hasMessage("the duel was interrupted, so we ended its JVM");

      assertThat(Thread.currentThread().isInterrupted()).isTrue();
    } finally {
      Thread.interrupted();
    }
    assertThat(duel.strong().ending()).isEqualTo(Ending.STOPPED);
    assertThat(duel.weak().ending()).isEqualTo(Ending.WAITING);
  }

  @Test
  void whatTheListenerThrowsEndsIt() {
    Duel duel = duel(32, 100, Mains.Hangs.class);
    RuntimeException failure = new RuntimeException("the screen is broken");

    assertThatThrownBy(
            () ->
                duel.run(
                    table -> {
                      throw failure;
                    }))
        .isSameAs(failure);

    assertThat(duel.table().stringColumn(Duel.ENDING).asList())
        .containsExactly("stopped", "not started yet");
  }

  @Test
  void aJvmThatFailsIsToldOf() {
    Duel duel = duel(32, 100, Mains.Fails.class);

    assertThatThrownBy(duel::run)
        .isInstanceOf(LabException.class)
        .hasMessageStartingWith(
            "the JVM with the strong cache failed. Its exit code was 1, and it said:\n")
        .hasMessageContaining("no more film for photos");

    assertThat(duel.strong().ending()).isEqualTo(Ending.FAILED);
    assertThat(duel.strong().howItEnded()).isEqualTo("failed");
    assertThat(duel.strong().loaded()).isEqualTo(57);
  }

  @Test
  void aJvmThatDoesNotSayHowItWentHasFailed() {
    Duel duel = duel(32, 100, Mains.SaysNothing.class);

    assertThatThrownBy(duel::run)
        .isInstanceOf(LabException.class)
        .hasMessage(
            "the JVM with the strong cache failed. Its exit code was 0, and it said nothing.");
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, 0, 7, 257, Integer.MAX_VALUE})
  void refusesAHeapOfTheWrongSize(int megabytes) {
    assertThatThrownBy(() -> new Duel(megabytes, 100))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("a duel needs a small heap: give each JVM 8 to 256 MB, not ");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1})
  void refusesToLookUpNobody(int people) {
    assertThatThrownBy(() -> new Duel(32, people))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a duel needs at least one person to look up, not " + people);
  }

  @Test
  void refusesNoListener() {
    assertThatNullPointerException()
        .isThrownBy(() -> new Duel(32, 100).run(null))
        .withMessageContaining("The listener is null");
  }
}
