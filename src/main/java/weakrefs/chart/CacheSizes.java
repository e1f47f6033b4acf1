package weakrefs.chart;

import static java.util.stream.Collectors.joining;
import static weakrefs.chart.HouseStyle.inEnglish;
import static weakrefs.chart.HouseStyle.steps;
import static weakrefs.chart.HouseStyle.stroke;
import static weakrefs.chart.Recording.column;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Line;
import tech.tablesaw.plotly.traces.Trace;
import weakrefs.timeline.Timeline;

/** The chart of a timeline: a stepped line for each cache, a dashed line for each collection. */
final class CacheSizes {
  private final Recording recording;
  private final List<OneCache> caches = new ArrayList<>();
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
  }

  /**
   * Reads what a timeline recorded.
   *
   * @param goesOn whether there's more to come
   */
  CacheSizes(Table history, boolean goesOn) {
    recording = Recording.ofTimeline(history, Timeline.HELD, Timeline.LIVING, Timeline.LOADS);
    if (recording.caches.isEmpty()) {
      throw new IllegalArgumentException("this table has no rows: nothing was recorded");
    }
    recording.caches.forEach(
        (name, rows) ->
            caches.add(
                new OneCache(
                    Recording.oneLine(name),
                    column(rows, Timeline.TIME),
                    column(rows, Timeline.HELD),
                    column(rows, Timeline.LIVING),
                    (long) rows.numberColumn(Timeline.LOADS).getDouble(rows.rowCount() - 1))));
    this.goesOn = goesOn;
  }

  Chart chart() {
    List<Trace> traces = new ArrayList<>();
    for (int i = 0; i < caches.size(); i++) {
      OneCache cache = caches.get(i);
      String color = HouseStyle.color(i);
      boolean hasGhosts = !Arrays.equals(cache.held, cache.living);
      String name = hasGhosts ? cache.name + ": held" : cache.name;
      traces.add(steps(name, cache.time, cache.held, stroke(color)));
      if (hasGhosts) {
        Line.LineBuilder dots = stroke(color).dash(Line.Dash.DOT);
        traces.add(steps(cache.name + ": still living", cache.time, cache.living, dots));
      }
    }
    recording.mark(traces, 1.05 * Math.max(1, most()));
    return HouseStyle.chart(
        finding(), "Time since the work began (ms)", "Entries in the cache", traces, caption());
  }

  /**
   * For a small panel: the entries held, and always a trace for the collections, even if there were
   * none.
   */
  List<Trace> simpleTraces(double top) {
    List<Trace> traces = new ArrayList<>();
    for (int i = 0; i < caches.size(); i++) {
      OneCache cache = caches.get(i);
      String name = caches.size() == 1 ? "entries in the cache" : cache.name;
      traces.add(steps(name, cache.time, cache.held, stroke(HouseStyle.color(i + 1))));
    }
    traces.add(HouseStyle.collections(recording.collections, top));
    return traces;
  }

  /** When the last look was, in milliseconds since the work began. */
  double end() {
    return caches.stream().flatMapToDouble(c -> Arrays.stream(c.time)).max().orElse(0);
  }

  /** The largest number of entries that any of the caches held. */
  int most() {
    return caches.stream().mapToInt(OneCache::most).max().orElse(0);
  }

  /** How many entries all caches together held at the end. */
  int last() {
    return caches.stream().mapToInt(OneCache::last).sum();
  }

  String countOfCollections() {
    return recording.countOfCollections();
  }

  /** The title: what the chart shows, not what it's about. */
  private String finding() {
    if (caches.size() == 1 && !goesOn) {
      OneCache only = caches.get(0);
      if (only.most() == 0) {
        return inEnglish("“%s” kept nobody at all", only.name);
      }
      return only.onlyGrew()
          ? inEnglish("“%s” grew to %,d and never forgot anybody", only.name, only.last())
          : inEnglish(
              "“%s” held at most %,d and ended with %,d", only.name, only.most(), only.last());
    }
    return (goesOn ? "So far: " : "At the end: ")
        + caches.stream()
            .map(cache -> inEnglish("“%s” holds %,d", cache.name, cache.last()))
            .collect(joining(", "));
  }

  private String caption() {
    return inEnglish(
            goesOn ? "%s in %,.0f ms so far. " : "%s in %,.0f ms. ", countOfCollections(), end())
        + caches.stream().map(this::numbers).collect(joining(" "));
  }

  private String numbers(OneCache cache) {
    return inEnglish(
        goesOn
            ? "“%s” has loaded %,d, held at most %,d and holds %,d now, with %,d still living."
            : "“%s” loaded %,d, held at most %,d and ended up holding %,d, with %,d still living.",
        cache.name,
        cache.loads,
        cache.most(),
        cache.last(),
        (int) cache.living[cache.living.length - 1]);
  }
}
