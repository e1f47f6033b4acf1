package weakrefs.figure;

import static weakrefs.figure.Json.list;
import static weakrefs.figure.Json.map;
import static weakrefs.figure.Json.number;
import static weakrefs.figure.Json.text;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.font.FontRenderContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;

/**
 * The picture of a figure with a grid: each pair of axes (x2 and y2, say) is a separate plot, all
 * in one image with one title and one legend.
 */
final class Panels {
  private static final int TITLE_HEIGHT = 44;
  private static final int LEGEND_MARGIN = 18;
  private static final int LEGEND_ROW = 22;
  private static final int SWATCH = 28;
  private static final Pattern AXIS = Pattern.compile("[xy](\\d*)");

  private final List<Map<String, Object>> traces;
  private final Map<String, Object> layout;
  private final int width;
  private final int height;
  private final int columns;
  private final int rows;

  /** What's written above each panel, by the name of its x axis. */
  private final Map<Object, String> headings = new HashMap<>();

  /** By their numbers, which start at 1. */
  private final Map<Integer, Picture> panels = new TreeMap<>();

  private final List<List<XYSeries>> legend = new ArrayList<>();
  private final Font small = new Font(Font.SANS_SERIF, Font.PLAIN, 11);
  private final Font legendFont = new Font(Font.SANS_SERIF, Font.PLAIN, 13);

  /**
   * Divides the figure into panels.
   *
   * @throws Undrawable if a picture wouldn't say the same as the figure
   */
  Panels(List<Map<String, Object>> traces, Map<String, Object> layout) {
    this.traces = traces;
    this.layout = layout;
    Map<String, Object> grid = map(layout.get("grid"));
    Vocabulary.checkGrid(grid);
    Map<String, Object> whole = new LinkedHashMap<>(layout);
    whole.keySet().removeIf(key -> key.matches("grid|annotations|[xy]axis\\d*"));
    Vocabulary.check(List.of(), whole);
    for (Object annotation : list(layout.get("annotations"))) {
      Map<String, Object> note = map(annotation);
      if (!Boolean.FALSE.equals(note.get("showarrow"))
          || !String.valueOf(note.get("xref")).endsWith(" domain")) {
        throw Undrawable.option("annotations", null);
      }
      headings.putIfAbsent(note.get("xref"), String.valueOf(note.get("text")));
    }
    width = (int) number(layout.get("width"), 900);
    height = (int) number(layout.get("height"), 450);
    columns = (int) number(grid.get("columns"), 1);
    rows = (int) number(grid.get("rows"), 1);
    Map<Integer, List<Integer>> byPanel = new TreeMap<>();
    for (int i = 0; i < traces.size(); i++) {
      int number = axisNumber(traces.get(i), "xaxis");
      if (number != axisNumber(traces.get(i), "yaxis") || number > rows * columns) {
        throw new Undrawable(
            "a picture can't show axes %s and %s in a grid of %d",
            traces.get(i).get("xaxis"), traces.get(i).get("yaxis"), rows * columns);
      }
      byPanel.computeIfAbsent(number, n -> new ArrayList<>()).add(i);
    }
    layOut(byPanel, 1);
    if (legend.size() > 1) { // now we know how much room it needs
      layOut(byPanel, legend.size());
    }
  }

  private static int axisNumber(Map<String, Object> trace, String axis) {
    Matcher name = AXIS.matcher(String.valueOf(trace.getOrDefault(axis, axis.substring(0, 1))));
    if (!name.matches()) {
      throw Undrawable.option(axis, trace.get(axis));
    }
    return name.group(1).isEmpty() ? 1 : Integer.parseInt(name.group(1));
  }

  private void layOut(Map<Integer, List<Integer>> byPanel, int legendRows) {
    int panelWidth = width / Math.max(1, columns);
    int panelHeight =
        (height - TITLE_HEIGHT - LEGEND_MARGIN - legendRows * LEGEND_ROW) / Math.max(1, rows);
    byPanel.forEach(
        (number, mine) -> panels.put(number, panel(number, mine, panelWidth, panelHeight)));
    layOutLegend();
  }

  private Picture panel(int number, List<Integer> mine, int width, int height) {
    List<Map<String, Object>> own = new ArrayList<>();
    List<Integer> numbers = new ArrayList<>();
    for (int i : mine) {
      if (traces.get(i).get("x") instanceof List<?> x && x.isEmpty()) {
        continue; // such as the collections in a run that had none
      }
      Map<String, Object> alone = new LinkedHashMap<>(traces.get(i));
      alone.remove("xaxis");
      alone.remove("yaxis");
      if (alone.remove("legendgroup") != null) {
        alone.remove("showlegend"); // a group has one entry, whichever panel it's in
      }
      own.add(alone);
      numbers.add(i);
    }
    String suffix = number == 1 ? "" : "" + number; // the way Plotly numbers axes: x, x2, x3
    Map<String, Object> plot = new LinkedHashMap<>();
    plot.put("title", Map.of("text", headings.getOrDefault("x" + suffix + " domain", "")));
    for (String axis : List.of("xaxis", "yaxis")) {
      if (layout.get(axis + suffix) != null) {
        plot.put(axis, layout.get(axis + suffix));
      }
    }
    plot.put("width", width);
    plot.put("height", height);
    plot.put("showlegend", false);
    plot.put("barmode", layout.getOrDefault("barmode", "group"));
    Picture picture = new Picture(own, numbers, plot);
    if (picture.chart() instanceof XYChart chart) {
      chart.getStyler().setChartTitleFont(small.deriveFont(Font.BOLD, 14f));
      chart.getStyler().setAxisTickLabelsFont(small);
      chart.getStyler().setAxisTitleFont(small.deriveFont(12f));
    }
    return picture;
  }

  /** Lays out one legend for all panels, because a name means the same in each of them. */
  private void layOutLegend() {
    legend.clear();
    if (Boolean.FALSE.equals(layout.get("showlegend"))) {
      return;
    }
    Map<String, XYSeries> all = new LinkedHashMap<>();
    for (Picture picture : panels.values()) {
      if (picture.chart() instanceof XYChart chart) {
        chart.getSeriesCollection().stream()
            .filter(XYSeries::isShowInLegend)
            .forEach(series -> all.putIfAbsent(series.getName(), series));
      }
    }
    int x = width; // so that the first entry starts a row
    for (XYSeries series : all.values()) {
      if (x + length(series) > width) {
        legend.add(new ArrayList<>());
        x = 20;
      }
      legend.get(legend.size() - 1).add(series);
      x += length(series);
    }
  }

  private int length(XYSeries series) {
    FontRenderContext context = new FontRenderContext(null, true, false);
    return SWATCH + 32 + (int) legendFont.getStringBounds(series.getName(), context).getWidth();
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  void paint(Graphics2D g) {
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, width, height);
    g.setColor(Color.BLACK);
    g.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 17));
    String title = text(layout.get("title"));
    g.drawString(title, (width - g.getFontMetrics().stringWidth(title)) / 2, 28);
    panels.forEach(
        (number, picture) -> {
          int x = (number - 1) % columns * picture.width();
          int y = TITLE_HEIGHT + (number - 1) / columns * picture.height();
          Graphics2D part = (Graphics2D) g.create(x, y, picture.width(), picture.height());
          picture.paint(part);
          part.dispose();
        });
    g.setFont(legendFont);
    int y = height - legend.size() * LEGEND_ROW + LEGEND_MARGIN / 2 - 6;
    for (List<XYSeries> row : legend) {
      int x = 20;
      for (XYSeries series : row) {
        g.setColor(series.getLineColor());
        g.setStroke(series.getLineStyle());
        g.drawLine(x, y, x + SWATCH, y);
        series.getMarker().paint(g, x + SWATCH / 2.0, y, 7);
        g.setColor(Color.BLACK);
        g.drawString(series.getName(), x + SWATCH + 8, y + 5);
        x += length(series);
      }
      y += LEGEND_ROW;
    }
  }
}
