package weakrefs.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tech.tablesaw.plotly.components.Axis;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.components.Line;
import tech.tablesaw.plotly.components.Marker;
import tech.tablesaw.plotly.traces.BarTrace;
import tech.tablesaw.plotly.traces.ScatterTrace;
import tech.tablesaw.plotly.traces.Trace;
import weakrefs.figure.RenderedFigure;
import weakrefs.gc.Collector;

/**
 * Draws what was measured. What a title says is computed from the measurements, and so it says
 * nothing else than they do. Of what wasn't measured there is no picture.
 *
 * <p>Arguments: the folder with the JSON files of the other programs, and the one for the pictures.
 * There it also writes {@code pictures.json}, which has the title and a caption of each.
 *
 * <pre>{@code
 * java -Djava.awt.headless=true -cp ... weakrefs.bench.Pictures target/bench docs/performance
 * }</pre>
 */
public final class Pictures {
  private static final List<String> COLOURS =
      List.of("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9");

  private static final String OURS = "WeakCache";
  private static final String LIMIT = "ConcurrentHashMap";
  private static final List<String> OTHERS = List.of("Caffeine", "Guava", "WeakHashMap");

  private final Path from;
  private final Path to;
  private final Map<String, Object> words = new TreeMap<>();

  private Pictures(Path from, Path to) {
    this.from = from;
    this.to = to;
  }

  /** Draws all for which there are measurements. */
  public static void main(String[] arguments) throws IOException {
    Pictures pictures = new Pictures(Path.of(arguments[0]), Path.of(arguments[1]));
    pictures.waiting();
    pictures.caches();
    pictures.bytes();
    pictures.growth();
    pictures.starts();
    Results.write(pictures.to, "pictures.json", pictures.words);
  }

  // ---- one picture each ----

  private void waiting() throws IOException {
    List<JsonNode> files = read("waiting-*.json");
    if (files.isEmpty()) {
      return;
    }
    List<String> names = List.of("bare", "ours", "collect", "guava");
    List<String> legend =
        List.of("System.gc() alone", "awaitCleared(...)", "collect()", "Guava's awaitClear");
    List<String> collectors = Stream.of(Collector.values()).map(Collector::toString).toList();
    files.sort(
        (a, b) -> {
          int first = collectors.indexOf(text(a, "collector"));
          int second = collectors.indexOf(text(b, "collector"));
          return first != second ? first - second : a.get("jdk").asInt() - b.get("jdk").asInt();
        });
    Object[] places =
        files.stream()
            .map(
                f ->
                    text(f, "collector").replace("Shenandoah", "Shen.")
                        + " "
                        + f.get("jdk").asInt())
            .toArray();
    Map<String, double[]> bars = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      if (files.stream().allMatch(f -> f.get("ways").has(name))) {
        bars.put(legend.get(i), medians(files, f -> f.get("ways").get(name), 1e-6));
      }
    }
    double[] bare = bars.get(legend.get(0));
    double[] ours = bars.get(legend.get(1));
    double[] guava = bars.get(legend.get(3));
    long trials = files.stream().mapToLong(f -> f.get("trials").asLong()).sum();
    long missed = files.stream().mapToLong(f -> f.get("missed").get("ours").asLong()).sum();
    draw(
        "waiting",
        "awaitCleared takes %s times as long as a bare System.gc(), Guava %s"
            .formatted(range(ratios(ours, bare)), range(ratios(guava, bare))),
        "Medians until an object that nobody holds is seen to be collected, for each collector on"
            + " each JDK. awaitCleared missed %,d of %,d.".formatted(missed, trials),
        bars(places, bars, "Collector and JDK", "Until cleared, median (ms)"));
  }

  private void caches() throws IOException {
    List<JsonNode> all = new ArrayList<>();
    read("caches-*.json").forEach(file -> file.forEach(all::add));
    caches("hit", "hits", all, true);
    caches("miss", "misses", all, false);
    caches("churn", "churn", all, false);
  }

  /**
   * @param showsLimit whether the plain map does the same work, so that it can stand beside
   */
  private void caches(String work, String name, List<JsonNode> all, boolean showsLimit)
      throws IOException {
    Map<String, Map<String, Double>> byPlace = new LinkedHashMap<>();
    for (JsonNode run : all) {
      if (text(run, "benchmark").endsWith("." + work)) {
        int threads = run.get("threads").asInt();
        int keys = run.get("params").get("keys").asInt();
        String place = inWords("%,d × %d", keys, threads);
        double lookUps = work.equals("churn") ? keys * 1e-6 : 1; // a microsecond
        double[] raw =
            stream(run.get("primaryMetric").get("rawData"))
                .flatMapToDouble(fork -> Arrays.stream(numbers(fork, lookUps)))
                .toArray();
        byPlace
            .computeIfAbsent(place, p -> new LinkedHashMap<>())
            .put(text(run.get("params"), "cache"), Numbers.median(raw));
      }
    }
    byPlace.values().removeIf(scores -> !scores.containsKey(OURS));
    if (byPlace.isEmpty()) {
      return;
    }
    List<String> rivals = new ArrayList<>(OTHERS);
    rivals.removeIf(cache -> byPlace.values().stream().anyMatch(s -> !s.containsKey(cache)));
    boolean hasLimit = showsLimit && byPlace.values().stream().allMatch(s -> s.containsKey(LIMIT));
    if (rivals.isEmpty()) {
      return;
    }
    Map<String, double[]> bars = new LinkedHashMap<>();
    bars.put(OURS, relative(byPlace, OURS));
    if (hasLimit) {
      bars.put(LIMIT, relative(byPlace, LIMIT));
    }
    rivals.forEach(cache -> bars.put(cache, relative(byPlace, cache)));
    double[] besideBest =
        byPlace.values().stream()
            .mapToDouble(s -> s.get(OURS) / rivals.stream().mapToDouble(s::get).max().orElseThrow())
            .toArray();
    String limit = hasLimit ? range(inverse(bars.get(LIMIT))) + " of a ConcurrentHashMap, " : "";
    StringBuilder caption =
        new StringBuilder(
            "Look-ups in the same time for so many keys × threads, relative to WeakCache, which did:");
    byPlace.forEach(
        (place, scores) -> caption.append(inWords(" %s %.2f;", place, scores.get(OURS))));
    caption.setCharAt(caption.length() - 1, ' ');
    caption.append("a microsecond.");
    draw(
        "caches-" + work,
        "WeakCache’s " + name + ": " + limit + range(besideBest) + " of the best other",
        caption.toString(),
        bars(
            byPlace.keySet().toArray(),
            bars,
            "Keys × threads",
            "Look-ups in the same time (WeakCache = 1)"));
  }

  private static double[] relative(Map<String, Map<String, Double>> byPlace, String cache) {
    return byPlace.values().stream().mapToDouble(s -> s.get(cache) / s.get(OURS)).toArray();
  }

  private void bytes() throws IOException {
    for (JsonNode file : read("bytes.json")) {
      Map<String, Double> bytes = new LinkedHashMap<>();
      file.get("bytesPerEntry")
          .fields()
          .forEachRemaining(f -> bytes.put(f.getKey(), f.getValue().asDouble()));
      double[] others = OTHERS.stream().mapToDouble(bytes::get).toArray();
      draw(
          "bytes",
          inWords(
              "An entry takes %.1f bytes in WeakCache, %s in other caches that let go",
              bytes.get(OURS), range(others, "%.1f")),
          inWords(
              "Bytes of an entry, without key and value, in a cache of %,d.",
              file.get("entries").asInt()),
          bars(
              bytes.keySet().toArray(),
              Map.of("bytes", bytes.values().stream().mapToDouble(d -> d).toArray()),
              "",
              "Bytes of an entry, without key and value"));
    }
  }

  private void growth() throws IOException {
    for (JsonNode file : read("growth-*.json")) {
      String where = file.get("jdk").asInt() + "-" + text(file, "collector");
      Map<String, double[]> lines = new LinkedHashMap<>();
      List<String> times = new ArrayList<>();
      StringBuilder caption =
          new StringBuilder(
              ("Medians, JDK %s, %s: size(); removing one of 100 or of a tenth of the entries; a timeline's"
                      + " look; a collection, with the cache and without. The time grows with that power of"
                      + " the number:")
                  .formatted(file.get("jdk").asInt(), text(file, "collector")));
      double[] x = {};
      for (JsonNode series : file.get("growth")) {
        String cost = text(series, "cost");
        x = numbers(series.get("entries"), 1);
        double[] y = numbers(series.get("median"), 1e-3);
        lines.put(nameOf(cost), y);
        caption.append(inWords(" %s %.2f;", nameOf(cost), series.path("power").asDouble()));
        if (!cost.endsWith("cache") && !cost.equals("remove 100")) {
          times.add(nameOf(cost).split(",")[0] + " " + digits(y[y.length - 1] / y[0]) + "×");
        }
      }
      caption.setCharAt(caption.length() - 1, '.');
      double many = x[x.length - 1] / x[0];
      draw(
          "growth-" + where,
          inWords("With %,.0f× the entries: ", many) + String.join(", ", times),
          caption.toString(),
          lines(x, lines));
      watching(where, file.get("watching"));
    }
  }

  private void watching(String where, JsonNode works) throws IOException {
    Object[] places = stream(works).map(w -> text(w, "work")).toArray();
    if (places.length == 0) {
      return;
    }
    double[] ratios = stream(works).mapToDouble(w -> w.get("ratio").asDouble()).toArray();
    Map<String, double[]> bars = new LinkedHashMap<>();
    bars.put("nobody watches", new double[ratios.length]);
    Arrays.fill(bars.get("nobody watches"), 1);
    bars.put("a timeline watches", ratios);
    draw(
        "watching-" + where,
        "While a timeline watches, the same work takes " + range(ratios) + " times as long",
        "Medians of %d pairs, one with and one without, in turn."
            .formatted(works.get(0).get("with").size()),
        bars(places, bars, "Work", "Time (without watching = 1)"));
  }

  private void starts() throws IOException {
    for (JsonNode file : read("start.json")) {
      List<Object> places = new ArrayList<>();
      Map<String, List<Double>> byWho = new LinkedHashMap<>();
      List<Double> saved = new ArrayList<>();
      int fewest = file.findValues("ours").stream().mapToInt(JsonNode::size).min().orElse(0);
      file.fields()
          .forEachRemaining(
              kernel ->
                  kernel
                      .getValue()
                      .fields()
                      .forEachRemaining(
                          goal -> {
                            places.add(
                                kernel.getKey()
                                    + (goal.getKey().equals("chart")
                                        ? ", first chart"
                                        : ", first result"));
                            goal.getValue()
                                .fields()
                                .forEachRemaining(
                                    who ->
                                        byWho
                                            .computeIfAbsent(who.getKey(), w -> new ArrayList<>())
                                            .add(Numbers.median(numbers(who.getValue(), 1))));
                            saved.add(
                                Numbers.median(numbers(goal.getValue().get("ours"), 1))
                                    / Numbers.median(numbers(goal.getValue().get("stock"), 1)));
                          }));
      Map<String, double[]> bars = new LinkedHashMap<>();
      byWho.forEach((who, medians) -> bars.put(who, array(medians)));
      draw(
          "start",
          "From start to result, our kernel takes "
              + range(array(saved))
              + " of the time of the stock one",
          "Medians of %d starts of each kernel, in seconds.".formatted(fewest),
          bars(places.toArray(), bars, "", "Since the kernel was started, median (s)"));
    }
  }

  // ---- how they look ----

  private static Plot bars(Object[] places, Map<String, double[]> bars, String x, String y) {
    List<Trace> traces = new ArrayList<>();
    bars.forEach(
        (name, values) ->
            traces.add(
                BarTrace.builder(places, values)
                    .name(name)
                    .marker(Marker.builder().color(COLOURS.get(traces.size() % 6)).build())
                    .build()));
    return new Plot(
        Layout.builder("")
            .width(900)
            .height(450)
            .barMode(Layout.BarMode.GROUP)
            .xAxis(Axis.builder().title(x).build())
            .yAxis(Axis.builder().title(y).build()),
        traces);
  }

  /** On axes where each step is ten times the one before. */
  private static Plot lines(double[] x, Map<String, double[]> lines) {
    List<Trace> traces = new ArrayList<>();
    lines.forEach(
        (name, y) ->
            traces.add(
                ScatterTrace.builder(x, y)
                    .mode(ScatterTrace.Mode.LINE_AND_MARKERS)
                    .name(name)
                    .line(
                        Line.builder()
                            .color(COLOURS.get(traces.size() % 6))
                            .width(2.5)
                            .dash(Line.Dash.SOLID)
                            .build())
                    .marker(Marker.builder().color(COLOURS.get(traces.size() % 6)).size(8).build())
                    .build()));
    double least = lines.values().stream().flatMapToDouble(Arrays::stream).min().orElse(1);
    double most = lines.values().stream().flatMapToDouble(Arrays::stream).max().orElse(1);
    return new Plot(
        Layout.builder("")
            .width(900)
            .height(500)
            .xAxis(
                Axis.builder()
                    .title("Entries in the cache")
                    .type(Axis.Type.LOG)
                    .range(Math.log10(x[0]) - .1, Math.log10(x[x.length - 1]) + .1)
                    .build())
            .yAxis(
                Axis.builder()
                    .title("Time (µs)")
                    .type(Axis.Type.LOG)
                    .range(Math.floor(Math.log10(least)), Math.ceil(Math.log10(most)))
                    .build()),
        traces);
  }

  /** A picture that has no title yet. */
  private record Plot(Layout.LayoutBuilder layout, List<Trace> traces) {
    Figure with(String title) {
      return new Figure(layout.title(title).build(), traces.toArray(new Trace[0]));
    }
  }

  private void draw(String name, String title, String caption, Plot plot) throws IOException {
    Path file = Files.createDirectories(to).resolve(name + ".png");
    RenderedFigure.of(plot.with(title)).png().save(file);
    words.put(name, new TreeMap<>(Map.of("title", title, "caption", caption)));
  }

  // ---- what is in the files, in words ----

  /** Those whose names match, in the order of their names. */
  private List<JsonNode> read(String pattern) throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(from, pattern)) {
      found.forEach(files::add);
    }
    files.sort(null);
    List<JsonNode> all = new ArrayList<>();
    for (Path file : files) {
      all.add(Results.json().readTree(file.toFile()));
    }
    return all;
  }

  private static String text(JsonNode node, String field) {
    return node.get(field).asText();
  }

  private static Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  private static double[] numbers(JsonNode array, double factor) {
    return stream(array).mapToDouble(n -> n.asDouble() * factor).toArray();
  }

  private static double[] medians(
      List<JsonNode> files, Function<JsonNode, JsonNode> values, double factor) {
    return files.stream()
        .mapToDouble(file -> Numbers.median(numbers(values.apply(file), factor)))
        .toArray();
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(d -> d).toArray();
  }

  private static double[] ratios(double[] above, double[] below) {
    return IntStream.range(0, above.length).mapToDouble(i -> above[i] / below[i]).toArray();
  }

  private static double[] inverse(double[] values) {
    return Arrays.stream(values).map(value -> 1 / value).toArray();
  }

  /** {@code 0.92 to 1.05}, or one of them where they look alike. */
  private static String range(double[] values) {
    return range(values, "%.2f");
  }

  private static String range(double[] values, String format) {
    String least = inWords(format, Numbers.quantile(0, values));
    String most = inWords(format, Numbers.quantile(1, values));
    return least.equals(most) ? least : least + " to " + most;
  }

  /** As many digits as say something. */
  private static String digits(double number) {
    return inWords(number < 10 ? "%.1f" : "%,.0f", number);
  }

  private static String inWords(String words, Object... values) {
    return String.format(Locale.ROOT, words, values);
  }

  /** Short, since all of them stand in one line. */
  private static String nameOf(String cost) {
    return switch (cost) {
      case "size" -> "size()";
      case "remove 100" -> "removing, of 100";
      case "remove a tenth" -> "removing, of a tenth";
      case "look" -> "a look";
      case "collection" -> "collecting";
      case "collection without the cache" -> "no cache";
      default -> cost;
    };
  }
}
