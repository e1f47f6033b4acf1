package weakrefs.figure;

import static weakrefs.figure.Picture.list;
import static weakrefs.figure.Picture.number;
import static weakrefs.figure.PlotlyJson.map;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.stream.DoubleStream;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** One trace of a converted figure, with the looks that Plotly gives it where it says nothing. */
final class Trace {
  private static final Color GREY = new Color(0x444444);
  private static final Color RISE = new Color(0x3D9970);
  private static final Color FALL = new Color(0xFF4136);

  private final Map<String, Object> json;
  private final int number;
  private Trace above;

  /** The trace with this number, counted from 0, of a figure. */
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

  /** To a trace whose area ends at the one before it. */
  void isAfter(Trace before) {
    above = before;
  }

  String type() {
    return String.valueOf(json.get("type"));
  }

  Object get(String key) {
    return json.get(key);
  }

  String name() {
    return String.valueOf(json.getOrDefault("name", "trace " + number));
  }

  /** The y axis: 0 is on the left, 1 on the right. */
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

  /** What decides which kind of axis x is. */
  List<List<?>> onX() {
    return isBars() && isSideways() ? List.of() : List.of(list(json, "x"));
  }

  /** What decides which kind of axis y is. */
  List<List<?>> onY() {
    return switch (type()) {
      case "bar", "histogram" -> isSideways() ? List.of(list(json, "y")) : List.of();
      case "ohlc", "candlestick" -> List.of();
      default -> List.of(list(json, "y"));
    };
  }

  Bins bins(String axis) {
    return Bins.of(json, axis);
  }

  double[] numbers(String key) {
    return list(json, key).stream().mapToDouble(v -> number(v, Double.NaN)).toArray();
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

  double opacity() {
    return number(json.get("opacity"), 1);
  }

  private static Color or(Object color, Color otherwise) {
    Color known = CssColor.of(color);
    return known == null ? otherwise : known;
  }

  /** A line takes the color of its markers, and they that of their line, as Plotly has it. */
  private Color lineColor() {
    return faded(or(line().get("color"), or(marker().get("color"), houseColor(number))), 1);
  }

  Color markerColor() {
    return or(marker().get("color"), or(line().get("color"), houseColor(number)));
  }

  Color faded(Color color, double more) {
    return CssColor.withAlpha(color, opacity() * more);
  }

  private BasicStroke stroke() {
    double width = number(line().get("width"), 2);
    if (width == 0) {
      return Picture.NO_LINE;
    }
    float w = (float) width;
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
    return String.valueOf(json.getOrDefault("mode", "lines")).contains(part);
  }

  /** Of numbers that are told by colors, or null. */
  ColorScale colorScale() {
    List<?> colors = list(marker(), "color");
    if (colors.isEmpty() || colors.stream().anyMatch(String.class::isInstance)) {
      return null;
    }
    return ColorScale.of(
        marker(), colors.stream().filter(Objects::nonNull).map(Number.class::cast).toList());
  }

  /** The color of the mark with this number. */
  Color colorAt(int k, ColorScale scale) {
    List<?> colors = list(marker(), "color");
    if (colors.isEmpty()) {
      return markerColor();
    }
    Object color = k < colors.size() ? colors.get(k) : null;
    if (color == null) {
      return GREY;
    }
    return scale == null ? CssColor.of(color) : scale.at(number(color, 0));
  }

  /** The scale, if there has to be a bar that explains its colors. */
  ColorScale explained(ColorScale scale) {
    return Boolean.TRUE.equals(marker().get("showscale")) ? scale : null;
  }

  private IntFunction<Dot> dots(ColorScale scale) {
    Map<String, Object> marker = marker();
    List<?> sizes = list(marker, "size");
    boolean isBubble = marker.get("size") instanceof List;
    boolean isArea = "area".equals(marker.get("sizemode"));
    String symbol = String.valueOf(marker.getOrDefault("symbol", "circle"));
    double opacity = number(marker.get("opacity"), isBubble ? .7 : 1);
    Map<String, Object> edge = map(marker.get("line"));
    double edgeWidth = number(edge.get("width"), isBubble ? 1 : 0);
    Color edgeColor = faded(or(edge.get("color"), isBubble ? Color.WHITE : GREY), opacity);
    Map<String, Object> gradient = map(marker.get("gradient"));
    String way = String.valueOf(gradient.getOrDefault("type", "none"));
    return k -> {
      double size =
          !isBubble
              ? number(marker.get("size"), 6)
              : k < sizes.size() ? number(sizes.get(k), 0) : 0;
      if (isBubble && isArea) {
        size = 2 * Math.sqrt(size / 2);
      }
      Color color = faded(colorAt(k, scale), opacity);
      Color second = faded(or(gradient.get("color"), GREY), opacity);
      return size > 0 ? new Dot(symbol, size, color, edgeColor, edgeWidth, way, second) : null;
    };
  }

  /** Gives its entry in the legend its looks. */
  void explain(XYSeries series) {
    series.setLineStyle(Picture.NO_LINE);
    series.setLineColor(lineColor());
    series.setMarkerColor(markerColor());
    series.setMarker(SeriesMarkers.NONE);
    switch (type()) {
      case "scatter" -> {
        if (has("lines")) {
          series.setLineStyle(stroke());
        }
        Dot dot = has("markers") ? dots(colorScale()).apply(0) : null;
        if (dot != null) {
          series.setMarker(dot.forLegend());
        } else if (json.containsKey("fill") && !has("lines")) {
          series.setMarker(Dot.of("square", 14, fillColor()).forLegend());
        }
      }
      case "ohlc", "candlestick" ->
          series.setMarker(Dot.of("square", 14, change("increasing", RISE)).forLegend());
      default -> {
        Color color =
            type().equals("box")
                ? lineColor()
                : faded(colorAt(0, colorScale()), number(marker().get("opacity"), 1));
        series.setMarker(Dot.of("square", 14, color).forLegend());
      }
    }
  }

  // ---- marks ----

  /** Draws what isn't bars; the answer is the scale of its colors, if they have to be explained. */
  ColorScale draw(Marks.Pen pen) {
    return switch (type()) {
      case "scatter" -> points(pen);
      case "box" -> boxes(pen);
      case "ohlc", "candlestick" -> prices(pen);
      case "heatmap" -> heatmap(pen);
      default -> heatmapOfCounts(pen);
    };
  }

  private ColorScale points(Marks.Pen pen) {
    double[] x = pen.x.positions(list(json, "x"));
    double[] y = pen.y.positions(list(json, "y"));
    Marks.Way way =
        new Marks.Way(
            String.valueOf(line().getOrDefault("shape", "linear")),
            number(line().get("smoothing"), 1));
    String fill = String.valueOf(json.getOrDefault("fill", "none"));
    if (!fill.equals("none")) {
      boolean toLine = fill.equals("tonexty") && above != null;
      if (toLine && !"linear".equals(above.line().getOrDefault("shape", "linear"))) {
        throw new Undrawable("a picture can't fill what is between curves or steps");
      }
      pen.area(
          x,
          y,
          toLine ? pen.x.positions(list(above.json, "x")) : null,
          toLine ? pen.y.positions(list(above.json, "y")) : null,
          way,
          fillColor());
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

  private Color fillColor() {
    Color own = CssColor.of(json.get("fillcolor"));
    return own != null ? faded(own, 1) : CssColor.withAlpha(lineColor(), .5);
  }

  /** Half the way from one place to the next, where several have something at them. */
  static double halfUnit(Scale scale, DoubleStream positions) {
    double[] places = positions.filter(Double::isFinite).sorted().distinct().toArray();
    double unit = scale.kind == Scale.Kind.DATE ? 24 * 60 * 60 * 1000 : 1;
    for (int k = 1; k < places.length; k++) {
      unit = k == 1 ? places[1] - places[0] : Math.min(unit, places[k] - places[k - 1]);
    }
    return scale.kind == Scale.Kind.CATEGORY ? .5 : unit / 2;
  }

  private ColorScale boxes(Marks.Pen pen) {
    double[] x = pen.x.positions(list(json, "x"));
    double[] y = pen.y.positions(list(json, "y"));
    double half = .7 * halfUnit(pen.x, Arrays.stream(x));
    Color color = lineColor();
    BasicStroke stroke = new BasicStroke(2);
    for (double at : Arrays.stream(x).filter(Double::isFinite).distinct().toArray()) {
      double[] values = new double[x.length];
      int count = 0;
      for (int k = 0; k < Math.min(x.length, y.length); k++) {
        if (x[k] == at && Double.isFinite(y[k])) {
          values[count++] = y[k];
        }
      }
      double[] sorted = Arrays.copyOf(values, count);
      Arrays.sort(sorted);
      if (count == 0) {
        continue;
      }
      double low = quantile(sorted, .25);
      double high = quantile(sorted, .75);
      double reach = 1.5 * (high - low);
      double bottom =
          Math.min(low, Arrays.stream(sorted).filter(v -> v >= low - reach).min().orElse(low));
      double top =
          Math.max(high, Arrays.stream(sorted).filter(v -> v <= high + reach).max().orElse(high));
      double middle = quantile(sorted, .5);
      pen.box(at - half, low, at + half, high, CssColor.withAlpha(color, .5), color, 2);
      segment(pen, at - half, middle, at + half, middle, stroke, color);
      segment(pen, at, high, at, top, stroke, color);
      segment(pen, at, low, at, bottom, stroke, color);
      segment(pen, at - half / 2, top, at + half / 2, top, stroke, color);
      segment(pen, at - half / 2, bottom, at + half / 2, bottom, stroke, color);
      double[] outside = Arrays.stream(sorted).filter(v -> v < bottom || v > top).toArray();
      double[] places = new double[outside.length];
      Arrays.fill(places, at);
      pen.dots(places, outside, k -> Dot.of("circle", 6, color));
    }
    return null;
  }

  /** Plotly's "linear" one: the k-th of n values stands at (k - 1/2) / n. */
  private static double quantile(double[] sorted, double part) {
    double place = Math.max(0, Math.min(sorted.length - 1.0, part * sorted.length - .5));
    int below = (int) Math.floor(place);
    int above = (int) Math.ceil(place);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }

  private static void segment(
      Marks.Pen pen, double x0, double y0, double x1, double y1, BasicStroke stroke, Color color) {
    pen.line(new double[] {x0, x1}, new double[] {y0, y1}, Marks.Way.STRAIGHT, stroke, color);
  }

  private Color change(String way, Color otherwise) {
    return faded(or(map(map(json.get(way)).get("line")).get("color"), otherwise), 1);
  }

  private ColorScale prices(Marks.Pen pen) {
    double[] x = pen.x.positions(list(json, "x"));
    double[] open = numbers("open");
    double[] high = numbers("high");
    double[] low = numbers("low");
    double[] close = numbers("close");
    double half = .6 * halfUnit(pen.x, Arrays.stream(x));
    boolean isCandle = type().equals("candlestick");
    for (int k = 0; k < x.length; k++) {
      if (k >= open.length || !Double.isFinite(x[k] + open[k] + high[k] + low[k] + close[k])) {
        continue;
      }
      double sign = pen.y.isReversed ? -1 : 1;
      boolean rises = close[k] >= open[k];
      String way = rises ? "increasing" : "decreasing";
      Color color = change(way, rises ? RISE : FALL);
      double width =
          number(map(map(json.get(way)).get("line")).get("width"), number(line().get("width"), 2));
      BasicStroke stroke = new BasicStroke((float) Math.max(.1, width));
      double from = sign * open[k];
      double to = sign * close[k];
      if (isCandle) {
        segment(pen, x[k], sign * low[k], x[k], sign * Math.min(open[k], close[k]), stroke, color);
        segment(pen, x[k], sign * Math.max(open[k], close[k]), x[k], sign * high[k], stroke, color);
        Color own = CssColor.of(map(json.get(way)).get("fillcolor"));
        Color fill = own == null ? CssColor.withAlpha(color, .5) : faded(own, 1);
        pen.box(x[k] - half, from, x[k] + half, to, fill, color, width);
      } else {
        segment(pen, x[k], sign * low[k], x[k], sign * high[k], stroke, color);
        segment(pen, x[k] - half, from, x[k], from, stroke, color);
        segment(pen, x[k], to, x[k] + half, to, stroke, color);
      }
    }
    return null;
  }

  private ColorScale heatmap(Marks.Pen pen) {
    double[] x = pen.x.positions(list(json, "x"));
    double[] y = pen.y.positions(list(json, "y"));
    List<?> rows = list(json, "z");
    List<Number> all = new ArrayList<>();
    rows.forEach(
        row -> ((List<?>) row).stream().filter(Objects::nonNull).forEach(v -> all.add((Number) v)));
    ColorScale scale = ColorScale.of(json, all);
    double halfX = halfUnit(pen.x, Arrays.stream(x));
    double halfY = halfUnit(pen.y, Arrays.stream(y));
    for (int r = 0; r < Math.min(y.length, rows.size()); r++) {
      List<?> row = (List<?>) rows.get(r);
      for (int c = 0; c < Math.min(x.length, row.size()); c++) {
        if (row.get(c) instanceof Number value) {
          Color color = faded(scale.at(value.doubleValue()), 1);
          pen.box(x[c] - halfX, y[r] - halfY, x[c] + halfX, y[r] + halfY, color, color, 0);
        }
      }
    }
    return scale;
  }

  private ColorScale heatmapOfCounts(Marks.Pen pen) {
    Bins across = Bins.of(json, "x");
    Bins up = Bins.of(json, "y");
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
    List<Number> all = new ArrayList<>();
    for (int[] column : counts) {
      Arrays.stream(column).forEach(all::add);
    }
    ColorScale scale = ColorScale.of(json, all);
    double signX = pen.x.isReversed ? -1 : 1;
    double signY = pen.y.isReversed ? -1 : 1;
    for (int c = 0; c < counts.length; c++) {
      for (int r = 0; r < counts[c].length; r++) {
        Color color = faded(scale.at(counts[c][r]), 1);
        pen.box(
            signX * across.start(c),
            signY * up.start(r),
            signX * across.start(c + 1),
            signY * up.start(r + 1),
            color,
            color,
            0);
      }
    }
    return scale;
  }
}
