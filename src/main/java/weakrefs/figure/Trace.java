package weakrefs.figure;

import static weakrefs.figure.Json.list;
import static weakrefs.figure.Json.map;
import static weakrefs.figure.Json.number;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** A converted figure's trace, with Plotly's looks where it doesn't say anything about them. */
final class Trace {
  private static final Color GRAY = new Color(0x444444);
  private static final Color RISE = new Color(0x3D9970);
  private static final Color FALL = new Color(0xFF4136);

  private final Map<String, Object> json;
  private final int number;
  private Trace above;

  /** The figure's trace with this number, counted from 0. */
  Trace(Map<String, Object> json, int number) {
    this.json = json;
    this.number = number;
    if (!"x".equals(json.getOrDefault("xaxis", "x"))) {
      throw Undrawable.option("xaxis", json.get("xaxis"));
    }
    String y = String.valueOf(json.getOrDefault("yaxis", "y"));
    if (!y.equals("y") && !y.equals("y2")) {
      throw Undrawable.option("yaxis", y);
    }
  }

  /** Tells it which trace is before it, because its area may end there. */
  void isAfter(Trace before) {
    above = before;
  }

  String type() {
    return String.valueOf(json.get("type"));
  }

  String name() {
    return String.valueOf(json.getOrDefault("name", "trace " + number));
  }

  /** An option whose value is a word. */
  String word(String key, String otherwise) {
    return String.valueOf(json.getOrDefault(key, otherwise));
  }

  List<?> values(String key) {
    return list(json.get(key));
  }

  double[] numbers(String key) {
    return values(key).stream().mapToDouble(Json::number).toArray();
  }

  Bins bins(String axis) {
    return Bins.of(json, axis);
  }

  /** Which y axis it uses: 0 is the left one, 1 the right one. */
  int group() {
    return "y2".equals(json.get("yaxis")) ? 1 : 0;
  }

  boolean isBars() {
    return type().equals("bar") || type().equals("histogram");
  }

  boolean isSideways() {
    return type().equals("histogram")
        ? !json.containsKey("x") && json.containsKey("y")
        : "h".equals(json.get("orientation"));
  }

  boolean isInLegend() {
    return !Boolean.FALSE.equals(json.get("showlegend"))
        && !type().equals("heatmap")
        && !type().equals("histogram2d");
  }

  boolean asksForALegend() {
    return Boolean.TRUE.equals(json.get("showlegend"));
  }

  /** The values that decide what kind of axis x is. */
  List<?> onX() {
    return isBars() && isSideways() ? List.of() : values("x");
  }

  /** The values that decide what kind of axis y is. */
  List<?> onY() {
    return switch (type()) {
      case "bar", "histogram" -> isSideways() ? values("y") : List.of();
      case "ohlc", "candlestick" -> List.of();
      default -> values("y");
    };
  }

  // ---- looks ----

  static Color houseColor(int number) {
    return CssColor.of(RenderedFigure.COLORS.get(number % RenderedFigure.COLORS.size()));
  }

  private Map<String, Object> line() {
    return map(json.get("line"));
  }

  Map<String, Object> marker() {
    return map(json.get("marker"));
  }

  private static Color or(Object color, Color otherwise) {
    Color known = CssColor.of(color);
    return known == null ? otherwise : known;
  }

  /** A line takes its markers' color, and markers their line's, as in Plotly. */
  private Color lineColor() {
    return faded(or(line().get("color"), or(marker().get("color"), houseColor(number))), 1);
  }

  private Color markerColor() {
    return or(marker().get("color"), or(line().get("color"), houseColor(number)));
  }

  private Color fillColor() {
    Color own = CssColor.of(json.get("fillcolor"));
    return own != null ? faded(own, 1) : CssColor.withAlpha(lineColor(), .5);
  }

  /** The color of a rising or falling price. */
  private Color changeColor(boolean rises) {
    return faded(or(map(change(rises).get("line")).get("color"), rises ? RISE : FALL), 1);
  }

  private Map<String, Object> change(boolean rises) {
    return map(json.get(rises ? "increasing" : "decreasing"));
  }

  Color faded(Color color, double more) {
    return CssColor.withAlpha(color, number(json.get("opacity"), 1) * more);
  }

  private BasicStroke stroke() {
    float w = (float) number(line().get("width"), 2);
    if (w == 0) {
      return Picture.NO_LINE;
    }
    float[] pattern =
        switch (String.valueOf(line().get("dash"))) {
          case "dot" -> new float[] {w, 2 * w};
          case "dash" -> new float[] {4 * w, 3 * w};
          case "longdash" -> new float[] {8 * w, 3 * w};
          case "dashdot" -> new float[] {4 * w, 2 * w, w, 2 * w};
          case "longdashdot" -> new float[] {8 * w, 2 * w, w, 2 * w};
          default -> null;
        };
    return new BasicStroke(w, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, pattern, 0);
  }

  private boolean has(String part) {
    return word("mode", "lines").contains(part);
  }

  /** The scale of numbers that are shown as colors, or null. */
  ColorScale colorScale() {
    List<?> colors = list(marker().get("color"));
    return colors.isEmpty() || colors.stream().anyMatch(String.class::isInstance)
        ? null
        : ColorScale.of(marker(), colors.stream().mapToDouble(Json::number));
  }

  /** The color of the mark with this number. */
  Color colorAt(int k, ColorScale scale) {
    List<?> colors = list(marker().get("color"));
    if (colors.isEmpty()) {
      return markerColor();
    }
    Object color = k < colors.size() ? colors.get(k) : null;
    if (color == null) {
      return GRAY;
    }
    return scale == null ? CssColor.of(color) : scale.at(number(color, 0));
  }

  /** The scale, if a bar has to explain its colors; otherwise null. */
  ColorScale explained(ColorScale scale) {
    return Boolean.TRUE.equals(marker().get("showscale")) ? scale : null;
  }

  private IntFunction<Dot> dots(ColorScale scale) {
    Map<String, Object> marker = marker();
    List<?> sizes = list(marker.get("size"));
    boolean isBubble = marker.get("size") instanceof List;
    boolean isArea = isBubble && "area".equals(marker.get("sizemode"));
    String symbol = String.valueOf(marker.getOrDefault("symbol", "circle"));
    double opacity = number(marker.get("opacity"), isBubble ? .7 : 1);
    Map<String, Object> edge = map(marker.get("line"));
    double edgeWidth = number(edge.get("width"), isBubble ? 1 : 0);
    Color edgeColor = faded(or(edge.get("color"), isBubble ? Color.WHITE : GRAY), opacity);
    Map<String, Object> gradient = map(marker.get("gradient"));
    String way = String.valueOf(gradient.getOrDefault("type", "none"));
    Color second = faded(or(gradient.get("color"), GRAY), opacity);
    return k -> {
      double given =
          isBubble
              ? number(k < sizes.size() ? sizes.get(k) : null, 0)
              : number(marker.get("size"), 6);
      double size = isArea ? 2 * Math.sqrt(given / 2) : given;
      Color color = faded(colorAt(k, scale), opacity);
      return size > 0 ? new Dot(symbol, size, color, edgeColor, edgeWidth, way, second) : null;
    };
  }

  /** Makes its legend entry look like its marks. */
  void explain(XYSeries series) {
    series.setLineStyle(has("lines") && type().equals("scatter") ? stroke() : Picture.NO_LINE);
    series.setLineColor(lineColor());
    series.setMarkerColor(markerColor());
    Dot dot = legendDot();
    series.setMarker(dot == null ? SeriesMarkers.NONE : dot.forLegend());
  }

  private Dot legendDot() {
    return switch (type()) {
      case "scatter" -> {
        Dot dot = has("markers") ? dots(colorScale()).apply(0) : null;
        boolean isArea = json.containsKey("fill") && !has("lines");
        yield dot == null && isArea ? Dot.of("square", 14, fillColor()) : dot;
      }
      case "ohlc", "candlestick" -> Dot.of("square", 14, changeColor(true));
      case "box" -> Dot.of("square", 14, lineColor());
      default -> {
        Color color = faded(colorAt(0, colorScale()), number(marker().get("opacity"), 1));
        yield Dot.of("square", 14, color);
      }
    };
  }

  // ---- marks ----

  /** Draws everything but bars; returns the scale of its colors if they have to be explained. */
  ColorScale draw(Marks.Pen pen) {
    double[] x = pen.x.positions(values("x"));
    return switch (type()) {
      case "scatter" -> points(pen, x, pen.y.positions(values("y")));
      case "box" -> boxes(pen, x, pen.y.positions(values("y")));
      case "ohlc", "candlestick" -> prices(pen, x);
      case "heatmap" -> heatmap(pen, x, pen.y.positions(values("y")));
      default -> heatmapOfCounts(pen);
    };
  }

  private ColorScale points(Marks.Pen pen, double[] x, double[] y) {
    String shape = String.valueOf(line().getOrDefault("shape", "linear"));
    Marks.Way way = new Marks.Way(shape, number(line().get("smoothing"), 1));
    String fill = word("fill", "none");
    if (fill.equals("tonexty") && above != null) {
      if (!"linear".equals(above.line().getOrDefault("shape", "linear"))) {
        throw new Undrawable("a picture can't fill what is between curves or steps");
      }
      double[] belowX = pen.x.positions(above.values("x"));
      double[] belowY = pen.y.positions(above.values("y"));
      pen.area(x, y, belowX, belowY, way, fillColor());
    } else if (!fill.equals("none")) {
      pen.area(x, y, null, null, way, fillColor());
    }
    if (has("lines")) {
      pen.line(x, y, way, stroke(), lineColor());
    }
    ColorScale scale = colorScale();
    if (has("markers")) {
      pen.dots(x, y, dots(scale));
    }
    return explained(scale);
  }

  private ColorScale boxes(Marks.Pen pen, double[] x, double[] y) {
    double half = .7 * pen.x.halfUnit(Arrays.stream(x));
    Color color = lineColor();
    BasicStroke stroke = new BasicStroke(2);
    for (double at : Arrays.stream(x).filter(Double::isFinite).distinct().toArray()) {
      double[] sorted =
          IntStream.range(0, Math.min(x.length, y.length))
              .filter(k -> x[k] == at && Double.isFinite(y[k]))
              .mapToDouble(k -> y[k])
              .sorted()
              .toArray();
      if (sorted.length == 0) {
        continue;
      }
      double low = quantile(sorted, .25);
      double middle = quantile(sorted, .5);
      double high = quantile(sorted, .75);
      double reach = 1.5 * (high - low);
      double bottom =
          Math.min(low, Arrays.stream(sorted).filter(v -> v >= low - reach).min().orElse(low));
      double top =
          Math.max(high, Arrays.stream(sorted).filter(v -> v <= high + reach).max().orElse(high));
      pen.box(at - half, low, at + half, high, CssColor.withAlpha(color, .5), color, 2);
      pen.segment(at - half, middle, at + half, middle, stroke, color);
      pen.segment(at, high, at, top, stroke, color);
      pen.segment(at, low, at, bottom, stroke, color);
      pen.segment(at - half / 2, top, at + half / 2, top, stroke, color);
      pen.segment(at - half / 2, bottom, at + half / 2, bottom, stroke, color);
      double[] outside = Arrays.stream(sorted).filter(v -> v < bottom || v > top).toArray();
      double[] places = new double[outside.length];
      Arrays.fill(places, at);
      pen.dots(places, outside, k -> Dot.of("circle", 6, color));
    }
    return null;
  }

  /** Plotly's "linear" quantile: the k-th of n values is at (k - 1/2) / n. */
  private static double quantile(double[] sorted, double part) {
    double place = Math.max(0, Math.min(sorted.length - 1.0, part * sorted.length - .5));
    int below = (int) Math.floor(place);
    int above = (int) Math.ceil(place);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }

  private ColorScale prices(Marks.Pen pen, double[] x) {
    double[] open = numbers("open");
    double[] high = numbers("high");
    double[] low = numbers("low");
    double[] close = numbers("close");
    double half = .6 * pen.x.halfUnit(Arrays.stream(x));
    for (int k = 0; k < Math.min(x.length, open.length); k++) {
      if (!Double.isFinite(x[k] + open[k] + high[k] + low[k] + close[k])) {
        continue;
      }
      boolean rises = close[k] >= open[k];
      Color color = changeColor(rises);
      double width =
          number(map(change(rises).get("line")).get("width"), number(line().get("width"), 2));
      BasicStroke stroke = new BasicStroke((float) Math.max(.1, width));
      double from = pen.y.at(open[k]);
      double to = pen.y.at(close[k]);
      double bottom = pen.y.at(low[k]);
      double top = pen.y.at(high[k]);
      if (type().equals("candlestick")) {
        pen.segment(x[k], bottom, x[k], rises ? from : to, stroke, color);
        pen.segment(x[k], rises ? to : from, x[k], top, stroke, color);
        Color own = CssColor.of(change(rises).get("fillcolor"));
        Color fill = own == null ? CssColor.withAlpha(color, .5) : faded(own, 1);
        pen.box(x[k] - half, from, x[k] + half, to, fill, color, width);
      } else {
        pen.segment(x[k], bottom, x[k], top, stroke, color);
        pen.segment(x[k] - half, from, x[k], from, stroke, color);
        pen.segment(x[k], to, x[k] + half, to, stroke, color);
      }
    }
    return null;
  }

  private ColorScale heatmap(Marks.Pen pen, double[] x, double[] y) {
    List<? extends List<?>> rows = values("z").stream().map(Json::list).toList();
    ColorScale scale =
        ColorScale.of(json, rows.stream().flatMap(List::stream).mapToDouble(Json::number));
    double halfX = pen.x.halfUnit(Arrays.stream(x));
    double halfY = pen.y.halfUnit(Arrays.stream(y));
    for (int r = 0; r < Math.min(y.length, rows.size()); r++) {
      for (int c = 0; c < Math.min(x.length, rows.get(r).size()); c++) {
        if (rows.get(r).get(c) instanceof Number value) {
          Color color = faded(scale.at(value.doubleValue()), 1);
          pen.box(x[c] - halfX, y[r] - halfY, x[c] + halfX, y[r] + halfY, color, color, 0);
        }
      }
    }
    return scale;
  }

  private ColorScale heatmapOfCounts(Marks.Pen pen) {
    Bins across = bins("x");
    Bins up = bins("y");
    if (across == null
        || up == null
        || pen.x.kind != Scale.Kind.LINEAR
        || pen.y.kind != Scale.Kind.LINEAR) {
      throw new Undrawable("a picture can't show a histogram of two directions of such values");
    }
    double[] x = numbers("x");
    double[] y = numbers("y");
    int[][] counts = new int[across.count()][up.count()];
    for (int k = 0; k < Math.min(x.length, y.length); k++) {
      int c = across.indexOf(x[k]);
      int r = up.indexOf(y[k]);
      if (c >= 0 && r >= 0) {
        counts[c][r]++;
      }
    }
    ColorScale scale =
        ColorScale.of(json, Arrays.stream(counts).flatMapToInt(Arrays::stream).asDoubleStream());
    for (int c = 0; c < counts.length; c++) {
      double left = pen.x.at(across.start(c));
      double right = pen.x.at(across.start(c + 1));
      for (int r = 0; r < counts[c].length; r++) {
        Color color = faded(scale.at(counts[c][r]), 1);
        pen.box(left, pen.y.at(up.start(r)), right, pen.y.at(up.start(r + 1)), color, color, 0);
      }
    }
    return scale;
  }
}
