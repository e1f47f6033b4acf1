package weakrefs.chart;

import static weakrefs.chart.HouseStyle.inWords;
import static weakrefs.chart.HouseStyle.require;
import static weakrefs.gc.WhyNull.notNull;
import static weakrefs.timeline.Timeline.CACHE;
import static weakrefs.timeline.Timeline.COLLECTION;
import static weakrefs.timeline.Timeline.COLLECTION_LENGTH;
import static weakrefs.timeline.Timeline.HEAP;
import static weakrefs.timeline.Timeline.LIVING;
import static weakrefs.timeline.Timeline.LOADS;
import static weakrefs.timeline.Timeline.TIME;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Line;
import tech.tablesaw.plotly.traces.Trace;

/**
 * The chart of one cache in its heap: both in megabytes, so that one axis serves both, and what the
 * cache keeps can be seen as a part of the heap.
 */
final class CacheInHeap {
  private static final String HEAP_COLOUR = "#56B4E9";
  private static final String CACHE_COLOUR = "#D55E00";

  private final String name;
  private final double[] time;
  private final double[] heap;
  private final double[] living;
  private final double[] inCache;
  private final double[] collections;
  private final long loads;

  /** The looks that saw fewer people than the look before. */
  private final int[] drops;

  CacheInHeap(Table history, int bytesEach) {
    notNull(history, "there is no history to show: it is null");
    if (bytesEach < 1) {
      throw new IllegalArgumentException("each value takes a byte or more, not " + bytesEach);
    }
    for (String column : List.of(TIME, LIVING, LOADS, HEAP, COLLECTION_LENGTH)) {
      require(history, column, NumericColumn.class, CacheSizes.MAKER);
    }
    for (String column : List.of(CACHE, COLLECTION)) {
      require(history, column, StringColumn.class, CacheSizes.MAKER);
    }
    Table looks = history.where(history.stringColumn(CACHE).isNotMissing());
    List<String> names = looks.stringColumn(CACHE).unique().asList();
    if (names.size() != 1) {
      throw new IllegalArgumentException(
          "this chart shows one cache, and the table has " + names.size() + ": " + names);
    }
    name = names.get(0).replaceAll("\\s+", " ").strip();
    time = looks.numberColumn(TIME).asDoubleArray();
    heap = looks.numberColumn(HEAP).asDoubleArray();
    living = looks.numberColumn(LIVING).asDoubleArray();
    inCache = Arrays.stream(living).map(n -> Math.round(n * bytesEach / 104857.6) / 10.0).toArray();
    loads = (long) looks.numberColumn(LOADS).getDouble(looks.rowCount() - 1);
    collections = CacheSizes.endsOfCollections(history);
    drops = IntStream.range(1, living.length).filter(i -> living[i] < living[i - 1]).toArray();
  }

  Figure figure() {
    List<Trace> traces = new ArrayList<>();
    traces.add(CacheSizes.steps("used heap", time, heap, HEAP_COLOUR, Line.Dash.SOLID));
    traces.add(
        CacheSizes.steps(
            "of that, people in the “" + name + "”", time, inCache, CACHE_COLOUR, Line.Dash.SOLID));
    if (collections.length > 0) {
      traces.add(CollectionMarks.at(collections, 1.05 * Math.max(1, most(heap))));
    }
    return new Figure(
        HouseStyle.layout(finding(), "Time since the work began (ms)", "Memory (MB)"),
        traces.toArray(new Trace[0]));
  }

  private String finding() {
    return drops.length == 0
        ? inWords("The “%s” never forgot anybody and ended with %,.0f MB", name, last(inCache))
        : inWords(
            "The “%s” forgot people %s, with at least %,.0f MB of heap in use",
            name, times(drops.length), leastBeforeADrop());
  }

  private double leastBeforeADrop() {
    return Arrays.stream(drops).mapToDouble(i -> heap[i - 1]).min().orElse(0);
  }

  String caption() {
    return inWords(
        "%s in %,.0f ms. The “%s” loaded %,d people and held at most %,.0f, which took %,.0f MB."
            + " The heap in use was at most %,.0f MB. The cache forgot people %s.",
        collections.length == 1
            ? "1 garbage collection"
            : inWords("%,d garbage collections", collections.length),
        last(time),
        name,
        loads,
        most(living),
        most(inCache),
        most(heap),
        times(drops.length));
  }

  private static String times(int count) {
    return count == 1 ? "once" : inWords("%,d times", count);
  }

  private static double most(double[] values) {
    return Arrays.stream(values).max().orElse(0);
  }

  private static double last(double[] values) {
    return values[values.length - 1];
  }
}
