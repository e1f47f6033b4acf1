package weakrefs.chart;

import static java.util.stream.Collectors.joining;
import static weakrefs.timeline.Timeline.CACHE;
import static weakrefs.timeline.Timeline.COLLECTION;
import static weakrefs.timeline.Timeline.COLLECTION_LENGTH;
import static weakrefs.timeline.Timeline.HELD;
import static weakrefs.timeline.Timeline.LIVING;
import static weakrefs.timeline.Timeline.LOADS;
import static weakrefs.timeline.Timeline.TIME;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Axis;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.components.Line;
import tech.tablesaw.plotly.traces.ScatterTrace;
import tech.tablesaw.plotly.traces.Trace;

/** The chart of a timeline: a stepped line for each cache, a dotted line for each collection. */
final class CacheSizes {
  /**
   * Okabe and Ito's colours, told apart by the colour-blind; vermilion first, for what is wrong.
   */
  private static final List<String> COLOURS =
      List.of("#D55E00", "#0072B2", "#009E73", "#CC79A7", "#E69F00", "#56B4E9");

  private static final String GREY = "#888888";

  private final List<OneCache> caches;

  /** When each collection was over: from then on its effect is seen. */
  private final double[] collections;

  private final double end;

  private record OneCache(String name, double[] time, double[] held, double[] living, long loads) {
    int last() {
      return (int) held[held.length - 1];
    }

    int most() {
      return (int) Arrays.stream(held).max().orElse(0);
    }

    boolean hasGhosts() {
      return !Arrays.equals(held, living);
    }
  }

  CacheSizes(Table history) {
    for (String column : List.of(TIME, CACHE, HELD, LIVING, LOADS, COLLECTION, COLLECTION_LENGTH)) {
      if (!history.containsColumn(column)) {
        throw new IllegalArgumentException(
            "this table has no column \"%s\": give the one that Timeline.record(...) returned"
                .formatted(column));
      }
    }
    Table looks = history.where(history.stringColumn(CACHE).isNotMissing());
    if (looks.isEmpty()) {
      throw new IllegalArgumentException("this table has no rows: nothing was recorded");
    }
    caches =
        looks.stringColumn(CACHE).unique().asList().stream()
            .map(name -> cache(name, looks.where(looks.stringColumn(CACHE).isEqualTo(name))))
            .toList();
    Table marks = history.where(history.stringColumn(COLLECTION).isNotMissing());
    collections = marks.doubleColumn(TIME).add(marks.longColumn(COLLECTION_LENGTH)).asDoubleArray();
    end = looks.doubleColumn(TIME).max();
  }

  private static OneCache cache(String name, Table rows) {
    return new OneCache(
        name,
        rows.doubleColumn(TIME).asDoubleArray(),
        rows.intColumn(HELD).asDoubleArray(),
        rows.intColumn(LIVING).asDoubleArray(),
        rows.longColumn(LOADS).getLong(rows.rowCount() - 1));
  }

  Figure figure() {
    List<Trace> traces = new ArrayList<>();
    for (int i = 0; i < caches.size(); i++) {
      OneCache cache = caches.get(i);
      String colour = COLOURS.get(i % COLOURS.size());
      if (cache.hasGhosts()) {
        traces.add(steps(cache.name + ": held", cache.time, cache.held, colour, Line.Dash.SOLID));
        traces.add(
            steps(cache.name + ": still living", cache.time, cache.living, colour, Line.Dash.DOT));
      } else {
        traces.add(steps(cache.name, cache.time, cache.held, colour, Line.Dash.SOLID));
      }
    }
    if (collections.length > 0) {
      traces.add(collectionMarks());
    }
    Layout layout =
        Layout.builder(finding())
            .width(900)
            .height(420)
            .xAxis(Axis.builder().title("Time since the work began (ms)").build())
            .yAxis(Axis.builder().title("Entries in the cache").build())
            .build();
    return new Figure(layout, traces.toArray(new Trace[0]));
  }

  private static Trace steps(String name, double[] x, double[] y, String colour, Line.Dash dash) {
    return ScatterTrace.builder(x, y)
        .mode(ScatterTrace.Mode.LINE)
        .name(name)
        .line(Line.builder().shape(Line.Shape.HV).color(colour).width(2.5).dash(dash).build())
        .build();
  }

  /** One trace for all, with gaps, so that the legend names them once. */
  private Trace collectionMarks() {
    double top = 1.05 * Math.max(1, caches.stream().mapToInt(OneCache::most).max().orElse(1));
    double[] x = new double[3 * collections.length];
    double[] y = new double[3 * collections.length];
    for (int i = 0; i < collections.length; i++) {
      Arrays.fill(x, 3 * i, 3 * i + 3, collections[i]);
      y[3 * i + 1] = top;
      y[3 * i + 2] = Double.NaN;
    }
    return ScatterTrace.builder(x, y)
        .mode(ScatterTrace.Mode.LINE)
        .name("end of a collection")
        .line(Line.builder().color(GREY).width(1.2).dash(Line.Dash.DASH).build())
        .build();
  }

  /** The title: what the chart shows, not what it is about. */
  private String finding() {
    if (caches.size() == 1) {
      OneCache only = caches.get(0);
      return only.last() == only.most()
          ? "“%s” grew to %,d and let nobody go".formatted(only.name, only.last())
          : "“%s” held %,d at most, and ends with %,d"
              .formatted(only.name, only.most(), only.last());
    }
    return "In the end "
        + caches.stream()
            .map(cache -> "“%s” holds %,d".formatted(cache.name, cache.last()))
            .collect(joining(", "));
  }

  String caption() {
    String times =
        collections.length == 1
            ? "1 garbage collection"
            : collections.length + " garbage collections";
    return "%s in %,.0f ms. ".formatted(times, end)
        + caches.stream().map(CacheSizes::inWords).collect(joining(" "));
  }

  private static String inWords(OneCache cache) {
    int living = (int) cache.living[cache.living.length - 1];
    return "“%s” loaded %,d, held %,d at most, and ends with %,d held and %,d living."
        .formatted(cache.name, cache.loads, cache.most(), cache.last(), living);
  }
}
