package weakrefs.chart;

import static weakrefs.chart.PlotlyJson.map;
import static weakrefs.chart.PlotlyJson.text;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Stroke;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;

/** The picture of {@link SmallMultiples}: a chart of XChart for each panel, in one image. */
final class Panels {
  private static final int TITLE_HEIGHT = 44;
  private static final int LEGEND_HEIGHT = 40;
  private static final int SWATCH = 28;

  private Panels() {}

  /** Whether each panel has axes of its own, and a heading, so that it can be drawn alone. */
  static boolean isMadeOf(Map<String, Object> layout) {
    int panels = headings(layout).size();
    return layout.get("grid") != null
        && panels > 0
        && layout.containsKey("yaxis" + number(panels - 1));
  }

  private static List<?> headings(Map<String, Object> layout) {
    return layout.get("annotations") instanceof List<?> list ? list : List.of();
  }

  /** As Plotly counts axes: x, x2, x3. */
  private static String number(int panel) {
    return panel == 0 ? "" : "" + (panel + 1);
  }

  static BufferedImage draw(List<Map<String, Object>> traces, Map<String, Object> layout) {
    Map<String, Object> grid = map(layout.get("grid"));
    int columns = ((Number) grid.get("columns")).intValue();
    int rows = ((Number) grid.get("rows")).intValue();
    int width = ((Number) layout.get("width")).intValue();
    int height = ((Number) layout.get("height")).intValue();
    int panelWidth = width / columns;
    int panelHeight = (height - TITLE_HEIGHT - LEGEND_HEIGHT) / rows;
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, width, height);
    g.setColor(Color.BLACK);
    g.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 17));
    String title = text(layout.get("title"));
    g.drawString(title, (width - g.getFontMetrics().stringWidth(title)) / 2, 28);
    XYChart fullest = null; // in a panel without a collection there is no mark to explain
    for (int panel = 0; panel < headings(layout).size(); panel++) {
      XYChart chart = chart(panel, traces, layout, panelWidth, panelHeight);
      Graphics2D part =
          (Graphics2D)
              g.create(
                  panel % columns * panelWidth,
                  TITLE_HEIGHT + panel / columns * panelHeight,
                  panelWidth,
                  panelHeight);
      chart.paint(part, panelWidth, panelHeight);
      part.dispose();
      if (fullest == null
          || chart.getSeriesCollection().size() > fullest.getSeriesCollection().size()) {
        fullest = chart;
      }
    }
    legend(g, fullest, height - LEGEND_HEIGHT / 2);
    g.dispose();
    return image;
  }

  private static XYChart chart(
      int panel,
      List<Map<String, Object>> traces,
      Map<String, Object> layout,
      int width,
      int height) {
    List<Map<String, Object>> mine = new ArrayList<>();
    for (Map<String, Object> trace : traces) {
      if (("x" + number(panel)).equals(trace.get("xaxis"))) {
        Map<String, Object> alone = new LinkedHashMap<>(trace);
        alone.remove("xaxis");
        alone.remove("yaxis");
        if (!((List<?>) trace.get("x")).isEmpty()) {
          mine.add(alone);
        }
      }
    }
    Map<String, Object> own = new LinkedHashMap<>();
    own.put("title", Map.of("text", heading(layout, panel)));
    own.put("xaxis", layout.get("xaxis" + number(panel)));
    own.put("yaxis", layout.get("yaxis" + number(panel)));
    own.put("width", width);
    own.put("height", height);
    own.put("showlegend", false);
    XYChart chart = (XYChart) Picture.of(mine, own).orElseThrow();
    Font small = new Font(Font.SANS_SERIF, Font.PLAIN, 11);
    chart.getStyler().setChartTitleFont(small.deriveFont(Font.BOLD, 14f));
    chart.getStyler().setAxisTickLabelsFont(small);
    chart.getStyler().setAxisTitleFont(small.deriveFont(12f));
    return chart;
  }

  private static String heading(Map<String, Object> layout, int panel) {
    return String.valueOf(map(headings(layout).get(panel)).get("text"));
  }

  /** One for all panels: they have the same lines. */
  private static void legend(Graphics2D g, XYChart chart, int y) {
    Styler styler = chart.getStyler();
    g.setFont(styler.getLegendFont());
    int x = 20;
    for (XYSeries series : chart.getSeriesCollection()) {
      Stroke before = g.getStroke();
      g.setColor(series.getLineColor());
      g.setStroke(series.getLineStyle());
      g.drawLine(x, y, x + SWATCH, y);
      g.setStroke(before);
      g.setColor(Color.BLACK);
      g.drawString(series.getName(), x + SWATCH + 8, y + 5);
      x += SWATCH + 8 + g.getFontMetrics().stringWidth(series.getName()) + 24;
    }
  }
}
