package weakrefs.lab;

import static java.util.stream.Collectors.joining;
import static weakrefs.chart.HouseStyle.BLUE;
import static weakrefs.chart.HouseStyle.GREEN;
import static weakrefs.chart.HouseStyle.VERMILION;
import static weakrefs.chart.HouseStyle.inEnglish;
import static weakrefs.chart.HouseStyle.stroke;
import static weakrefs.chart.HouseStyle.tenfold;
import static weakrefs.lab.Moment.rounded;

import java.lang.ref.WeakReference;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.components.Line;
import tech.tablesaw.plotly.components.Marker;
import tech.tablesaw.plotly.traces.ScatterTrace;
import tech.tablesaw.plotly.traces.Trace;
import weakrefs.chart.Chart;
import weakrefs.chart.HouseStyle;

/**
 * What many weak references cost a full collection. It's timed with 1,000, 10,000, 100,000 and
 * 1,000,000 objects of three kinds: plain objects that refer to another object and are as large as
 * a weak reference; weak references whose objects something holds; and weak references whose
 * objects nothing holds anymore, so that the collection has to clear every one.
 *
 * <p>Each time is the quickest of four calls of {@link System#gc}. They run in a separate JVM with
 * a heap of 256 MB, in about two seconds.
 *
 * <p>It can't promise the same elsewhere: the times depend on the machine, the collector and the
 * JDK. For a collector that works while the program runs (Z, Shenandoah), they're the length of the
 * collection, not of its pauses. A young collection has less to look at.
 *
 * <pre>{@code
 * ManyReferences many = new ManyReferences("Serial");
 * many.run();
 * many.chart();
 * many.table();     // a row for each number
 * }</pre>
 */
public final class ManyReferences extends Experiment<List<ManyReferences.Took>> {
  /** How many objects of each kind there were. */
  public static final String COUNT = "How many";

  /** Milliseconds for a collection with plain objects. */
  public static final String PLAIN = "Plain objects (ms)";

  /** Milliseconds for a collection with weak references to objects that something holds. */
  public static final String HELD = "Weak, held (ms)";

  /** Milliseconds for a collection that clears all those weak references. */
  public static final String LET_GO = "Weak, let go (ms)";

  private final String collector;
  private final List<Integer> counts;

  /** The quickest collection with so many objects of each kind, in milliseconds. */
  record Took(int count, double plain, double held, double letGo) {
    DoubleStream all() {
      return DoubleStream.of(plain, held, letGo);
    }
  }

  /**
   * Prepares the experiment; nothing runs yet.
   *
   * @param collector {@code Serial}, {@code Parallel}, {@code G1}, {@code Z} or {@code Shenandoah}
   * @throws IllegalArgumentException if there's no such collector
   */
  public ManyReferences(String collector) {
    this(collector, 1_000, 10_000, 100_000, 1_000_000);
  }

  ManyReferences(String collector, Integer... counts) {
    super(CountAndCollect.class, List.of("-Xms256m", "-Xmx256m", FiveCollectors.flag(collector)));
    if (!FiveCollectors.NAMES.contains(collector)) {
      throw new IllegalArgumentException(
          "there's no collector \"%s\": choose one of %s"
              .formatted(collector, String.join(", ", FiveCollectors.NAMES)));
    }
    this.collector = collector;
    this.counts = List.of(counts);
  }

  @Override
  List<Took> experiment() {
    return ask(Took.class, counts.toArray());
  }

  /**
   * How many times as long the collection with the most objects took with weak references (to
   * objects that something holds) as with plain objects. Below one if it was quicker.
   */
  public double timesAsLong() {
    Took last = last();
    return last.held / last.plain;
  }

  private Took last() {
    return seen().get(seen().size() - 1);
  }

  /** A row for each number. The columns are this class's constants. */
  public Table table() {
    return Table.create(
        "One full collection with " + collector,
        IntColumn.create(COUNT, seen().stream().mapToInt(Took::count)),
        DoubleColumn.create(PLAIN, seen().stream().mapToDouble(t -> rounded(t.plain, 1))),
        DoubleColumn.create(HELD, seen().stream().mapToDouble(t -> rounded(t.held, 1))),
        DoubleColumn.create(LET_GO, seen().stream().mapToDouble(t -> rounded(t.letGo, 1))));
  }

  /**
   * How long a collection took, against the number of objects, both on axes where each step is ten
   * times the one before.
   */
  public Chart chart() {
    Took last = last();
    String title =
        inEnglish(
            "With %,d: plain %s, weak and held %s, weak and gone %s",
            last.count, inWords(last.plain), inWords(last.held), inWords(last.letGo));
    DoubleSummaryStatistics all = seen().stream().flatMapToDouble(Took::all).summaryStatistics();
    Layout layout =
        HouseStyle.layout(
            title,
            tenfold(
                "Number of objects, each step ten times the one before",
                Math.log10(counts.get(0)) - .1,
                Math.log10(last.count) + .1),
            tenfold(
                "One full collection (ms)",
                Math.floor(Math.log10(all.getMin())),
                Math.ceil(Math.log10(all.getMax()))));
    return Chart.of(
        new Figure(
            layout,
            line("plain objects", Took::plain, BLUE, Line.Dash.SOLID),
            line("weak references, objects held", Took::held, VERMILION, Line.Dash.SOLID),
            line("weak references, objects let go", Took::letGo, GREEN, Line.Dash.DASH)),
        caption());
  }

  private Trace line(String name, ToDoubleFunction<Took> time, String color, Line.Dash dash) {
    double[] counts = seen().stream().mapToDouble(Took::count).toArray();
    double[] times = seen().stream().mapToDouble(time).toArray();
    return HouseStyle.line(name, counts, times, stroke(color).dash(dash).build())
        .mode(ScatterTrace.Mode.LINE_AND_MARKERS)
        .marker(Marker.builder().color(color).size(8).build())
        .build();
  }

  private String caption() {
    return "A full collection with "
        + collector
        + ", timed."
        + seen().stream()
            .map(
                t ->
                    inEnglish(
                        " With %,d of each: %s for plain objects, %s for weak references to held"
                            + " objects, %s for weak references to objects we let go of.",
                        t.count, inWords(t.plain), inWords(t.held), inWords(t.letGo)))
            .collect(joining());
  }

  private static String inWords(double milliseconds) {
    return inEnglish(milliseconds < 100 ? "%.1f ms" : "%.0f ms", milliseconds);
  }

  /**
   * What its JVM does: it makes so many objects, and something that refers to each; then it asks
   * for full collections, and times them. It reports the quickest one, because that was least
   * disturbed by whatever else the machine was doing.
   */
  static final class CountAndCollect {
    private static final int TRIES = 4;

    /** As large as a weak reference (referent, queue and two links), but nothing more than that. */
    static final class Plain {
      final Object referent;
      Object second;
      Object third;
      Object fourth;

      Plain(Object referent) {
        this.referent = referent;
      }
    }

    /** Both are held by static variables, so a collection finds them alive. */
    static volatile Object[] references;

    static volatile Object[] objects;

    private CountAndCollect() {}

    /** Takes the numbers to try. */
    public static void main(String[] arguments) {
      Lines.untilDone(
          () -> {
            measure(Integer.parseInt(arguments[0])); // a JVM's first collections are slow
            Stream.of(arguments).map(Integer::valueOf).forEach(n -> Lines.say(measure(n)));
          });
    }

    private static Took measure(int count) {
      make(count, false);
      double plain = quickest(() -> {});
      make(count, true);
      double held = quickest(() -> {});
      double letGo =
          quickest(
              () -> {
                make(count, true);
                objects = null; // now nothing holds the weak references' objects
              });
      references = null;
      return new Took(count, rounded(plain, 3), rounded(held, 3), rounded(letGo, 3));
    }

    private static double quickest(Runnable before) {
      double least = Double.MAX_VALUE;
      for (int i = 0; i < TRIES; i++) {
        before.run();
        long start = System.nanoTime();
        System.gc();
        least = Math.min(least, (System.nanoTime() - start) / 1e6);
      }
      return least;
    }

    /**
     * Ends with a collection, so that the timed one doesn't have to collect the previous objects or
     * move the new ones for the first time.
     */
    private static void make(int count, boolean weak) {
      references = null;
      objects = null;
      Object[] mine = new Object[count];
      Object[] known = new Object[count];
      for (int i = 0; i < count; i++) {
        known[i] = new Object();
        mine[i] = weak ? new WeakReference<>(known[i]) : new Plain(known[i]);
      }
      references = mine;
      objects = known;
      System.gc();
    }
  }
}
