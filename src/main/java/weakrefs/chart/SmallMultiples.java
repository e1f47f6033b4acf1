package weakrefs.chart;

import static java.util.stream.Collectors.joining;
import static weakrefs.chart.HouseStyle.inEnglish;
import static weakrefs.gc.WhyNull.notNull;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Axis;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.traces.Trace;
import weakrefs.figure.RenderedFigure;

/**
 * The chart of several timelines: a small panel for each, in rows of three, all with the same axes,
 * so that you can compare them at a glance.
 *
 * <p>Tablesaw has no panels, so its figure has all lines in one plot. The panels for Plotly and for
 * the picture are made from that.
 */
final class SmallMultiples {
  private static final String X = "Time (ms)";
  private static final String Y = "Entries";
  private static final int COLUMNS = 3;
  private static final int ROW_HEIGHT = 235;
  private static final int ABOVE_AND_BELOW = 100;

  private final Map<String, CacheSizes> panels = new LinkedHashMap<>();
  private final double end;
  private final double top;

  SmallMultiples(Map<String, Table> histories) {
    notNull(histories, "there are no histories to show: the map is null");
    if (histories.isEmpty()) {
      throw new IllegalArgumentException("small multiples need one history or more, not none");
    }
    histories.forEach((name, history) -> panels.put(name, new CacheSizes(history, false)));
    end = panels.values().stream().mapToDouble(CacheSizes::end).max().orElse(0);
    top = 1.05 * Math.max(1, panels.values().stream().mapToInt(CacheSizes::most).max().orElse(0));
  }

  private int rows() {
    return (panels.size() + COLUMNS - 1) / COLUMNS;
  }

  Figure figure() {
    List<Trace> traces = new ArrayList<>();
    panels.values().forEach(panel -> traces.addAll(panel.simpleTraces(top)));
    Layout layout =
        Layout.builder(finding())
            .width(HouseStyle.WIDTH)
            .height(rows() * ROW_HEIGHT + ABOVE_AND_BELOW)
            .xAxis(axis(X, end))
            .yAxis(axis(Y, top))
            .build();
    return new Figure(layout, traces.toArray(new Trace[0]));
  }

  private static Axis axis(String title, double end) {
    return Axis.builder().title(title).range(0, end).build();
  }

  /** The figure, with separate axes for each history's lines. */
  RenderedFigure rendered() {
    Map<String, Object> plotly = RenderedFigure.of(figure()).plotly();
    Map<String, Object> layout = map(plotly.get("layout"));
    List<?> data = (List<?>) plotly.get("data");
    List<Object> names = new ArrayList<>();
    int next = 0;
    int panel = 0;
    for (Map.Entry<String, CacheSizes> entry : panels.entrySet()) {
      panel++;
      String number = panel == 1 ? "" : "" + panel;
      for (int i = entry.getValue().simpleTraces(top).size(); i > 0; i--) {
        Map<String, Object> trace = map(data.get(next++));
        trace.put("xaxis", "x" + number);
        trace.put("yaxis", "y" + number);
        trace.put("legendgroup", trace.get("name"));
        trace.put("showlegend", panel == 1);
      }
      layout.put("xaxis" + number, jsonAxis(X, end));
      layout.put("yaxis" + number, jsonAxis(Y, top));
      names.add(heading(entry.getKey(), number));
    }
    Map<String, Object> grid = new LinkedHashMap<>();
    grid.put("rows", rows());
    grid.put("columns", Math.min(COLUMNS, panels.size()));
    grid.put("pattern", "independent");
    grid.put("xgap", .22);
    grid.put("ygap", .45);
    layout.put("grid", grid);
    layout.put("annotations", names);
    layout.put("legend", Map.of("orientation", "h", "x", 0, "y", -.15));
    return RenderedFigure.ofPlotly(plotly);
  }

  private static Map<String, Object> jsonAxis(String title, double end) {
    Map<String, Object> axis = new LinkedHashMap<>();
    axis.put("title", Map.of("text", title, "font", Map.of("size", 12)));
    axis.put("range", List.of(0, end));
    axis.put("tickfont", Map.of("size", 11));
    return axis;
  }

  /** A heading, centered above its panel. */
  private static Map<String, Object> heading(String text, String number) {
    Map<String, Object> heading = new LinkedHashMap<>();
    heading.put("text", text);
    heading.put("xref", "x" + number + " domain");
    heading.put("yref", "y" + number + " domain");
    heading.put("x", .5);
    heading.put("y", 1);
    heading.put("xanchor", "center");
    heading.put("yanchor", "bottom");
    heading.put("showarrow", false);
    heading.put("font", Map.of("size", 14));
    return heading;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object json) {
    return (Map<String, Object>) json;
  }

  private String finding() {
    return "Most entries held: "
        + panels.entrySet().stream()
            .map(e -> inEnglish("%s %,d", e.getKey(), e.getValue().most()))
            .collect(joining(", "));
  }

  String caption() {
    return panels.entrySet().stream()
        .map(
            e ->
                inEnglish(
                    "%s: %s in %,.0f ms, at most %,d entries, %,d at the end.",
                    e.getKey(),
                    e.getValue().countOfCollections(),
                    e.getValue().end(),
                    e.getValue().most(),
                    e.getValue().last()))
        .collect(joining(" "));
  }
}
