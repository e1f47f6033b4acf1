package weakrefs.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import jdk.jfr.EventType;
import jdk.jfr.FlightRecorder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.Table;
import weakrefs.chart.Chart;
import weakrefs.timeline.Timeline;

@Tag("slow") // starts JVMs
class FiveCollectorsTest extends NoJvmLeftBehind {
  private static FiveCollectors of(Class<?> main, String... names) {
    FiveCollectors some = new FiveCollectors(100, List.of(names));
    some.main = main;
    return some;
  }

  @Test
  void tellsWhatHappenedUnderEachCollector() {
    FiveCollectors two = new FiveCollectors(300, List.of("Serial", "G1"));

    two.run();

    assertThat(two.missing()).isEmpty();
    for (String name : List.of("Serial", "G1")) {
      Table history = two.history(name);
      Table looks = history.where(history.stringColumn(Timeline.CACHE).isEqualTo(name));
      Table marks = history.where(history.stringColumn(Timeline.COLLECTION).isNotMissing());
      assertThat(looks.rowCount()).isEqualTo(300);
      assertThat(looks.intColumn(Timeline.HELD).min()).isOne();
      assertThat(looks.longColumn(Timeline.LOADS).get(299)).isEqualTo(300);
      assertThat(marks.rowCount()).as("150 MB in a heap of 128 MB").isPositive();
      assertThat(history.doubleColumn(Timeline.TIME).asList()).isSorted();
    }
    Table table = two.table();
    assertThat(table.stringColumn(FiveCollectors.FLAG).asList())
        .containsExactly("-XX:+UseSerialGC", "-XX:+UseG1GC");
    assertThat(table.intColumn(FiveCollectors.MOST).asList())
        .allSatisfy(most -> assertThat(most).isBetween(6, 299));
    assertThat(table.doubleColumn(FiveCollectors.LONGEST_PAUSE).asList())
        .allSatisfy(pause -> assertThat(pause).isPositive());
  }

  @Test
  void countsWhatItsJvmsSay() {
    FiveCollectors two = of(Mains.SaysWhatItSaw.class, "Serial", "G1");

    two.run();

    Table table = two.table();
    assertThat(table.name()).isEqualTo("The same work with each collector");
    assertThat(table.columnNames())
        .containsExactly(
            "Collector",
            "People held at most",
            "Collections",
            "Typical pause (ms)",
            "Longest pause (ms)",
            "All pauses (ms)",
            "Longest stall (ms)",
            "All stalls (ms)",
            "JVM flag");
    assertThat(table.row(0).getInt(FiveCollectors.MOST)).isEqualTo(12);
    assertThat(table.row(0).getInt(FiveCollectors.COLLECTIONS)).isEqualTo(1);
    assertThat(table.row(0).getDouble(FiveCollectors.TYPICAL_PAUSE)).isEqualTo(.5);
    assertThat(table.row(0).getDouble(FiveCollectors.LONGEST_PAUSE)).isEqualTo(2);
    assertThat(table.row(0).getDouble(FiveCollectors.ALL_PAUSES)).isEqualTo(2.52);
    Table history = two.history("G1");
    assertThat(history.stringColumn(Timeline.COLLECTION).asList())
        .contains("G1New, G1 Evacuation Pause");
    assertThat(Chart.cacheSize(history).caption())
        .isEqualTo(
            "1 garbage collection in 30 ms. “G1” loaded 13, held at most 12 and ended up"
                + " holding 6, with 6 still living.");
  }

  @Test
  void drawsAPanelForEachAndAllPauses() {
    FiveCollectors two = of(Mains.SaysWhatItSaw.class, "Serial", "G1");
    two.run();

    assertThat(two.sizes().toString())
        .isEqualTo(
            "Chart: Most entries held: Serial 12, G1 12\n"
                + "Serial: 1 garbage collection in 30 ms, at most 12 entries, 6 at the end."
                + " G1: 1 garbage collection in 30 ms, at most 12 entries, 6 at the end.");
    assertThat(two.pauses().toString())
        .isEqualTo(
            "Chart: Longest pause: 2.0 ms with Serial\n"
                + "Serial: 1 collection and 3 pauses, typically 0.50 ms, at most 2.0 ms."
                + " G1: 1 collection and 3 pauses, typically 0.50 ms, at most 2.0 ms.");
    assertThat(two.pauses().view().forms()).containsKey("image/png");
  }

  @Test
  void tellsAboutStallsWhereAnEventDoes() {
    FiveCollectors two = of(Mains.SaysThatItStalled.class, "Z", "Shenandoah");
    two.run();

    Table table = two.table();
    assertThat(table.row(0).getDouble(FiveCollectors.LONGEST_STALL)).isEqualTo(12);
    assertThat(table.row(0).getDouble(FiveCollectors.ALL_STALLS)).isEqualTo(13.501);
    assertThat(table.row(1).isMissing(FiveCollectors.LONGEST_STALL)).isTrue();
    assertThat(table.row(1).isMissing(FiveCollectors.ALL_STALLS)).isTrue();
    assertThat(two.pauses().toString())
        .startsWith("Chart: Longest pause: 0.020 ms with ")
        .contains("; longest stall: 12.0 ms\n")
        .contains("at most 0.020 ms; 3 stalls, 13.5 ms in all, at most 12.0 ms.");
  }

  /** Enabling an event that doesn't exist is no error, and then nothing would ever be counted. */
  @Test
  void recordsEventsThatThisJdkHas() {
    assertThat(FlightRecorder.getFlightRecorder().getEventTypes())
        .extracting(EventType::getName)
        .containsAll(BrowseAndReport.EVENTS);
  }

  @Test
  void saysThatZDidNotStall() {
    FiveCollectors one = of(Mains.SaysWhatItSaw.class, "Z");
    one.run();

    assertThat(one.table().row(0).getDouble(FiveCollectors.ALL_STALLS)).isZero();
    assertThat(one.pauses().toString())
        .isEqualTo(
            "Chart: Longest pause: 2.0 ms with Z\n"
                + "Z: 1 collection and 3 pauses, typically 0.50 ms, at most 2.0 ms; no stalls.");
  }

  @Test
  void goesOnWithoutACollectorThatThisJdkLacks() {
    FiveCollectors two = of(Mains.SaysWhatItSaw.class, "Serial", "NoSuch");

    two.run();

    assertThat(two.missing()).containsExactly("NoSuch");
    assertThat(two.table().stringColumn(FiveCollectors.FLAG).asList())
        .containsExactly("-XX:+UseSerialGC", "not in this JDK");
    assertThat(two.table().row(1).isMissing(FiveCollectors.MOST)).isTrue();
    assertThat(two.sizes().caption()).doesNotContain("NoSuch");
    assertThat(two.pauses().caption()).endsWith("Not in this JDK: NoSuch.");
    assertThatThrownBy(() -> two.history("NoSuch"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("\"NoSuch\" didn't run here, but these did: Serial");
  }

  @Test
  void knowsTheCollectorOfThisJvm() {
    assertThat(FiveCollectors.ofThisJvm()).isIn(FiveCollectors.NAMES);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 5_001})
  void refusesNobodyAndTooMany(int people) {
    assertThatThrownBy(() -> new FiveCollectors(people))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("choose 1 to 5000 people to look up, not " + people);
  }
}
