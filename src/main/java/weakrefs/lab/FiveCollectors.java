package weakrefs.lab;

import static java.util.stream.Collectors.joining;
import static weakrefs.chart.HouseStyle.inEnglish;
import static weakrefs.chart.HouseStyle.tenfold;
import static weakrefs.lab.Moment.rounded;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Axis;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.components.Marker;
import tech.tablesaw.plotly.traces.ScatterTrace;
import tech.tablesaw.plotly.traces.Trace;
import weakrefs.chart.Chart;
import weakrefs.chart.HouseStyle;
import weakrefs.gc.HotSpotCollector;
import weakrefs.lab.Moment.Collected;
import weakrefs.lab.Moment.Look;
import weakrefs.lab.Moment.Paused;
import weakrefs.timeline.Timeline;

/**
 * The same work under each of HotSpot's five garbage collectors: Serial, Parallel, G1, Z and
 * Shenandoah. (A sixth, Epsilon, never collects: JEP 318.) Somebody scrolls through a phone book,
 * with a weak cache and a screen of five people. Nobody asks for a collection, so the collector
 * decides when people are collected.
 *
 * <p>Each collector gets a separate JVM with a heap of 128 MB, one after the other, so that none
 * disturbs another. Java's flight recorder (JFR) notes each collection and each pause, a time when
 * none of the program's threads run ({@code jdk.GCPhasePause}). It also notes each stall: Z blocks
 * a thread that asks for memory while there isn't any ({@code jdk.ZAllocationStall}). A JDK may
 * have been built without one of the collectors; then its row says so, and the others run.
 *
 * <p>What it can't see: Shenandoah makes a thread that asks for memory too fast wait, up to 10 ms
 * each time ({@code ShenandoahPacing} and {@code ShenandoahPacingMaxDelay}, on by default). No JFR
 * event in JDK 17 or 25 reports that, so it isn't counted.
 *
 * <p>It can't promise what a collector will do: this is one run of a small program on this machine,
 * and it isn't a ranking. It takes about two seconds for each collector; a JVM that hangs is ended
 * after a minute.
 *
 * <pre>{@code
 * FiveCollectors five = new FiveCollectors(400);
 * five.run();
 * five.sizes();          // a chart with a panel for each: how many people the cache held
 * five.pauses();         // a chart of all pauses and stalls
 * five.table();          // a row for each
 * }</pre>
 */
public final class FiveCollectors extends Experiment<List<FiveCollectors.Run>> {
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

  /** The longest stall, in milliseconds; missing if no event would report one. */
  public static final String LONGEST_STALL = "Longest stall (ms)";

  /** The sum of all stalls, in milliseconds; missing if no event would report one. */
  public static final String ALL_STALLS = "All stalls (ms)";

  /** The option that chose it; or that it isn't in this JDK. */
  public static final String FLAG = "JVM flag";

  static final List<String> NAMES =
      Stream.of(HotSpotCollector.values()).map(HotSpotCollector::toString).toList();
  private static final List<String> COLORS =
      List.of(
          HouseStyle.BLUE,
          HouseStyle.SKY_BLUE,
          HouseStyle.GREEN,
          HouseStyle.VERMILION,
          HouseStyle.PINK);

  /** The only one whose stalls JFR has an event for. */
  private static final String TELLS_STALLS = "Z";

  /** What a JVM says about an option that it doesn't know, or that it was built without. */
  private static final List<String> REFUSALS =
      List.of("Unrecognized VM option", "not supported", "not included", "unsupported");

  private final int people;
  private final List<String> names;

  /** What one JVM has reported: nothing if this JDK doesn't have the collector. */
  record Run(String name, List<Moment> moments) {
    boolean isHere() {
      return !moments.isEmpty();
    }

    boolean tellsStalls() {
      return isHere() && name.equals(TELLS_STALLS);
    }

    <T> List<T> all(Class<T> kind) {
      return moments.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    List<Paused> pauses() {
      return all(Paused.class).stream().filter(pause -> !pause.stall()).toList();
    }

    List<Paused> stalls() {
      return all(Paused.class).stream().filter(Paused::stall).toList();
    }

    int most() {
      return all(Look.class).stream().mapToInt(Look::held).max().orElse(0);
    }

    /** The median; for an even number of pauses, the upper of the middle two. */
    double typicalPause() {
      List<Double> sorted = pauses().stream().map(Paused::length).sorted().toList();
      return sorted.isEmpty() ? 0 : sorted.get(sorted.size() / 2);
    }

    double longestPause() {
      return longest(pauses());
    }

    double longestStall() {
      return longest(stalls());
    }

    static double longest(List<Paused> pauses) {
      return pauses.stream().mapToDouble(Paused::length).max().orElse(0);
    }

    static double sum(List<Paused> pauses) {
      return pauses.stream().mapToDouble(Paused::length).sum();
    }
  }

  /**
   * Prepares the five runs; nothing runs yet.
   *
   * @param people how many people to look up in each: 1 to 5,000; each has a photo of an eighth of
   *     a megabyte
   * @throws IllegalArgumentException if it's nobody, or more than you'd want to wait for
   */
  public FiveCollectors(int people) {
    this(people, NAMES);
  }

  FiveCollectors(int people, List<String> names) {
    super(BrowseAndReport.class, List.of("-Xms128m", "-Xmx128m"));
    if (people < 1 || people > 5_000) {
      throw new IllegalArgumentException("choose 1 to 5000 people to look up, not " + people);
    }
    this.people = people;
    this.names = names;
  }

  /**
   * The collector of this very JVM, by its name here; if it isn't one of the five, by the JVM's own
   * name for it.
   */
  public static String ofThisJvm() {
    return HotSpotCollector.nameHere();
  }

  @Override
  List<Run> experiment() {
    return names.stream().map(this::run).toList();
  }

  private Run run(String name) {
    Child.Words words =
        new Child.Words(
            name + " was still running after %.1f s, so we ended its JVM",
            "the work was interrupted, so we ended its JVM",
            "the JVM with " + name + " didn't finish its work");
    List<String> flags = new ArrayList<>(flags());
    flags.add(flag(name));
    try {
      return new Run(name, ask(Moment.class, words, flags, main, patience, people));
    } catch (LabException e) {
      String said = e.getMessage();
      if (said.contains("Use" + name + "GC") && REFUSALS.stream().anyMatch(said::contains)) {
        return new Run(name, List.of());
      }
      throw e;
    }
  }

  static String flag(String name) {
    return "-XX:+Use" + name + "GC";
  }

  /** The runs of the collectors that this JDK has. */
  private List<Run> here() {
    return seen().stream().filter(Run::isHere).toList();
  }

  /** The collectors that this JDK doesn't have; usually none. */
  public List<String> missing() {
    return seen().stream().filter(run -> !run.isHere()).map(Run::name).toList();
  }

  /**
   * What happened under one collector: a row for each look-up and one for each collection, in the
   * same form as a {@link Timeline}'s, so {@link Chart#cacheSize} shows it large.
   *
   * @param collector its name, as in {@link #table}
   * @throws IllegalArgumentException if there's no collector with this name, or this JDK doesn't
   *     have it
   */
  public Table history(String collector) {
    List<Run> here = here();
    Run run =
        here.stream()
            .filter(r -> r.name.equals(collector))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "\"%s\" didn't run here, but these did: %s"
                            .formatted(
                                collector, here.stream().map(Run::name).collect(joining(", ")))));
    return Moment.table("What the cache held with " + collector, collector, run.moments)
        .sortAscendingOn(Timeline.TIME);
  }

  /**
   * How many people the cache held over time: a small chart for each collector, all with the same
   * axes.
   */
  public Chart sizes() {
    Map<String, Table> histories = new LinkedHashMap<>();
    here().forEach(run -> histories.put(run.name, history(run.name)));
    return Chart.smallMultiples(histories);
  }

  /**
   * All pauses, with Z's stalls in a separate color: when each began, and how long it was, on an
   * axis where each step is ten times the one before.
   */
  public Chart pauses() {
    List<Run> here = here();
    List<Run> paused = here.stream().filter(run -> !run.pauses().isEmpty()).toList();
    if (paused.isEmpty()) {
      throw new IllegalStateException(
          "no collector paused in this run, so let it look up more people");
    }
    List<Trace> traces = new ArrayList<>();
    for (Run run : here) {
      traces.add(dots(run.pauses(), run.name, COLORS.get(names.indexOf(run.name) % 5)));
      traces.add(dots(run.stalls(), run.name + ", stalls", HouseStyle.ORANGE));
    }
    traces.removeIf(Objects::isNull);
    Comparator<Run> byPause = Comparator.comparingDouble(Run::longestPause);
    Run worst = Collections.max(paused, byPause);
    String title =
        "Longest pause: "
            + Stream.of(worst, Collections.min(paused, byPause))
                .distinct()
                .map(run -> inWords(run.longestPause()) + " with " + run.name)
                .collect(joining(", "));
    double longestStall = here.stream().mapToDouble(Run::longestStall).max().orElse(0);
    if (longestStall > 0) {
      title += "; longest stall: " + inWords(longestStall);
    }
    double longest = Math.max(worst.longestPause(), longestStall);
    Layout layout =
        HouseStyle.layout(
            title,
            Axis.builder().title("Time since the work began (ms)").build(),
            tenfold(
                (longestStall > 0 ? "Pause or stall" : "Pause")
                    + " (ms), each step ten times the one before",
                -3,
                Math.ceil(Math.log10(longest))));
    return Chart.of(new Figure(layout, traces.toArray(new Trace[0])), pausesInWords());
  }

  /** The trace, or null if there are none. */
  private static Trace dots(List<Paused> pauses, String name, String color) {
    return pauses.isEmpty()
        ? null
        : ScatterTrace.builder(
                pauses.stream().mapToDouble(Paused::time).toArray(),
                pauses.stream().mapToDouble(p -> Math.max(.001, p.length())).toArray())
            .mode(ScatterTrace.Mode.MARKERS)
            .name(name)
            .marker(Marker.builder().color(color).size(7).build())
            .build();
  }

  private String pausesInWords() {
    String each =
        here().stream()
            .map(
                run ->
                    inEnglish(
                        "%s: %s and %s, typically %s, at most %s%s.",
                        run.name,
                        counted(run.all(Collected.class).size(), "collection"),
                        counted(run.pauses().size(), "pause"),
                        inWords(run.typicalPause()),
                        inWords(run.longestPause()),
                        run.tellsStalls() ? "; " + inWords(run.stalls()) : ""))
            .collect(joining(" "));
    return missing().isEmpty()
        ? each
        : each + " Not in this JDK: " + String.join(", ", missing()) + ".";
  }

  private static String inWords(List<Paused> stalls) {
    return stalls.isEmpty()
        ? "no stalls"
        : inEnglish(
            "%s, %s in all, at most %s",
            counted(stalls.size(), "stall"),
            inWords(Run.sum(stalls)),
            inWords(Run.longest(stalls)));
  }

  private static String counted(int count, String what) {
    return count == 1 ? "1 " + what : count + " " + what + "s";
  }

  /** With as many digits as are worth reading. */
  private static String inWords(double milliseconds) {
    return inEnglish(
        milliseconds < 0.1 ? "%.3f ms" : milliseconds < 1 ? "%.2f ms" : "%.1f ms", milliseconds);
  }

  /**
   * A row for each collector. The columns are this class's constants. The numbers are missing for a
   * collector that this JDK doesn't have, and the stalls for every one but Z.
   */
  public Table table() {
    List<Run> runs = seen();
    return Table.create(
        "The same work with each collector",
        StringColumn.create(COLLECTOR, runs.stream().map(Run::name)),
        IntColumn.create(
            MOST,
            runs.stream().map(run -> run.isHere() ? run.most() : null).toArray(Integer[]::new)),
        IntColumn.create(
            COLLECTIONS,
            runs.stream()
                .map(run -> run.isHere() ? run.all(Collected.class).size() : null)
                .toArray(Integer[]::new)),
        column(TYPICAL_PAUSE, Run::isHere, Run::typicalPause),
        column(LONGEST_PAUSE, Run::isHere, Run::longestPause),
        column(ALL_PAUSES, Run::isHere, run -> Run.sum(run.pauses())),
        column(LONGEST_STALL, Run::tellsStalls, Run::longestStall),
        column(ALL_STALLS, Run::tellsStalls, run -> Run.sum(run.stalls())),
        StringColumn.create(
            FLAG, runs.stream().map(run -> run.isHere() ? flag(run.name) : "not in this JDK")));
  }

  private DoubleColumn column(String name, Predicate<Run> isKnown, ToDoubleFunction<Run> value) {
    return DoubleColumn.create(
        name,
        seen().stream()
            .map(run -> isKnown.test(run) ? rounded(value.applyAsDouble(run), 3) : null)
            .toArray(Double[]::new));
  }
}
