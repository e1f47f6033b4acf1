package weakrefs.figure;

import static weakrefs.figure.Json.map;
import static weakrefs.figure.Json.number;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** A figure's bars and histograms: side by side, stacked, or in front of each other. */
final class Bars {
  private static final double GAP = .2; // of the distance from one place to the next, as in Plotly

  /**
   * A bar, from its base along its axis.
   *
   * @param width of its place: a bin's width, or NaN for a bar that leaves a gap before the next
   */
  private record Bar(double at, double height, double width, int number) {}

  private final Map<Trace, List<Bar>> bars = new IdentityHashMap<>();
  private final List<Trace> traces;
  private final String mode;
  private final double widthOfOthers;

  /**
   * How high the bars at each place are so far, counting those below 0 separately where that
   * matters.
   */
  private final Map<String, Double> heights = new HashMap<>();

  Bars(List<Trace> all, Scale x, Map<Integer, Scale> ys, String mode) {
    this.mode = mode;
    traces = all.stream().filter(Trace::isBars).toList();
    Scale places = x;
    for (Trace trace : traces) {
      if (trace.isSideways() != traces.get(0).isSideways()
          || trace.group() != traces.get(0).group()) {
        throw new Undrawable("a picture can't show bars of two directions, or on two axes");
      }
      places = trace.isSideways() ? ys.get(trace.group()) : x;
    }
    for (Trace trace : traces) {
      bars.put(trace, of(trace, places));
    }
    widthOfOthers = (1 - GAP) * 2 * places.halfUnit(all().mapToDouble(Bar::at));
  }

  private Stream<Bar> all() {
    return bars.values().stream().flatMap(List::stream);
  }

  private static List<Bar> of(Trace trace, Scale places) {
    if (places.kind == Scale.Kind.LOG) {
      throw new Undrawable(
          "a picture can't show bars along an axis with %s.type = \"log\"", places.name);
    }
    String along = trace.isSideways() ? "y" : "x";
    double[] at = places.positions(trace.values(along));
    double[] heights = trace.numbers(trace.isSideways() ? "x" : "y");
    if (trace.type().equals("histogram")) {
      return counted(trace, along, places, at, heights);
    }
    List<Bar> bars = new ArrayList<>();
    for (int k = 0; k < Math.min(at.length, heights.length); k++) {
      if (Double.isFinite(at[k]) && Double.isFinite(heights[k])) {
        bars.add(new Bar(at[k], heights[k], Double.NaN, k));
      }
    }
    return bars;
  }

  /**
   * A histogram's bars: one for the values that fall into each bin, or that belong to each
   * category.
   */
  private static List<Bar> counted(
      Trace trace, String along, Scale places, double[] at, double[] weights) {
    boolean isCategory = places.kind == Scale.Kind.CATEGORY;
    Bins bins =
        isCategory ? new Bins(-.5, 1, Math.max(1, places.categoryCount())) : trace.bins(along);
    if (bins == null || places.kind == Scale.Kind.DATE) {
      throw new Undrawable("a picture can't show a histogram of such values");
    }
    List<List<Double>> inBin =
        Stream.generate(() -> (List<Double>) new ArrayList<Double>()).limit(bins.count()).toList();
    String func = trace.word("histfunc", "count");
    boolean counts = func.equals("count") || weights.length == 0;
    for (int k = 0; k < at.length; k++) {
      int bin = bins.indexOf(places.at(at[k]));
      double weight = counts ? 1 : k < weights.length ? weights[k] : Double.NaN;
      if (bin >= 0 && Double.isFinite(weight)) {
        inBin.get(bin).add(weight);
      }
    }
    double[] heights =
        inBin.stream().mapToDouble(bin -> summary(bin, counts ? "sum" : func)).toArray();
    double total = Arrays.stream(heights).filter(Double::isFinite).sum();
    double by = divisor(trace.word("histnorm", ""), total, bins.size());
    List<Bar> bars = new ArrayList<>();
    for (int b = 0; b < heights.length; b++) {
      if (Double.isFinite(heights[b])) {
        double middle = places.at(bins.start(b) + bins.size() / 2);
        bars.add(new Bar(middle, heights[b] / by, bins.size(), b));
      }
    }
    return bars;
  }

  private static double summary(List<Double> values, String func) {
    var all = values.stream().mapToDouble(v -> v).summaryStatistics();
    return switch (func) {
      case "sum" -> all.getSum();
      case "avg" -> values.isEmpty() ? Double.NaN : all.getAverage();
      case "min" -> values.isEmpty() ? Double.NaN : all.getMin();
      case "max" -> values.isEmpty() ? Double.NaN : all.getMax();
      default -> throw Undrawable.option("histfunc", func);
    };
  }

  private static double divisor(String norm, double total, double size) {
    return switch (norm) {
      case "" -> 1;
      case "percent" -> total / 100;
      case "probability" -> total;
      case "density" -> size;
      case "probability density" -> total * size;
      default -> throw Undrawable.option("histnorm", norm);
    };
  }

  /** Draws a trace's bars. Call it in the order of the traces. */
  ColorScale draw(Trace trace, Marks.Pen pen) {
    boolean isSideways = trace.isSideways();
    Scale along = isSideways ? pen.y : pen.x;
    Scale up = isSideways ? pen.x : pen.y;
    if (up.kind == Scale.Kind.CATEGORY || up.kind == Scale.Kind.DATE) {
      throw Undrawable.option(up.name + ".type", up.kind.name().toLowerCase(Locale.ROOT));
    }
    boolean isBeside = mode.equals("group");
    if (isBeside || mode.equals("overlay")) {
      heights.clear(); // only bars of one trace at the same place are stacked
    }
    int index =
        along.isReversed ? traces.size() - 1 - traces.indexOf(trace) : traces.indexOf(trace);
    Map<String, Object> edge = map(trace.marker().get("line"));
    Color edgeColor = CssColor.of(edge.get("color"));
    double edgeWidth = number(edge.get("width"), 0);
    double opacity = number(trace.marker().get("opacity"), 1);
    ColorScale scale = trace.colorScale();
    double lowestTop = all().mapToDouble(Bar::height).min().orElse(1);
    for (Bar bar : bars.get(trace)) {
      double room = Double.isNaN(bar.width()) ? widthOfOthers : bar.width();
      double width = isBeside ? room / traces.size() : room;
      double left = bar.at() - room / 2 + (isBeside ? index * width : 0);
      String place = bar.at() + (mode.equals("stack") ? "" : bar.height() < 0 ? "-" : "+");
      double base = heights.getOrDefault(place, 0.0);
      double top = base + bar.height();
      heights.put(place, top);
      boolean isLog = up.kind == Scale.Kind.LOG;
      if (isLog && (base < 0 || top <= 0)) {
        throw new Undrawable("a bar that isn't above 0 has no place on a logarithmic " + up.name);
      }
      double from = up.at(isLog && base == 0 ? lowestTop / 10 : base); // below the lowest top
      double to = up.at(top);
      Color color = trace.faded(trace.colorAt(bar.number(), scale), opacity);
      Color line = edgeColor == null ? color : trace.faded(edgeColor, opacity);
      if (isSideways) {
        pen.box(from, left, to, left + width, color, line, edgeWidth);
      } else {
        pen.box(left, from, left + width, to, color, line, edgeWidth);
      }
    }
    return trace.explained(scale);
  }
}
