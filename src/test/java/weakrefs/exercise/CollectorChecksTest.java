package weakrefs.exercise;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import weakrefs.exercise.Answer.Voice;
import weakrefs.lab.FiveCollectors;
import weakrefs.lab.ManyReferences;

class CollectorChecksTest {
  private static void notAttempted(Answer answer) {
    assertThat(answer.voice()).as(answer.toString()).isEqualTo(Voice.NOT_ATTEMPTED);
  }

  private static void notYet(Answer answer, String reason) {
    assertThat(answer.voice()).as(answer.toString()).isEqualTo(Voice.NOT_YET);
    assertThat(answer.reason()).contains(reason);
  }

  private static void correct(Answer answer) {
    assertThat(answer.voice()).as(answer.toString()).isEqualTo(Voice.CORRECT);
  }

  // ---- read off ----

  private static Table five() {
    Table table =
        Table.create(
            "five",
            StringColumn.create(FiveCollectors.COLLECTOR, "Serial", "G1", "Z", "Shenandoah"),
            IntColumn.create(FiveCollectors.MOST, 70, 140, 140, 1),
            DoubleColumn.create(FiveCollectors.LONGEST_PAUSE, 9.5, 4.5, .03, .01));
    table.intColumn(FiveCollectors.MOST).setMissing(3);
    table.doubleColumn(FiveCollectors.LONGEST_PAUSE).setMissing(3);
    return table;
  }

  @Test
  void readsOffTwoNames() {
    correct(Check.readOff(five(), "G1", "Z"));
    correct(Check.readOff(five(), " z ", "z"));
  }

  @Test
  void readingOffNeedsBothNames() {
    notAttempted(Check.readOff(five(), "?", "?"));
    notAttempted(Check.readOff(null, null, " "));
    notYet(Check.readOff(five(), "G1", "?"), "One of the two doesn't have an answer yet");
    notYet(Check.readOff(five(), null, "Z"), "One of the two doesn't have an answer yet");
  }

  @Test
  void saysWhichColumnWasMisread() {
    notYet(Check.readOff(five(), "Serial", "Z"), "With Serial the cache held at most 70 people.");
    notYet(Check.readOff(five(), "G1", "G1"), "The longest pause with G1 was 4.5 ms.");
  }

  @Test
  void whoDidNotRunIsNoAnswer() {
    notYet(
        Check.readOff(five(), "Zed", "Z"),
        "“Zed” didn't run here. Choose one of these: Serial, G1, Z.");
    notYet(Check.readOff(five(), "G1", "Shenandoah"), "“Shenandoah” didn\'t run here");
  }

  @Test
  void readingOffNeedsItsTable() {
    notYet(Check.readOff(Table.create("other"), "G1", "Z"), "five.table()");
    notYet(Check.readOff(null, "G1", "Z"), "five.table()");
  }

  // ---- one more ----

  private static Table many(double few, double most) {
    return Table.create(
        "many",
        IntColumn.create(ManyReferences.COUNT, 1_000, 1_000_000),
        DoubleColumn.create(ManyReferences.HELD, few, most));
  }

  @ParameterizedTest
  @ValueSource(doubles = {99.9, 80, 60, 190})
  void takesTheCostOfOneMoreRoughly(double nanoseconds) {
    correct(Check.oneMore(many(1, 101), nanoseconds));
  }

  @ParameterizedTest
  @CsvSource({
    "-5, less than nothing",
    "NaN, less than nothing",
    "0.0001, in milliseconds",
    "4, too little",
    "100000000, too much. From 1000 to 1000000 references the time grew by 100.0 ms"
  })
  void saysWhyItIsNotTheCostOfOneMore(double nanoseconds, String reason) {
    notYet(
        Check.oneMore(many(1, 101), nanoseconds),
        reason.replace("1000 to 1000000", "1,000 to 1,000,000"));
  }

  @Test
  void theCostOfOneMoreNeedsAMeasurementThatGrows() {
    notAttempted(Check.oneMore(many(1, 101), 0));
    notYet(Check.oneMore(many(5, 4), 100), "Measure again");
    notYet(Check.oneMore(null, 100), "many.table()");
    notYet(Check.oneMore(Table.create("other"), 100), "many.table()");
  }

  // ---- which one is it here ----

  private static final List<String> NAMES =
      ManagementFactory.getGarbageCollectorMXBeans().stream()
          .map(GarbageCollectorMXBean::getName)
          .toList();

  @Test
  void takesTheNamesOfAllBeans() {
    correct(Check.collectorHere(NAMES));
  }

  @Test
  void saysWhatElseThoseNamesAre() {
    notAttempted(Check.collectorHere(List.of()));
    notAttempted(Check.collectorHere(null));
    notYet(Check.collectorHere(NAMES.subList(0, 1)), "but it isn't everything");
    notYet(Check.collectorHere(List.of("G2")), "doesn't have a collector called “G2”");
    notYet(
        Check.collectorHere(
            ManagementFactory.getMemoryPoolMXBeans().stream()
                .map(MemoryPoolMXBean::getName)
                .toList()),
        "parts of the memory");
    notYet(
        Check.collectorHere(
            ManagementFactory.getGarbageCollectorMXBeans().stream().map(Object::toString).toList()),
        "Take its name");
  }

  // ---- a small box ----

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-XX:+UseSerialGC -Xmx64m",
        "  -Xmx64M   -XX:+UseSerialGC ",
        "-Xmx65536k -Xms16m -XX:+UseSerialGC"
      })
  void takesSerialAndASmallHeap(String options) {
    correct(Check.smallBox(options));
  }

  @ParameterizedTest
  @CsvSource({
    "-Xmx64m, None of your options chooses a collector",
    "-XX:UseSerialGC -Xmx64m, Put a + before Use",
    "-XX:-UseSerialGC -Xmx64m, turns that collector off",
    "-XX:+UseSerialGc -Xmx64m, Capital letters count",
    "XX:+UseSerialGC -Xmx64m, Capital letters count",
    "-XX:+UseZGC -Xmx64m, Which collector has a single worker?",
    "-XX:+UseZGC -XX:+UseSerialGC, Two of your options choose a collector",
    "-XX:+UseSerialGC, Now for the heap",
    "-XX:+UseSerialGC -Xmx64, 64 bytes",
    "-XX:+UseSerialGC -Xmx64m -Xmx1g, a limit of 64 MB"
  })
  void saysWhatIsWrongWithTheOptions(String options, String reason) {
    notYet(Check.smallBox(options), reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "?"})
  void noOptionsAreNoAttempt(String options) {
    notAttempted(Check.smallBox(options));
  }
}
