package weakrefs.lab;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Axis;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.components.Marker;
import tech.tablesaw.plotly.traces.ScatterTrace;
import tech.tablesaw.plotly.traces.Trace;
import weakrefs.chart.Chart;
import weakrefs.gc.Collector;
import weakrefs.timeline.Timeline;

/**
 * The same work under each of HotSpot's five garbage collectors: Serial, Parallel, G1, Z and
 * Shenandoah. (A sixth, Epsilon, never collects: JEP 318.) Somebody scrolls through a phone book,
 * with a weak cache and a screen of five people. Nobody asks for a collection, so it is the
 * collector who decides when people go.
 *
 * <p>Each collector gets a JVM of its own with a heap of 128 MB, one after the other, so that none
 * disturbs another. Java's flight recorder (JFR) notes each collection and each pause, a time in
 * which the collector lets nobody else work ({@code jdk.GCPhasePause}). It also notes each stall: Z
 * blocks a thread that asks for memory while there is none ({@code jdk.ZAllocationStall}). A JDK
 * may have been built without one of them; then its row says so, and the others run.
 *
 * <p>What it can't see: Shenandoah makes a thread wait that asks for memory too fast, up to 10 ms
 * each time ({@code ShenandoahPacing} and {@code ShenandoahPacingMaxDelay}, on by default). In JDK
 * 17 and 25 no event of JFR tells about that, so it isn't counted.
 *
 * <p>It can't promise what a collector will do: this is one run, of a small program, on this
 * machine. It is no ranking. It takes about two seconds for each collector; a JVM that hangs is
 * ended after a minute.
 *
 * <pre>{@code
 * FiveCollectors five = new FiveCollectors(400);
 * five.run();
 * five.sizes();          // a chart with a panel for each: how many people the cache held
 * five.pauses();         // a chart of all pauses and stalls
 * five.table();          // a row for each
 * }</pre>
 */
public final class FiveCollectors {
  /** Which collector it is: {@code Serial}, {@code Parallel}, {@code G1}, {@code Z} ... */
  public static final String COLLECTOR = "Collector";

  /** The largest number of entries that the cache held. */
  public static final String MOST = "People held at most";

  /** How many collections the flight recorder saw. */
  public static final String COLLECTIONS = "Collections";

  /** The median pause, in milliseconds. */
  public static final String TYPICAL_PAUSE = "Typical pause (ms)";

  /** The longest pause, in milliseconds. */
  public static final String LONGEST_PAUSE = "Longest pause (ms)";

  /** The sum of all pauses, in milliseconds. */
  public static final String ALL_PAUSES = "All pauses (ms)";

  /** The longest stall, in milliseconds; missing where no event would tell about one. */
  public static final String LONGEST_STALL = "Longest stall (ms)";

  /** The sum of all stalls, in milliseconds; missing where no event would tell about one. */
  public static final String ALL_STALLS = "All stalls (ms)";

  /** The option that chose it; or that this JDK hasn't got it. */
  public static final String FLAG = "JVM flag";

  static final List<String> NAMES = Stream.of(Collector.values()).map(Collector::toString).toList();
  private static final List<String> COLOURS =
      List.of("#0072B2", "#56B4E9", "#009E73", "#D55E00", "#CC79A7");
  private static final String COLOR_OF_STALLS = "#E69F00";

  /** The only one whose stalls JFR has an event for. */
  private static final String TELLS_STALLS = "Z";

  private static final List<String> HEAP = List.of("-Xms128m", "-Xmx128m");

  /** What a JVM says to an option that it doesn't know, or knows and was built without. */
  private static final List<String> REFUSALS =
      List.of("Unrecognized VM option", "not supported", "not included", "unsupported");

  private static final int MOST_PEOPLE = 5_000;
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final int people;
  private final List<String> names;
  private final Duration patience;
  private final Class<?> main;
  private volatile Map<String, Run> runs = Map.of();

  private record Look(double time, int held, int living, long loads, double heap) {}

  private record Collection(double time, double length, String what) {}

  /** Of all threads, or, as a stall, of one that asked for memory. */
  private record Pause(double time, double length) {
    static double longest(List<Pause> all) {
      return all.stream().mapToDouble(Pause::length).max().orElse(0);
    }

    static double sum(List<Pause> all) {
      return all.stream().mapToDouble(Pause::length).sum();
    }
  }

  /** What one JVM has told; written by the thread that listens, until the JVM has ended. */
  private static final class Run {
    final List<Look> looks = new ArrayList<>();
    final List<Collection> collections = new ArrayList<>();
    final List<Pause> pauses = new ArrayList<>();
    final List<Pause> stalls = new ArrayList<>();
    boolean done;

    void hear(String line) {
      String[] words = line.split(" ", 4);
      try {
        switch (words[0]) {
          case "looked" -> looks.add(look(line.split(" ")));
          case "collected" ->
              collections.add(new Collection(number(words[1]), number(words[2]), words[3]));
          case "paused" -> pauses.add(new Pause(number(words[1]), number(words[2])));
          case "stalled" -> stalls.add(new Pause(number(words[1]), number(words[2])));
          case "done" -> done = true;
          default -> throw new IllegalArgumentException(line);
        }
      } catch (IndexOutOfBoundsException e) { // a line cut short by a sudden end
        throw new IllegalArgumentException(line);
      }
    }

    private static Look look(String[] words) {
      return new Look(
          number(words[1]),
          Integer.parseInt(words[2]),
          Integer.parseInt(words[3]),
          Long.parseLong(words[4]),
          number(words[5]));
    }

    private static double number(String word) {
      return Double.parseDouble(word);
    }

    boolean isHere() {
      return !looks.isEmpty();
    }

    int most() {
      return looks.stream().mapToInt(Look::held).max().orElse(0);
    }

    /** The median; of an even number the upper one of the middle two. */
    double typicalPause() {
      List<Double> sorted = pauses.stream().map(Pause::length).sorted().toList();
      return sorted.isEmpty() ? 0 : sorted.get(sorted.size() / 2);
    }

    double longestPause() {
      return Pause.longest(pauses);
    }
  }

  /**
   * Prepares the five runs; nothing runs yet.
   *
   * @param people how many people to look up in each: 1 to 5,000; each has a photo of an eighth of
   *     a megabyte
   * @throws IllegalArgumentException if it is nobody, or too many to wait for
   */
  public FiveCollectors(int people) {
    this(people, NAMES, PATIENCE, BrowseAndReport.class);
  }

  FiveCollectors(int people, List<String> names, Duration patience, Class<?> main) {
    if (people < 1 || people > MOST_PEOPLE) {
      throw new IllegalArgumentException("choose 1 to 5000 people to look up, not " + people);
    }
    this.people = people;
    this.names = List.copyOf(names);
    this.patience = requireNonNull(patience);
    this.main = requireNonNull(main);
  }

  /**
   * The collector of this very JVM, by its name here; of a collector that is none of the five, what
   * the JVM itself calls it.
   */
  public static String ofThisJvm() {
    return Collector.nameHere();
  }

  /**
   * Runs all of them, one after the other, and returns when it is over. Each call runs them anew.
   *
   * @throws LabException if a JVM can't be started, ends too early, takes longer than a minute, or
   *     if this thread is interrupted; then no JVM is left behind
   */
  public synchronized void run() {
    runs = Map.of();
    Map<String, Run> all = new LinkedHashMap<>();
    names.forEach(name -> all.put(name, run(name)));
    runs = all;
  }

  private Run run(String name) {
    Run run = new Run();
    List<String> flags = new ArrayList<>(HEAP);
    flags.add(flag(name));
    try (ChildJvm child = ChildJvm.start(flags, main, List.of("" + people), run::hear)) {
      if (!child.await(patience, () -> {})) {
        throw new LabException(
            String.format(
                Locale.ROOT,
                "%s was still running after %.1f s, so we ended its JVM",
                name,
                patience.toMillis() / 1000.0));
      }
      String last = child.lastWords();
      if (!run.done && !(run.looks.isEmpty() && REFUSALS.stream().anyMatch(last::contains))) {
        throw new LabException("the JVM with " + name + " didn't finish its work. " + last);
      }
      return run;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabException("the work was interrupted, so we ended its JVM", e);
    }
  }

  static String flag(String name) {
    return "-XX:+Use" + name + "GC";
  }

  private Map<String, Run> runs() {
    Map<String, Run> seen = runs;
    if (seen.isEmpty()) {
      throw new IllegalStateException("there's nothing to show yet: call run() first");
    }
    return seen;
  }

  /** Those that this JDK has, and their runs. */
  private Map<String, Run> here() {
    Map<String, Run> here = new LinkedHashMap<>(runs());
    here.values().removeIf(run -> !run.isHere());
    return here;
  }

  /**
   * Those that this JDK hasn't got; mostly none.
   *
   * @throws IllegalStateException if {@link #run} has not succeeded yet
   */
  public List<String> missing() {
    return runs().keySet().stream().filter(name -> !here().containsKey(name)).toList();
  }

  /**
   * What happened under one collector: a row for each look-up and one for each collection, as
   * {@link Timeline} tells it, so {@link Chart#cacheSize} shows it large.
   *
   * @param collector its name, as in {@link #table}
   * @throws IllegalArgumentException if there is no collector of this name, or this JDK hasn't got
   *     it
   * @throws IllegalStateException if {@link #run} has not succeeded yet
   */
  public Table history(String collector) {
    Run run = here().get(collector);
    if (run == null) {
      throw new IllegalArgumentException(
          "\"%s\" didn't run here, but these did: %s"
              .formatted(collector, String.join(", ", here().keySet())));
    }
    Table table = Timeline.table("What the cache held with " + collector);
    for (Look look : run.looks) {
      Timeline.appendLook(
          table, look.time(), collector, look.held(), look.living(), look.loads(), look.heap());
    }
    for (Collection collection : run.collections) {
      Timeline.appendCollection(
          table, collection.time(), collection.what(), Math.round(collection.length()));
    }
    return table.sortAscendingOn(Timeline.TIME);
  }

  /**
   * How many people the cache held over time: a small chart for each collector, all with the same
   * axes.
   *
   * @throws IllegalStateException if {@link #run} has not succeeded yet
   */
  public Chart sizes() {
    Map<String, Table> histories = new LinkedHashMap<>();
    here().keySet().forEach(name -> histories.put(name, history(name)));
    return Chart.smallMultiples(histories);
  }

  /**
   * All pauses, and Z's stalls in their own color: when each began, and how long it was, on an axis
   * where each step is ten times the one before.
   *
   * @throws IllegalStateException if {@link #run} has not succeeded yet
   */
  public Chart pauses() {
    List<Trace> traces = new ArrayList<>();
    Map<String, Run> here = here();
    here.forEach(
        (name, run) -> {
          if (!run.pauses.isEmpty()) {
            traces.add(dots(run.pauses, name, COLOURS.get(names.indexOf(name) % 5)));
          }
          if (!run.stalls.isEmpty()) {
            traces.add(dots(run.stalls, name + ", stalls", COLOR_OF_STALLS));
          }
        });
    if (traces.isEmpty()) {
      throw new IllegalStateException(
          "no collector paused in this run, so let it look up more people");
    }
    Comparator<Map.Entry<String, Run>> byPause =
        Comparator.comparingDouble(e -> e.getValue().longestPause());
    Map.Entry<String, Run> worst = here.entrySet().stream().max(byPause).orElseThrow();
    Map.Entry<String, Run> best =
        here.entrySet().stream()
            .filter(e -> !e.getValue().pauses.isEmpty())
            .min(byPause)
            .orElseThrow();
    String title =
        "Longest pause: "
            + Stream.of(worst, best)
                .distinct()
                .map(e -> inWords(e.getValue().longestPause()) + " with " + e.getKey())
                .collect(Collectors.joining(", "));
    double longestStall =
        here.values().stream().mapToDouble(run -> Pause.longest(run.stalls)).max().orElse(0);
    if (longestStall > 0) {
      title += "; longest stall: " + inWords(longestStall);
    }
    double longest = Math.max(worst.getValue().longestPause(), longestStall);
    Layout layout =
        Layout.builder(title)
            .width(760)
            .height(420)
            .xAxis(Axis.builder().title("Time since the work began (ms)").build())
            .yAxis(
                Axis.builder()
                    .title(
                        (longestStall > 0 ? "Pause or stall" : "Pause")
                            + " (ms), each step ten times the one before")
                    .type(Axis.Type.LOG)
                    .range(-3, Math.ceil(Math.log10(longest)))
                    .build())
            .build();
    return Chart.of(new Figure(layout, traces.toArray(new Trace[0])), pausesInWords(here));
  }

  private static Trace dots(List<Pause> pauses, String name, String color) {
    return ScatterTrace.builder(
            pauses.stream().mapToDouble(Pause::time).toArray(),
            pauses.stream().mapToDouble(p -> Math.max(.001, p.length())).toArray())
        .mode(ScatterTrace.Mode.MARKERS)
        .name(name)
        .marker(Marker.builder().color(color).size(7).build())
        .build();
  }

  private String pausesInWords(Map<String, Run> here) {
    String each =
        here.entrySet().stream()
            .map(
                e -> {
                  Run run = e.getValue();
                  return String.format(
                      Locale.ROOT,
                      "%s: %s and %s, typically %s, at most %s%s.",
                      e.getKey(),
                      counted(run.collections.size(), "collection"),
                      counted(run.pauses.size(), "pause"),
                      inWords(run.typicalPause()),
                      inWords(run.longestPause()),
                      e.getKey().equals(TELLS_STALLS) ? "; " + stallsInWords(run.stalls) : "");
                })
            .collect(Collectors.joining(" "));
    return missing().isEmpty()
        ? each
        : each + " Not in this JDK: " + String.join(", ", missing()) + ".";
  }

  private static String stallsInWords(List<Pause> stalls) {
    return stalls.isEmpty()
        ? "no stalls"
        : "%s, %s in all, at most %s"
            .formatted(
                counted(stalls.size(), "stall"),
                inWords(Pause.sum(stalls)),
                inWords(Pause.longest(stalls)));
  }

  private static String counted(int count, String what) {
    return count == 1 ? "1 " + what : count + " " + what + "s";
  }

  /** As many digits as are worth reading. */
  private static String inWords(double milliseconds) {
    return String.format(
        Locale.ROOT,
        milliseconds < 0.1 ? "%.3f ms" : milliseconds < 1 ? "%.2f ms" : "%.1f ms",
        milliseconds);
  }

  /**
   * A row for each collector. The columns are the constants of this class. Missing are the numbers
   * of one that this JDK hasn't got, and the stalls of each but Z.
   *
   * @throws IllegalStateException if {@link #run} has not succeeded yet
   */
  public Table table() {
    Table table =
        Table.create(
            "The same work with each collector",
            StringColumn.create(COLLECTOR),
            IntColumn.create(MOST),
            IntColumn.create(COLLECTIONS),
            DoubleColumn.create(TYPICAL_PAUSE),
            DoubleColumn.create(LONGEST_PAUSE),
            DoubleColumn.create(ALL_PAUSES),
            DoubleColumn.create(LONGEST_STALL),
            DoubleColumn.create(ALL_STALLS),
            StringColumn.create(FLAG));
    runs()
        .forEach(
            (name, run) -> {
              Row row = table.appendRow();
              row.setString(COLLECTOR, name);
              if (run.isHere()) {
                row.setInt(MOST, run.most());
                row.setInt(COLLECTIONS, run.collections.size());
                row.setDouble(TYPICAL_PAUSE, rounded(run.typicalPause()));
                row.setDouble(LONGEST_PAUSE, rounded(run.longestPause()));
                row.setDouble(ALL_PAUSES, rounded(Pause.sum(run.pauses)));
                if (name.equals(TELLS_STALLS)) {
                  row.setDouble(LONGEST_STALL, rounded(Pause.longest(run.stalls)));
                  row.setDouble(ALL_STALLS, rounded(Pause.sum(run.stalls)));
                } else {
                  List.of(LONGEST_STALL, ALL_STALLS).forEach(row::setMissing);
                }
                row.setString(FLAG, flag(name));
              } else {
                List.of(
                        MOST,
                        COLLECTIONS,
                        TYPICAL_PAUSE,
                        LONGEST_PAUSE,
                        ALL_PAUSES,
                        LONGEST_STALL,
                        ALL_STALLS)
                    .forEach(row::setMissing);
                row.setString(FLAG, "not in this JDK");
              }
            });
    return table;
  }

  private static double rounded(double milliseconds) {
    return Math.round(milliseconds * 1000) / 1000.0;
  }
}
