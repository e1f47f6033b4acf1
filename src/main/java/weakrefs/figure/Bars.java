package weakrefs.figure;

import static weakrefs.figure.Picture.number;
import static weakrefs.figure.PlotlyJson.map;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Bars and histograms of a figure: beside each other, on each other or before each other. */
final class Bars {
  private static final double GAP = .2; // of the way from one place to the next, as in Plotly

  /** From its base, along its axis; {@code width} is that of its place. */
  private record Bar(double at, double height, double width, int number) {}

  private final Map<Trace, List<Bar>> bars = new IdentityHashMap<>();
  private final List<Trace> traces;
  private final String mode;

  /** How high the bars at a place are so far, those below 0 apart where that matters. */
  private final Map<String, Double> heights = new HashMap<>();

  Bars(List<Trace> all, Scale x, Map<Integer, Scale> ys, String mode) {
    this.mode = mode;
    traces = all.stream().filter(Trace::isBars).toList();
    for (Trace trace : traces) {
      if (trace.isSideways() != traces.get(0).isSideways()
          || trace.group() != traces.get(0).group()) {
        throw new Undrawable("a picture can't show bars of two directions, or on two axes");
      }
    }
    for (Trace trace : traces) {
      Scale y = ys.get(trace.group());
      bars.put(trace, of(trace, trace.isSideways() ? y : x));
    }
    widen(traces.isEmpty() || traces.get(0).isSideways() ? ys.values().iterator().next() : x);
  }

  private List<Bar> of(Trace trace, Scale places) {
    String along = trace.isSideways() ? "y" : "x";
    if (places.kind == Scale.Kind.LOG) {
      throw new Undrawable(
          "a picture can't show bars along an axis with %s.type = \"log\"".formatted(places.name));
    }
    return trace.type().equals("bar") ? plain(trace, along, places) : counted(trace, along, places);
  }

  private static List<Bar> plain(Trace trace, String along, Scale places) {
    double[] at = places.positions(trace.get(along) instanceof List<?> values ? values : List.of());
    double[] heights = trace.numbers(along.equals("x") ? "y" : "x");
    List<Bar> bars = new ArrayList<>();
    for (int k = 0; k < Math.min(at.length, heights.length); k++) {
      if (Double.isFinite(at[k]) && Double.isFinite(heights[k])) {
        bars.add(new Bar(at[k], heights[k], Double.NaN, k));
      }
    }
    return bars;
  }

  /** A histogram: the values that fall into a bin, or are of a category. */
  private static List<Bar> counted(Trace trace, String along, Scale places) {
    List<?> values = trace.get(along) instanceof List<?> list ? list : List.of();
    double[] positions = places.positions(values);
    double[] weights = trace.numbers(along.equals("x") ? "y" : "x");
    boolean isCategory = places.kind == Scale.Kind.CATEGORY;
    Bins bins =
        isCategory ? new Bins(-.5, 1, Math.max(1, places.categoryCount())) : trace.bins(along);
    if (bins == null || places.kind == Scale.Kind.DATE) {
      throw new Undrawable("a picture can't show a histogram of such values");
    }
    double sign = places.isReversed ? -1 : 1;
    List<List<Double>> inBin = new ArrayList<>();
    for (int b = 0; b < bins.count(); b++) {
      inBin.add(new ArrayList<>());
    }
    String func = String.valueOf(trace.get("histfunc"));
    boolean counts = func.equals("count") || func.equals("null") || weights.length == 0;
    for (int k = 0; k < positions.length; k++) {
      int bin = bins.indexOf(sign * positions[k]);
      double weight = counts ? 1 : k < weights.length ? weights[k] : Double.NaN;
      if (bin >= 0 && Double.isFinite(weight)) {
        inBin.get(bin).add(weight);
      }
    }
    double[] heights =
        inBin.stream().mapToDouble(bin -> summary(bin, counts ? "sum" : func)).toArray();
    double total = Arrays.stream(heights).filter(Double::isFinite).sum();
    double by = divisor(String.valueOf(trace.get("histnorm")), total, bins.size());
    List<Bar> bars = new ArrayList<>();
    for (int b = 0; b < heights.length; b++) {
      if (Double.isFinite(heights[b])) {
        bars.add(
            new Bar(sign * (bins.start(b) + bins.size() / 2), heights[b] / by, bins.size(), b));
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
      case "null", "" -> 1;
      case "percent" -> total / 100;
      case "probability" -> total;
      case "density" -> size;
      case "probability density" -> total * size;
      default -> throw Undrawable.option("histnorm", norm);
    };
  }

  /** Gives those bars a width that have none: bars of a bin fill it, others leave a gap. */
  private void widen(Scale places) {
    double unit =
        2
            * Trace.halfUnit(
                places, bars.values().stream().flatMap(List::stream).mapToDouble(Bar::at));
    bars.replaceAll(
        (trace, list) ->
            list.stream()
                .map(
                    bar ->
                        Double.isNaN(bar.width())
                            ? new Bar(bar.at(), bar.height(), (1 - GAP) * unit, bar.number())
                            : bar)
                .toList());
  }

  /** Draws a trace's bars; call it in the order of the traces. */
  ColorScale draw(Trace trace, Marks.Pen pen) {
    boolean isSideways = trace.isSideways();
    Scale along = isSideways ? pen.y : pen.x;
    Scale up = isSideways ? pen.x : pen.y;
    if (up.kind == Scale.Kind.CATEGORY || up.kind == Scale.Kind.DATE) {
      throw Undrawable.option(up.name + ".type", up.kind.name().toLowerCase(Locale.ROOT));
    }
    boolean isBeside = mode.equals("group");
    boolean isStacked = mode.equals("stack") || mode.equals("relative");
    if (!isStacked) {
      heights.clear(); // of one trace, bars at one place are on each other
    }
    int index = traces.indexOf(trace);
    Map<String, Object> edge = map(trace.marker().get("line"));
    Color edgeColor = CssColor.of(edge.get("color"));
    double opacity = number(trace.marker().get("opacity"), 1);
    ColorScale scale = trace.colorScale();
    double floor =
        bars.values().stream().flatMap(List::stream).mapToDouble(Bar::height).min().orElse(1) / 10;
    for (Bar bar : bars.get(trace)) {
      double width = isBeside ? bar.width() / traces.size() : bar.width();
      double left = isBeside ? bar.at() - bar.width() / 2 + index * width : bar.at() - width / 2;
      if (isBeside && along.isReversed) {
        left = bar.at() + bar.width() / 2 - (index + 1) * width;
      }
      String place = bar.at() + (mode.equals("stack") ? "" : bar.height() < 0 ? "-" : "+");
      double base = heights.getOrDefault(place, 0.0);
      double top = base + bar.height();
      heights.put(place, top);
      if (up.kind == Scale.Kind.LOG && (base < 0 || top <= 0)) {
        throw new Undrawable("a bar that isn't above 0 has no place on a logarithmic " + up.name);
      }
      double from = base;
      if (up.kind == Scale.Kind.LOG && base == 0) {
        from = floor; // they all begin below the lowest top
      }
      double sign = up.isReversed ? -1 : 1;
      Color color = trace.faded(trace.colorAt(bar.number(), scale), opacity);
      Color line = edgeColor == null ? color : trace.faded(edgeColor, opacity);
      double lineWidth = number(edge.get("width"), 0);
      if (isSideways) {
        pen.box(sign * from, left, sign * top, left + width, color, line, lineWidth);
      } else {
        pen.box(left, sign * from, left + width, sign * top, color, line, lineWidth);
      }
    }
    return trace.explained(scale);
  }
}
