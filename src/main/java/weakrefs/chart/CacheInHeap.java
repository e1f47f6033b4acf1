package weakrefs.chart;

import static weakrefs.chart.HouseStyle.inEnglish;
import static weakrefs.chart.HouseStyle.steps;
import static weakrefs.chart.HouseStyle.stroke;
import static weakrefs.chart.Recording.column;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.traces.Trace;
import weakrefs.timeline.Timeline;

/**
 * The chart of one cache in its heap. Both are in megabytes, so they share an axis, and you can see
 * how much of the heap the cached values take.
 */
final class CacheInHeap {
  private final Recording recording;
  private final String name;
  private final double[] time;
  private final double[] heap;
  private final double[] living;
  private final double[] inCache;
  private final long loads;

  /** The looks that saw fewer people than the look before them. */
  private final int[] drops;

  CacheInHeap(Table history, int bytesEach) {
    recording = Recording.ofTimeline(history, Timeline.LIVING, Timeline.LOADS, Timeline.HEAP);
    if (bytesEach < 1) {
      throw new IllegalArgumentException("each value takes a byte or more, not " + bytesEach);
    }
    List<String> names = List.copyOf(recording.caches.keySet());
    if (names.size() != 1) {
      throw new IllegalArgumentException(
          "this chart shows one cache, and the table has " + names.size() + ": " + names);
    }
    Table looks = recording.caches.get(names.get(0));
    name = Recording.oneLine(names.get(0));
    time = column(looks, Timeline.TIME);
    heap = column(looks, Timeline.HEAP);
    living = column(looks, Timeline.LIVING);
    inCache = Arrays.stream(living).map(n -> Math.round(n * bytesEach / 104857.6) / 10.0).toArray();
    loads = (long) looks.numberColumn(Timeline.LOADS).getDouble(looks.rowCount() - 1);
    drops = IntStream.range(1, living.length).filter(i -> living[i] < living[i - 1]).toArray();
  }

  Chart chart() {
    List<Trace> traces = new ArrayList<>();
    traces.add(steps("used heap", time, heap, stroke(HouseStyle.SKY_BLUE)));
    String people = "of that, people in the “" + name + "”";
    traces.add(steps(people, time, inCache, stroke(HouseStyle.VERMILION)));
    recording.mark(traces, 1.05 * Math.max(1, most(heap)));
    return HouseStyle.chart(
        finding(), "Time since the work began (ms)", "Memory (MB)", traces, caption());
  }

  private String finding() {
    return drops.length == 0
        ? inEnglish("The “%s” never forgot anybody and ended with %,.0f MB", name, last(inCache))
        : inEnglish(
            "The “%s” forgot people %s, with at least %,.0f MB of heap in use",
            name, times(drops.length), leastBeforeADrop());
  }

  private double leastBeforeADrop() {
    return Arrays.stream(drops).mapToDouble(i -> heap[i - 1]).min().orElse(0);
  }

  private String caption() {
    return inEnglish(
        "%s in %,.0f ms. The “%s” loaded %,d people and held at most %,.0f, which took %,.0f MB."
            + " The heap in use was at most %,.0f MB. The cache forgot people %s.",
        recording.countOfCollections(),
        last(time),
        name,
        loads,
        most(living),
        most(inCache),
        most(heap),
        times(drops.length));
  }

  private static String times(int count) {
    return count == 1 ? "once" : inEnglish("%,d times", count);
  }

  private static double most(double[] values) {
    return Arrays.stream(values).max().orElse(0);
  }

  private static double last(double[] values) {
    return values[values.length - 1];
  }
}
