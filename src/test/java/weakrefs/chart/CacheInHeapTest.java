package weakrefs.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import weakrefs.figure.RenderedFigure;
import weakrefs.timeline.Timeline;

class CacheInHeapTest {
  private static final int MEGABYTE = 1024 * 1024;

  private final Table history =
      Table.create(
          "history",
          DoubleColumn.create(Timeline.TIME),
          StringColumn.create(Timeline.CACHE),
          IntColumn.create(Timeline.LIVING),
          LongColumn.create(Timeline.LOADS),
          DoubleColumn.create(Timeline.HEAP),
          StringColumn.create(Timeline.COLLECTION),
          LongColumn.create(Timeline.COLLECTION_LENGTH));

  @Test
  void saysHowOftenTheCacheLetGoAndHowFullTheHeapWasThen() {
    look(0, "soft", 0, 0, 2);
    look(10, "soft", 20, 20, 24);
    collection(11, 2);
    look(14, "soft", 5, 20, 7);
    look(20, "soft", 25, 40, 29.4);
    look(21, "soft", 0, 40, 3);

    assertThat(title())
        .isEqualTo("The “soft” forgot people 2 times, with at least 24 MB of heap in use");
    assertThat(chart().caption())
        .isEqualTo(
            "1 garbage collection in 21 ms. The “soft” loaded 40 people and held at most 25, which"
                + " took 25 MB. The heap in use was at most 29 MB. The cache forgot people 2"
                + " times.");
  }

  @Test
  void saysThatNobodyWent() {
    look(0, "soft", 0, 0, 2);
    look(10, "soft", 20, 20, 24);

    assertThat(title()).isEqualTo("The “soft” never forgot anybody and ended with 20 MB");
  }

  @Test
  void drawsTheHeapWhatTheCacheHasOfItAndTheCollections() {
    look(0, "soft", 0, 0, 2);
    collection(3, 2);
    look(10, "soft", 20, 20, 24);

    assertThat(traces())
        .extracting(trace -> String.valueOf(trace.get("name")))
        .containsExactly("used heap", "of that, people in the “soft”", "end of a collection");
    assertThat(traces().get(0).get("y")).isEqualTo(List.of(2.0, 24.0));
    assertThat(traces().get(1).get("y")).isEqualTo(List.of(0.0, 20.0));
    assertThat(((List<?>) traces().get(2).get("x")).get(0)).isEqualTo(5.0);
  }

  @Test
  void showsOneCacheOnly() {
    look(0, "soft", 0, 0, 2);
    look(0, "weak", 0, 0, 2);

    assertThatIllegalArgumentException()
        .isThrownBy(this::chart)
        .withMessageContaining("this chart shows one cache, and the table has 2");
  }

  @Test
  void refusesWhatItCannotShow() {
    assertThatIllegalArgumentException()
        .isThrownBy(this::chart)
        .withMessageContaining("the table has 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Chart.cacheInHeap(history, 0))
        .withMessage("each value takes a byte or more, not 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Chart.cacheInHeap(Table.create("empty"), MEGABYTE))
        .withMessageContaining(Timeline.TIME);
  }

  private void look(double time, String cache, int living, long loads, double heap) {
    Row row = history.appendRow();
    row.setDouble(Timeline.TIME, time);
    row.setString(Timeline.CACHE, cache);
    row.setInt(Timeline.LIVING, living);
    row.setLong(Timeline.LOADS, loads);
    row.setDouble(Timeline.HEAP, heap);
    row.setMissing(Timeline.COLLECTION);
    row.setMissing(Timeline.COLLECTION_LENGTH);
  }

  private void collection(double time, long took) {
    Row row = history.appendRow();
    row.setDouble(Timeline.TIME, time);
    List.of(Timeline.CACHE, Timeline.LIVING, Timeline.LOADS, Timeline.HEAP)
        .forEach(row::setMissing);
    row.setString(Timeline.COLLECTION, "Copy");
    row.setLong(Timeline.COLLECTION_LENGTH, took);
  }

  private Chart chart() {
    return Chart.cacheInHeap(history, MEGABYTE);
  }

  private String title() {
    return RenderedFigure.of(chart().figure()).title();
  }

  @SuppressWarnings("unchecked")
  private List<Map<String, Object>> traces() {
    return (List<Map<String, Object>>) RenderedFigure.of(chart().figure()).plotly().get("data");
  }
}
