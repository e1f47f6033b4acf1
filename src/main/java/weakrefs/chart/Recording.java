package weakrefs.chart;

import static weakrefs.chart.HouseStyle.inEnglish;
import static weakrefs.gc.WhyNull.notNull;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.traces.Trace;
import weakrefs.timeline.HitRates;
import weakrefs.timeline.Timeline;

/** What a {@link Timeline} or {@link HitRates} recorded: each cache's rows, and the collections. */
final class Recording {
  /** By the caches' names, in the order in which they were watched. */
  final Map<String, Table> caches = new LinkedHashMap<>();

  /** Where on the x axis each collection ended, because that's when its effect shows. */
  final double[] collections;

  private Recording(Table history, String place, String length) {
    StringColumn names = history.stringColumn(Timeline.CACHE);
    for (String name : names.where(names.isNotMissing())) {
      caches.computeIfAbsent(name, same -> history.where(names.isEqualTo(same)));
    }
    Table marks = history.where(history.stringColumn(Timeline.COLLECTION).isNotMissing());
    double[] begun = column(marks, place);
    double[] took = length == null ? new double[begun.length] : column(marks, length);
    collections = IntStream.range(0, begun.length).mapToDouble(i -> begun[i] + took[i]).toArray();
  }

  /**
   * A timeline's recording.
   *
   * @param numbers the number columns that a chart needs, apart from the times
   */
  static Recording ofTimeline(Table history, String... numbers) {
    require(history, "Timeline.record(...)", Timeline.TIME, Timeline.COLLECTION_LENGTH);
    require(history, "Timeline.record(...)", numbers);
    return new Recording(history, Timeline.TIME, Timeline.COLLECTION_LENGTH);
  }

  static Recording ofHitRates(Table history) {
    require(history, "HitRates.record(...)", HitRates.LOOK_UPS, HitRates.HITS, HitRates.BLOCK_SIZE);
    return new Recording(history, HitRates.LOOK_UPS, null);
  }

  /** Rejects a table without these columns, and says which call returns one that has them. */
  private static void require(Table history, String maker, String... numbers) {
    notNull(history, "there is no history to show: it is null");
    for (String column : numbers) {
      require(history, column, NumericColumn.class, "number", maker);
    }
    require(history, Timeline.CACHE, StringColumn.class, "text", maker);
    require(history, Timeline.COLLECTION, StringColumn.class, "text", maker);
  }

  private static void require(
      Table history, String column, Class<?> kind, String kindInWords, String maker) {
    if (!history.containsColumn(column) || !kind.isInstance(history.column(column))) {
      throw new IllegalArgumentException(
          "this table has no %s column \"%s\": give the one that %s returned"
              .formatted(kindInWords, column, maker));
    }
  }

  static double[] column(Table rows, String name) {
    return rows.numberColumn(name).asDoubleArray();
  }

  /** A cache's name for a title and a caption, which are one line each. */
  static String oneLine(String name) {
    return name.replaceAll("\\s+", " ").strip();
  }

  /** Adds the collections' marks, up to this height, if there are any. */
  void mark(List<Trace> traces, double top) {
    if (collections.length > 0) {
      traces.add(HouseStyle.collections(collections, top));
    }
  }

  String countOfCollections() {
    return inEnglish(
        collections.length == 1 ? "%,d garbage collection" : "%,d garbage collections",
        collections.length);
  }
}
