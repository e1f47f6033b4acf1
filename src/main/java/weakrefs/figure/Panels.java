package weakrefs.figure;

import static weakrefs.figure.PlotlyJson.map;
import static weakrefs.figure.PlotlyJson.text;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.font.FontRenderContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;

/**
 * The picture of a figure with a grid: each pair of axes (x2 and y2, say) is a plot by itself, in
 * one image, with a title and a legend for all.
 */
final class Panels {
  private static final int TITLE_HEIGHT = 44;
  private static final int LEGEND_MARGIN = 18;
  private static final int LEGEND_ROW = 22;
  private static final int SWATCH = 28;
  private static final Pattern AXIS = Pattern.compile("[xy](\\d*)");

  private record Entry(String name, XYSeries series) {}

  private final Map<String, Object> layout;
  private final int width;
  private final int height;
  private final int columns;
  private final int rows;
  private final Map<Integer, Picture> panels = new TreeMap<>();
  private final List<List<Entry>> legend = new ArrayList<>();
  private final Font small = new Font(Font.SANS_SERIF, Font.PLAIN, 11);
  private final Font legendFont = new Font(Font.SANS_SERIF, Font.PLAIN, 13);

  /**
   * Divides the figure.
   *
   * @throws Undrawable if a picture wouldn't say the same
   */
  Panels(List<Map<String, Object>> traces, Map<String, Object> layout) {
    this.layout = layout;
    Map<String, Object> grid = map(layout.get("grid"));
    Vocabulary.checkGrid(grid);
    Map<String, Object> whole = new LinkedHashMap<>(layout);
    whole.keySet().removeIf(key -> key.matches("grid|annotations|[xy]axis\\d*"));
    Vocabulary.check(List.of(), whole);
    if (!(layout.get("annotations") == null || hasHeadingsOnly())) {
      throw Undrawable.option("annotations", null);
    }
    width = (int) Picture.number(layout.get("width"), 900);
    height = (int) Picture.number(layout.get("height"), 450);
    columns = (int) Picture.number(grid.get("columns"), 1);
    rows = (int) Picture.number(grid.get("rows"), 1);
    Map<Integer, List<Integer>> byPanel = new TreeMap<>();
    for (int i = 0; i < traces.size(); i++) {
      int number = number(traces.get(i), "xaxis");
      if (number != number(traces.get(i), "yaxis") || number > rows * columns) {
        throw new Undrawable(
            String.format(
                Locale.ROOT,
                "a picture can't show axes %s and %s in a grid of %d",
                traces.get(i).get("xaxis"), traces.get(i).get("yaxis"), rows * columns));
      }
      byPanel.computeIfAbsent(number, n -> new ArrayList<>()).add(i);
    }
    int legendRows = 1;
    int panelWidth = width / Math.max(1, columns);
    for (int attempt = 0; attempt < 2; attempt++) { // once to learn how much room the legend needs
      int panelHeight =
          (height - TITLE_HEIGHT - LEGEND_MARGIN - legendRows * LEGEND_ROW) / Math.max(1, rows);
      panels.clear();
      byPanel.forEach(
          (number, mine) ->
              panels.put(number, panel(number, mine, traces, panelWidth, panelHeight)));
      legend.clear();
      layOutLegend();
      if (legend.size() <= legendRows) {
        break;
      }
      legendRows = legend.size();
    }
  }

  private static int number(Map<String, Object> trace, String axis) {
    Matcher name = AXIS.matcher(String.valueOf(trace.getOrDefault(axis, axis.substring(0, 1))));
    if (!name.matches()) {
      throw Undrawable.option(axis, trace.get(axis));
    }
    return name.group(1).isEmpty() ? 1 : Integer.parseInt(name.group(1));
  }

  /** As Plotly counts axes: x, x2, x3. */
  private static String suffix(int number) {
    return number == 1 ? "" : "" + number;
  }

  private boolean hasHeadingsOnly() {
    return layout.get("annotations") instanceof List<?> list
        && list.stream()
            .allMatch(
                note ->
                    Boolean.FALSE.equals(map(note).get("showarrow"))
                        && String.valueOf(map(note).get("xref")).endsWith(" domain"));
  }

  private String heading(int number) {
    return layout.get("annotations") instanceof List<?> list
        ? list.stream()
            .filter(note -> ("x" + suffix(number) + " domain").equals(map(note).get("xref")))
            .map(note -> String.valueOf(map(note).get("text")))
            .findFirst()
            .orElse("")
        : "";
  }

  private Picture panel(
      int number, List<Integer> mine, List<Map<String, Object>> traces, int width, int height) {
    List<Map<String, Object>> own = new ArrayList<>();
    List<Integer> numbers = new ArrayList<>();
    for (int i : mine) {
      if (traces.get(i).get("x") instanceof List<?> x && x.isEmpty()) {
        continue; // such as the collections of a run that had none
      }
      Map<String, Object> alone = new LinkedHashMap<>(traces.get(i));
      alone.remove("xaxis");
      alone.remove("yaxis");
      if (alone.remove("legendgroup") != null) {
        alone.remove("showlegend"); // of a group there is one entry, whichever panel has it
      }
      own.add(alone);
      numbers.add(i);
    }
    Map<String, Object> plot = new LinkedHashMap<>();
    plot.put("title", Map.of("text", heading(number)));
    for (String axis : List.of("xaxis", "yaxis")) {
      if (layout.get(axis + suffix(number)) != null) {
        plot.put(axis, layout.get(axis + suffix(number)));
      }
    }
    plot.put("width", width);
    plot.put("height", height);
    plot.put("showlegend", false);
    plot.put("barmode", layout.getOrDefault("barmode", "group"));
    Picture picture = Picture.of(own, numbers, plot);
    if (picture.chart() instanceof XYChart chart) {
      chart.getStyler().setChartTitleFont(small.deriveFont(Font.BOLD, 14f));
      chart.getStyler().setAxisTickLabelsFont(small);
      chart.getStyler().setAxisTitleFont(small.deriveFont(12f));
    }
    return picture;
  }

  /** One for all panels: what has the same name is the same in each. */
  private void layOutLegend() {
    if (Boolean.FALSE.equals(layout.get("showlegend"))) {
      return;
    }
    Map<String, XYSeries> all = new LinkedHashMap<>();
    for (Picture picture : panels.values()) {
      if (picture.chart() instanceof XYChart chart) {
        for (XYSeries series : chart.getSeriesCollection()) {
          if (series.isShowInLegend()) {
            all.putIfAbsent(series.getName(), series);
          }
        }
      }
    }
    int x = width; // so that the first one begins a row
    for (XYSeries series : all.values()) {
      int length = length(series);
      if (x + length > width) {
        legend.add(new ArrayList<>());
        x = 20;
      }
      legend.get(legend.size() - 1).add(new Entry(series.getName(), series));
      x += length;
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
          Graphics2D part =
              (Graphics2D)
                  g.create(
                      (number - 1) % columns * picture.width(),
                      TITLE_HEIGHT + (number - 1) / columns * picture.height(),
                      picture.width(),
                      picture.height());
          picture.paint(part);
          part.dispose();
        });
    int y = height - (legend.size() - 1) * LEGEND_ROW - LEGEND_ROW + LEGEND_MARGIN / 2 - 6;
    for (List<Entry> row : legend) {
      paint(g, row, y);
      y += LEGEND_ROW;
    }
  }

  private void paint(Graphics2D g, List<Entry> row, int y) {
    int x = 20;
    for (Entry entry : row) {
      XYSeries series = entry.series();
      g.setColor(series.getLineColor());
      g.setStroke(series.getLineStyle());
      g.drawLine(x, y, x + SWATCH, y);
      series.getMarker().paint(g, x + SWATCH / 2.0, y, 7);
      g.setColor(Color.BLACK);
      g.setFont(legendFont);
      g.drawString(entry.name(), x + SWATCH + 8, y + 5);
      x += length(series);
    }
  }
}
