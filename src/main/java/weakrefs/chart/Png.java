package weakrefs.chart;

import static weakrefs.chart.PlotlyJson.map;
import static weakrefs.chart.PlotlyJson.text;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Draws what {@link PlotlyJson} made, so that picture and figure say the same.
 *
 * <p>Lines and points, so far; for other kinds of traces there is no picture.
 */
final class Png {
  private static final int WIDTH = 900;
  private static final int HEIGHT = 450;
  private static final Color GRID = new Color(0xE4E4E4);

  /**
   * Why AWT can't draw on this machine, once that is known: a class that failed to start stays so.
   */
  private static volatile String broken = "";

  private Png() {}

  /** A PNG, or nothing where the kind of trace has no picture or the machine can't draw. */
  static Optional<byte[]> of(Map<String, Object> plotly) {
    List<Map<String, Object>> traces = new ArrayList<>();
    ((List<?>) plotly.get("data")).forEach(trace -> traces.add(map(trace)));
    if (!broken.isEmpty()
        || !traces.stream().allMatch(t -> "scatter".equals(t.get("type")) && isNumeric(t))) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          BitmapEncoder.getBitmapBytes(chart(traces, map(plotly.get("layout"))), BitmapFormat.PNG));
    } catch (LinkageError | InternalError | java.awt.AWTError e) {
      broken = "this machine lacks fonts or a library that Java draws with: " + e.getMessage();
      return Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** A sentence for the reader who sees no picture. */
  static String whyNone() {
    return broken.isEmpty() ? "this kind of chart has none" : broken;
  }

  private static boolean isNumeric(Map<String, Object> trace) {
    return List.of("x", "y").stream()
        .allMatch(
            key ->
                trace.get(key) instanceof List<?> list
                    && list.stream().allMatch(v -> v == null || v instanceof Number));
  }

  private static XYChart chart(List<Map<String, Object>> traces, Map<String, Object> layout) {
    XYChart chart =
        new XYChartBuilder()
            .width(number(layout.get("width"), WIDTH))
            .height(number(layout.get("height"), HEIGHT))
            .title(text(layout.get("title")))
            .xAxisTitle(text(map(layout.get("xaxis")).get("title")))
            .yAxisTitle(text(map(layout.get("yaxis")).get("title")))
            .build();
    style(chart.getStyler());
    double most = 0;
    for (int i = 0; i < traces.size(); i++) {
      most = Math.max(most, add(chart, traces.get(i), i));
    }
    chart.getStyler().setYAxisMin(0.0).setYAxisMax(most);
    chart.getStyler().setLegendVisible(traces.size() > 1);
    return chart;
  }

  private static void style(XYStyler styler) {
    styler.setChartBackgroundColor(Color.WHITE);
    styler.setPlotBackgroundColor(Color.WHITE);
    styler.setPlotBorderVisible(false);
    styler.setPlotGridLinesColor(GRID);
    styler.setPlotGridLinesStroke(new BasicStroke(1));
    styler.setPlotMargin(0);
    styler.setPlotContentSize(.97);
    styler.setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 17));
    styler.setChartTitleBoxVisible(false);
    styler.setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14));
    styler.setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
    styler.setLegendFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
    styler.setLegendPosition(LegendPosition.OutsideS);
    styler.setLegendLayout(LegendLayout.Horizontal);
    styler.setLegendBorderColor(Color.WHITE);
    styler.setLegendSeriesLineLength(28);
    styler.setXAxisDecimalPattern("#,##0.###");
    styler.setYAxisDecimalPattern("#,##0.###");
    styler.setMarkerSize(7);
  }

  /** Adds a trace and returns its highest value. */
  private static double add(XYChart chart, Map<String, Object> trace, int i) {
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    Map<String, Object> line = map(trace.get("line"));
    boolean steps = "hv".equals(line.get("shape"));
    List<?> xs = (List<?>) trace.get("x");
    List<?> ys = (List<?>) trace.get("y");
    double most = 0;
    for (int k = 0; k < Math.min(xs.size(), ys.size()); k++) {
      double value = ys.get(k) == null ? Double.NaN : ((Number) ys.get(k)).doubleValue();
      double at = xs.get(k) == null ? 0 : ((Number) xs.get(k)).doubleValue();
      if (steps && k > 0 && !y.get(y.size() - 1).isNaN()) {
        x.add(at);
        y.add(y.get(y.size() - 1));
      }
      x.add(at);
      y.add(value);
      most = Double.isNaN(value) ? most : Math.max(most, value);
    }
    String mode = String.valueOf(trace.getOrDefault("mode", "lines"));
    XYSeries series =
        chart.addSeries(String.valueOf(trace.getOrDefault("name", "trace " + i)), x, y);
    Color colour = colour(line.getOrDefault("color", map(trace.get("marker")).get("color")), i);
    series.setLineColor(colour);
    series.setMarkerColor(colour);
    series.setMarker(mode.contains("markers") ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
    series.setLineStyle(
        mode.contains("lines")
            ? stroke(number(line.get("width"), 2.0), String.valueOf(line.get("dash")))
            : new BasicStroke(
                0, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {0, 1e6f}, 0));
    return most;
  }

  private static BasicStroke stroke(double width, String dash) {
    float w = (float) width;
    float[] pattern =
        switch (dash) {
          case "dot" -> new float[] {w, 2 * w};
          case "dash" -> new float[] {4 * w, 3 * w};
          case "longdash" -> new float[] {8 * w, 3 * w};
          case "dashdot" -> new float[] {4 * w, 2 * w, w, 2 * w};
          default -> null;
        };
    return new BasicStroke(w, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, pattern, 0);
  }

  private static Color colour(Object value, int i) {
    String text = String.valueOf(value);
    return Color.decode(
        text.matches("#[0-9a-fA-F]{6}")
            ? text
            : PlotlyJson.COLOURS.get(i % PlotlyJson.COLOURS.size()));
  }

  private static int number(Object value, int otherwise) {
    return value instanceof Number number ? number.intValue() : otherwise;
  }

  private static double number(Object value, double otherwise) {
    return value instanceof Number number ? number.doubleValue() : otherwise;
  }
}
