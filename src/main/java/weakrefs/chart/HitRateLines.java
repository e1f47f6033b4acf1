package weakrefs.chart;

import static java.util.stream.Collectors.joining;
import static weakrefs.chart.HouseStyle.inWords;
import static weakrefs.chart.HouseStyle.require;
import static weakrefs.gc.WhyNull.notNull;
import static weakrefs.timeline.HitRates.BLOCK_SIZE;
import static weakrefs.timeline.HitRates.CACHE;
import static weakrefs.timeline.HitRates.COLLECTION;
import static weakrefs.timeline.HitRates.HITS;
import static weakrefs.timeline.HitRates.LOOK_UPS;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Line;
import tech.tablesaw.plotly.traces.ScatterTrace;
import tech.tablesaw.plotly.traces.Trace;

/** The chart of hit rates: a line for each cache, a dashed line for each collection. */
final class HitRateLines {
  private static final String MAKER = "HitRates.record(...)";

  /** Told apart by dashes as well as by Okabe and Ito's colours: the lines cross each other. */
  private static final List<String> COLOURS =
      List.of("#D55E00", "#0072B2", "#CC79A7", "#009E73", "#E69F00", "#56B4E9");

  private static final List<Line.Dash> DASHES =
      List.of(Line.Dash.SOLID, Line.Dash.SOLID, Line.Dash.DOT, Line.Dash.SOLID);

  private final List<OneCache> caches;
  private final double[] collections;
  private final int lookUps;

  private record OneCache(String name, double[] at, double[] rate, double overall) {}

  HitRateLines(Table history) {
    notNull(history, "there is no history to show: it is null");
    for (String column : List.of(LOOK_UPS, HITS, BLOCK_SIZE)) {
      require(history, column, NumericColumn.class, MAKER);
    }
    for (String column : List.of(CACHE, COLLECTION)) {
      require(history, column, StringColumn.class, MAKER);
    }
    Table blocks = history.where(history.stringColumn(CACHE).isNotMissing());
    if (blocks.isEmpty()) {
      throw new IllegalArgumentException("this table has no rows: nothing was looked up");
    }
    caches =
        blocks.stringColumn(CACHE).asList().stream()
            .distinct() // in the order in which they were watched
            .map(name -> cache(name, blocks.where(blocks.stringColumn(CACHE).isEqualTo(name))))
            .toList();
    collections =
        history
            .where(history.stringColumn(COLLECTION).isNotMissing())
            .numberColumn(LOOK_UPS)
            .asDoubleArray();
    lookUps = (int) blocks.numberColumn(LOOK_UPS).max();
  }

  private static OneCache cache(String name, Table rows) {
    double[] hits = rows.numberColumn(HITS).asDoubleArray();
    double[] of = rows.numberColumn(BLOCK_SIZE).asDoubleArray();
    double[] end = rows.numberColumn(LOOK_UPS).asDoubleArray();
    return new OneCache(
        name.replaceAll("\\s+", " ").strip(), // a title and a caption are one line each
        IntStream.range(0, end.length).mapToDouble(i -> end[i] - of[i] / 2).toArray(),
        IntStream.range(0, hits.length).mapToDouble(i -> 100 * hits[i] / of[i]).toArray(),
        100 * Arrays.stream(hits).sum() / Arrays.stream(of).sum());
  }

  Figure figure() {
    List<Trace> traces = new ArrayList<>();
    for (int i = 0; i < caches.size(); i++) {
      OneCache cache = caches.get(i);
      Line line =
          Line.builder()
              .color(COLOURS.get(i % COLOURS.size()))
              .dash(DASHES.get(i % DASHES.size()))
              .width(2.5)
              .build();
      traces.add(
          ScatterTrace.builder(cache.at, cache.rate)
              .mode(ScatterTrace.Mode.LINE)
              .name(cache.name)
              .line(line)
              .build());
    }
    if (collections.length > 0) {
      traces.add(CollectionMarks.at(collections, 105));
    }
    return new Figure(
        HouseStyle.layout(finding(), "Look-ups so far", "Hit rate (% of each block of look-ups)"),
        traces.toArray(new Trace[0]));
  }

  /** The title: what the chart shows, not what it is about. */
  private String finding() {
    List<OneCache> bestFirst =
        caches.stream().sorted(Comparator.comparingDouble(OneCache::overall).reversed()).toList();
    OneCache best = bestFirst.get(0);
    OneCache worst = bestFirst.get(bestFirst.size() - 1);
    if (caches.size() == 1) {
      return inWords("“%s” found %.0f%% of what was looked up", best.name, best.overall);
    }
    return inWords(
        "“%s” found %.0f%% of what was looked up, “%s” %.0f%%",
        best.name, best.overall, worst.name, worst.overall);
  }

  String caption() {
    return inWords(
            collections.length == 1
                ? "%,d garbage collection in %,d look-ups. "
                : "%,d garbage collections in %,d look-ups. ",
            collections.length,
            lookUps)
        + caches.stream()
            .map(cache -> inWords("“%s” found %.0f%%", cache.name, cache.overall))
            .collect(joining(", ", "Overall, ", "."));
  }
}
