package weakrefs.chart;

import static java.util.stream.Collectors.joining;
import static weakrefs.chart.HouseStyle.COLOURS;
import static weakrefs.chart.HouseStyle.inWords;
import static weakrefs.chart.HouseStyle.require;
import static weakrefs.gc.WhyNull.notNull;
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
import java.util.stream.IntStream;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Line;
import tech.tablesaw.plotly.traces.ScatterTrace;
import tech.tablesaw.plotly.traces.Trace;

/** The chart of a timeline: a stepped line for each cache, a dotted line for each collection. */
final class CacheSizes {
  /** Returns the table that charts of a timeline want. */
  static final String MAKER = "Timeline.record(...)";

  private final List<OneCache> caches;

  /** When each collection was over: from then on its effect is seen. */
  private final double[] collections;

  private final double end;
  private final boolean goesOn;

  private record OneCache(String name, double[] time, double[] held, double[] living, long loads) {
    int last() {
      return (int) held[held.length - 1];
    }

    int most() {
      return (int) Arrays.stream(held).max().orElse(0);
    }

    boolean onlyGrew() {
      return IntStream.range(1, held.length).allMatch(i -> held[i] >= held[i - 1]);
    }

    boolean hasGhosts() {
      return !Arrays.equals(held, living);
    }
  }

  CacheSizes(Table history) {
    this(history, false);
  }

  /**
   * @param goesOn whether more is to come
   */
  CacheSizes(Table history, boolean goesOn) {
    notNull(history, "there is no history to show: it is null");
    for (String column : List.of(TIME, HELD, LIVING, LOADS, COLLECTION_LENGTH)) {
      require(history, column, NumericColumn.class, MAKER);
    }
    for (String column : List.of(CACHE, COLLECTION)) {
      require(history, column, StringColumn.class, MAKER);
    }
    Table looks = history.where(history.stringColumn(CACHE).isNotMissing());
    if (looks.isEmpty()) {
      throw new IllegalArgumentException("this table has no rows: nothing was recorded");
    }
    caches =
        looks.stringColumn(CACHE).asList().stream()
            .distinct() // in the order in which they were watched
            .map(name -> cache(name, looks.where(looks.stringColumn(CACHE).isEqualTo(name))))
            .toList();
    collections = endsOfCollections(history);
    end = looks.numberColumn(TIME).max();
    this.goesOn = goesOn;
  }

  /** From then on what a collection did is seen. */
  static double[] endsOfCollections(Table history) {
    Table marks = history.where(history.stringColumn(COLLECTION).isNotMissing());
    double[] begun = marks.numberColumn(TIME).asDoubleArray();
    double[] took = marks.numberColumn(COLLECTION_LENGTH).asDoubleArray();
    return IntStream.range(0, begun.length).mapToDouble(i -> begun[i] + took[i]).toArray();
  }

  private static OneCache cache(String name, Table rows) {
    return new OneCache(
        name.replaceAll("\\s+", " ").strip(), // a title and a caption are one line each
        rows.numberColumn(TIME).asDoubleArray(),
        rows.numberColumn(HELD).asDoubleArray(),
        rows.numberColumn(LIVING).asDoubleArray(),
        (long) rows.numberColumn(LOADS).getDouble(rows.rowCount() - 1));
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
      traces.add(CollectionMarks.at(collections, 1.05 * Math.max(1, most())));
    }
    return new Figure(
        HouseStyle.layout(finding(), "Time since the work began (ms)", "Entries in the cache"),
        traces.toArray(new Trace[0]));
  }

  /** For a small panel: what is held and the collections' marks, if there are none as well. */
  List<Trace> simpleTraces(double top) {
    List<Trace> traces = new ArrayList<>();
    for (int i = 0; i < caches.size(); i++) {
      OneCache cache = caches.get(i);
      String name = caches.size() == 1 ? "entries in the cache" : cache.name;
      traces.add(steps(name, cache.time, cache.held, COLOURS.get((i + 1) % 6), Line.Dash.SOLID));
    }
    traces.add(CollectionMarks.at(collections, top));
    return traces;
  }

  /** The last look, in milliseconds since the work began. */
  double end() {
    return end;
  }

  /** The largest number that any of the caches held. */
  int most() {
    return caches.stream().mapToInt(OneCache::most).max().orElse(0);
  }

  /** How many all of them held at the end. */
  int last() {
    return caches.stream().mapToInt(OneCache::last).sum();
  }

  static Trace steps(String name, double[] x, double[] y, String colour, Line.Dash dash) {
    return ScatterTrace.builder(x, y)
        .mode(ScatterTrace.Mode.LINE)
        .name(name)
        .line(Line.builder().shape(Line.Shape.HV).color(colour).width(2.5).dash(dash).build())
        .build();
  }

  /** The title: what the chart shows, not what it is about. */
  private String finding() {
    if (caches.size() == 1 && !goesOn) {
      OneCache only = caches.get(0);
      if (only.most() == 0) {
        return inWords("“%s” kept nobody at all", only.name);
      }
      return only.onlyGrew()
          ? inWords("“%s” grew to %,d and never forgot anybody", only.name, only.last())
          : inWords(
              "“%s” held at most %,d and ended with %,d", only.name, only.most(), only.last());
    }
    return (goesOn ? "So far: " : "At the end: ")
        + caches.stream()
            .map(cache -> inWords("“%s” holds %,d", cache.name, cache.last()))
            .collect(joining(", "));
  }

  String collectionsInWords() {
    return collections.length == 1
        ? "1 garbage collection"
        : collections.length + " garbage collections";
  }

  String caption() {
    String times = collectionsInWords();
    return inWords(goesOn ? "%s in %,.0f ms so far. " : "%s in %,.0f ms. ", times, end)
        + caches.stream().map(this::numbers).collect(joining(" "));
  }

  private String numbers(OneCache cache) {
    int living = (int) cache.living[cache.living.length - 1];
    return inWords(
        goesOn
            ? "“%s” has loaded %,d, held at most %,d and holds %,d now, with %,d still living."
            : "“%s” loaded %,d, held at most %,d and ended up holding %,d, with %,d still living.",
        cache.name,
        cache.loads,
        cache.most(),
        cache.last(),
        living);
  }
}
