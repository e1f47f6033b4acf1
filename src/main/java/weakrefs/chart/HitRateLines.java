package weakrefs.chart;

import static java.util.stream.Collectors.joining;
import static weakrefs.chart.HouseStyle.BLUE;
import static weakrefs.chart.HouseStyle.GREEN;
import static weakrefs.chart.HouseStyle.ORANGE;
import static weakrefs.chart.HouseStyle.PINK;
import static weakrefs.chart.HouseStyle.SKY_BLUE;
import static weakrefs.chart.HouseStyle.VERMILION;
import static weakrefs.chart.HouseStyle.inEnglish;
import static weakrefs.chart.Recording.column;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Line;
import tech.tablesaw.plotly.traces.Trace;
import weakrefs.timeline.HitRates;

/** The chart of hit rates: a line for each cache, and a dashed line for each collection. */
final class HitRateLines {
  /**
   * These lines cross, so the colors have a different order, and the third line is dotted as well.
   */
  private static final List<String> COLORS =
      List.of(VERMILION, BLUE, PINK, GREEN, ORANGE, SKY_BLUE);

  private static final List<Line.Dash> DASHES =
      List.of(Line.Dash.SOLID, Line.Dash.SOLID, Line.Dash.DOT, Line.Dash.SOLID);

  private final Recording recording;
  private final List<OneCache> caches = new ArrayList<>();
  private int lookUps;

  private record OneCache(String name, double[] at, double[] rate, double overall) {}

  HitRateLines(Table history) {
    recording = Recording.ofHitRates(history);
    if (recording.caches.isEmpty()) {
      throw new IllegalArgumentException("this table has no rows: nothing was looked up");
    }
    recording.caches.forEach(this::add);
  }

  private void add(String name, Table rows) {
    double[] hits = column(rows, HitRates.HITS);
    double[] of = column(rows, HitRates.BLOCK_SIZE);
    double[] end = column(rows, HitRates.LOOK_UPS);
    lookUps = Math.max(lookUps, (int) rows.numberColumn(HitRates.LOOK_UPS).max());
    caches.add(
        new OneCache(
            Recording.oneLine(name),
            IntStream.range(0, end.length).mapToDouble(i -> end[i] - of[i] / 2).toArray(),
            IntStream.range(0, hits.length).mapToDouble(i -> 100 * hits[i] / of[i]).toArray(),
            100 * Arrays.stream(hits).sum() / Arrays.stream(of).sum()));
  }

  Chart chart() {
    List<Trace> traces = new ArrayList<>();
    for (int i = 0; i < caches.size(); i++) {
      OneCache cache = caches.get(i);
      Line line =
          HouseStyle.stroke(COLORS.get(i % COLORS.size()))
              .dash(DASHES.get(i % DASHES.size()))
              .build();
      traces.add(HouseStyle.line(cache.name, cache.at, cache.rate, line).build());
    }
    recording.mark(traces, 105);
    String rate = "Hit rate (% of each block of look-ups)";
    return HouseStyle.chart(finding(), "Look-ups so far", rate, traces, caption());
  }

  /** The title: what the chart shows, not what it's about. */
  private String finding() {
    List<OneCache> bestFirst =
        caches.stream().sorted(Comparator.comparingDouble(OneCache::overall).reversed()).toList();
    OneCache best = bestFirst.get(0);
    OneCache worst = bestFirst.get(bestFirst.size() - 1);
    String finding = inEnglish("“%s” found %.0f%% of what was looked up", best.name, best.overall);
    return caches.size() == 1
        ? finding
        : finding + inEnglish(", “%s” %.0f%%", worst.name, worst.overall);
  }

  private String caption() {
    return inEnglish("%s in %,d look-ups. ", recording.countOfCollections(), lookUps)
        + caches.stream()
            .map(cache -> inEnglish("“%s” found %.0f%%", cache.name, cache.overall))
            .collect(joining(", ", "Overall, ", "."));
  }
}
