package weakrefs.lab;

import static java.util.Objects.requireNonNull;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Axis;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.components.Line;
import tech.tablesaw.plotly.components.Marker;
import tech.tablesaw.plotly.traces.ScatterTrace;
import tech.tablesaw.plotly.traces.Trace;
import weakrefs.chart.Chart;

/**
 * What a full collection has to pay for many weak references. It is timed with 1,000, 10,000,
 * 100,000 and 1,000,000 of three kinds: plain objects that refer to another object and are as large
 * as a weak reference; weak references whose objects somebody holds; and weak references whose
 * objects were just let go, so that the collection has to clear each.
 *
 * <p>Each time is that of one call of {@link System#gc}, the quickest of four. It happens in a JVM
 * of its own with a heap of 256 MB, and takes about two seconds.
 *
 * <p>It can't promise the same elsewhere: the times depend on the machine, the collector and the
 * JDK. In a collector that works beside the program (Z, Shenandoah) they are the length of the
 * collection, not of its pauses. A young collection has less to look at.
 *
 * <pre>{@code
 * ManyReferences many = new ManyReferences("Serial");
 * many.run();
 * many.chart();
 * many.table();     // a row for each number
 * }</pre>
 */
public final class ManyReferences {
  /** How many objects of each kind there were. */
  public static final String COUNT = "How many";

  /** Milliseconds of a collection with plain objects. */
  public static final String PLAIN = "Plain objects (ms)";

  /** Milliseconds of a collection with weak references to objects that somebody holds. */
  public static final String HELD = "Weak, held (ms)";

  /** Milliseconds of a collection that clears all those weak references. */
  public static final String LET_GO = "Weak, let go (ms)";

  private static final List<Integer> COUNTS = List.of(1_000, 10_000, 100_000, 1_000_000);
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final String collector;
  private final List<Integer> counts;
  private final Duration patience;
  private final Class<?> main;
  private volatile List<Times> times = List.of();

  private record Times(int count, double plain, double held, double letGo) {
    DoubleStream all() {
      return DoubleStream.of(plain, held, letGo);
    }

    static Times parse(String line) {
      String[] words = line.split(" ");
      if (words.length != 5 || !words[0].equals("took")) {
        throw new IllegalArgumentException(line);
      }
      return new Times(
          Integer.parseInt(words[1]),
          Double.parseDouble(words[2]),
          Double.parseDouble(words[3]),
          Double.parseDouble(words[4]));
    }
  }

  /**
   * Prepares the experiment; nothing runs yet.
   *
   * @param collector {@code Serial}, {@code Parallel}, {@code G1}, {@code Z} or {@code Shenandoah}
   * @throws IllegalArgumentException if there is no such collector
   */
  public ManyReferences(String collector) {
    this(collector, COUNTS, PATIENCE, CountAndCollect.class);
  }

  ManyReferences(String collector, List<Integer> counts, Duration patience, Class<?> main) {
    if (!FiveCollectors.NAMES.contains(collector)) {
      throw new IllegalArgumentException(
          "there's no collector \"%s\": choose one of %s"
              .formatted(collector, String.join(", ", FiveCollectors.NAMES)));
    }
    this.collector = collector;
    this.counts = List.copyOf(counts);
    this.patience = requireNonNull(patience);
    this.main = requireNonNull(main);
  }

  /**
   * Runs it, and returns when it is over. Each call runs it anew.
   *
   * @throws LabException if its JVM can't be started (this JDK may lack the collector), ends too
   *     early, takes longer than a minute, or if this thread is interrupted; then no JVM is left
   *     behind
   */
  public synchronized void run() {
    times = List.of();
    List<Times> seen = new ArrayList<>(); // by the listening thread, until the child has ended
    List<String> flags = List.of("-Xms256m", "-Xmx256m", FiveCollectors.flag(collector));
    List<String> arguments = counts.stream().map(String::valueOf).toList();
    ChildJvm.complete(
        flags,
        main,
        arguments,
        line -> {
          if (!line.equals("done")) {
            seen.add(Times.parse(line));
          }
        },
        patience,
        child -> {
          if (!seen.stream().map(Times::count).toList().equals(counts)) {
            throw new LabException("the JVM didn't finish its work. " + child.lastWords());
          }
        });
    times = List.copyOf(seen);
  }

  private List<Times> times() {
    List<Times> seen = times;
    if (seen.isEmpty()) {
      throw new IllegalStateException("there's nothing to show yet: call run() first");
    }
    return seen;
  }

  /**
   * How many times as long the largest collection took with weak references (to objects that
   * somebody holds) as with plain objects. Below one if it was quicker.
   *
   * @throws IllegalStateException if {@link #run} has not succeeded yet
   */
  public double timesAsLong() {
    Times last = last();
    return last.held() / last.plain();
  }

  private Times last() {
    return times().get(times().size() - 1);
  }

  /**
   * A row for each number. The columns are the constants of this class.
   *
   * @throws IllegalStateException if {@link #run} has not succeeded yet
   */
  public Table table() {
    List<Times> seen = times();
    return Table.create(
        "One full collection with " + collector,
        IntColumn.create(COUNT, seen.stream().mapToInt(Times::count).toArray()),
        DoubleColumn.create(PLAIN, rounded(Times::plain)),
        DoubleColumn.create(HELD, rounded(Times::held)),
        DoubleColumn.create(LET_GO, rounded(Times::letGo)));
  }

  private double[] rounded(ToDoubleFunction<Times> column) {
    return times().stream()
        .mapToDouble(t -> Math.round(column.applyAsDouble(t) * 10) / 10.0)
        .toArray();
  }

  /**
   * The time of a collection against the number of objects, both on axes where each step is ten
   * times the one before.
   *
   * @throws IllegalStateException if {@link #run} has not succeeded yet
   */
  public Chart chart() {
    Times last = last();
    double least = times().stream().flatMapToDouble(Times::all).min().orElse(1);
    double most = times().stream().flatMapToDouble(Times::all).max().orElse(1);
    Layout layout =
        Layout.builder(
                String.format(
                    Locale.ROOT,
                    "With %,d: plain %s, weak and held %s, weak and gone %s",
                    last.count(),
                    inWords(last.plain()),
                    inWords(last.held()),
                    inWords(last.letGo())))
            .width(760)
            .height(420)
            .xAxis(
                Axis.builder()
                    .title("Number of objects, each step ten times the one before")
                    .type(Axis.Type.LOG)
                    .range(log(times().get(0).count()) - .1, log(last.count()) + .1)
                    .build())
            .yAxis(
                Axis.builder()
                    .title("One full collection (ms)")
                    .type(Axis.Type.LOG)
                    .range(Math.floor(log(least)), Math.ceil(log(most)))
                    .build())
            .build();
    return Chart.of(
        new Figure(
            layout,
            line("plain objects", Times::plain, "#0072B2", Line.Dash.SOLID),
            line("weak references, objects held", Times::held, "#D55E00", Line.Dash.SOLID),
            line("weak references, objects let go", Times::letGo, "#009E73", Line.Dash.DASH)),
        caption());
  }

  private Trace line(String name, ToDoubleFunction<Times> time, String colour, Line.Dash dash) {
    List<Times> seen = times();
    return ScatterTrace.builder(
            seen.stream().mapToDouble(Times::count).toArray(),
            seen.stream().mapToDouble(time).toArray())
        .mode(ScatterTrace.Mode.LINE_AND_MARKERS)
        .name(name)
        .line(Line.builder().color(colour).width(2.5).dash(dash).build())
        .marker(Marker.builder().color(colour).size(8).build())
        .build();
  }

  private String caption() {
    List<Times> seen = times();
    StringBuilder words =
        new StringBuilder("A full collection with ").append(collector).append(", timed.");
    IntStream.range(0, seen.size())
        .mapToObj(seen::get)
        .forEach(
            t ->
                words.append(
                    String.format(
                        Locale.ROOT,
                        " With %,d of each: %s for plain objects, %s for weak references to held objects, %s for weak references to objects let go.",
                        t.count(),
                        inWords(t.plain()),
                        inWords(t.held()),
                        inWords(t.letGo()))));
    return words.toString();
  }

  private static double log(double number) {
    return Math.log10(number);
  }

  private static String inWords(double milliseconds) {
    return String.format(Locale.ROOT, milliseconds < 100 ? "%.1f ms" : "%.0f ms", milliseconds);
  }

  /**
   * What {@link ManyReferences} does in its own JVM: it makes so many objects, and for each
   * something that refers to it; then it asks for full collections, and takes the time of each. The
   * quickest one was disturbed least by whatever else the machine does, so that is told: {@code
   * took 1000 (plain) (held) (let go)}, in milliseconds. At the end it says {@code done}.
   */
  static final class CountAndCollect {
    private static final int TRIES = 4;

    /** As large as a weak reference (referent, queue and two links), and nothing else than that. */
    static final class Plain {
      final Object referent;
      Object second;
      Object third;
      Object fourth;

      Plain(Object referent) {
        this.referent = referent;
      }
    }

    /** Both are held by static variables, so that a collection finds them alive. */
    static volatile Object[] references;

    static volatile Object[] objects;

    private CountAndCollect() {}

    /** Takes the numbers to try. */
    public static void main(String[] arguments) {
      ChildJvm.untilParentEnds(
          () -> {
            measure(Integer.parseInt(arguments[0])); // the first collections of a JVM are slow
            for (String argument : arguments) {
              int count = Integer.parseInt(argument);
              System.out.println("took " + count + " " + measure(count));
            }
            System.out.println("done");
          });
    }

    private static String measure(int count) {
      make(count, false);
      double plain = Double.MAX_VALUE;
      for (int i = 0; i < TRIES; i++) {
        plain = Math.min(plain, collect());
      }
      make(count, true);
      double held = Double.MAX_VALUE;
      for (int i = 0; i < TRIES; i++) {
        held = Math.min(held, collect());
      }
      double letGo = Double.MAX_VALUE;
      for (int i = 0; i < TRIES; i++) {
        make(count, true);
        objects = null; // now nobody holds what the references know of
        letGo = Math.min(letGo, collect());
      }
      references = null;
      return String.format(Locale.ROOT, "%.3f %.3f %.3f", plain, held, letGo);
    }

    /** Leaves the old ones to the collection that it makes at its end, which moves the new ones. */
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

    private static double collect() {
      long start = System.nanoTime();
      System.gc();
      return (System.nanoTime() - start) / 1e6;
    }
  }
}
