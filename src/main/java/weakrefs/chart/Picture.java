package weakrefs.chart;

import static weakrefs.chart.PlotlyJson.map;
import static weakrefs.chart.PlotlyJson.text;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Date;
import java.util.DoubleSummaryStatistics;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TimeZone;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.CategorySeries;
import org.knowm.xchart.HorizontalBarChart;
import org.knowm.xchart.HorizontalBarChartBuilder;
import org.knowm.xchart.HorizontalBarSeries;
import org.knowm.xchart.PieChart;
import org.knowm.xchart.PieChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.PieStyler.LabelType;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** One converted figure, drawn by XChart. */
final class Picture {
  private static final int WIDTH = 900;
  private static final int HEIGHT = 450;
  private static final int MOST_BINS = 10_000;
  private static final int LONGEST = 150; // in characters, of any text
  private static final Color GRID = new Color(0xE4E4E4);
  private static final BasicStroke NO_LINE =
      new BasicStroke(0, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {0, 1e6f}, 0);

  private final List<Map<String, Object>> traces;
  private final Map<String, Object> layout;
  private final Set<String> taken = new HashSet<>();

  private Picture(List<Map<String, Object>> traces, Map<String, Object> layout) {
    this.traces = traces;
    this.layout = layout;
  }

  /** The chart, or nothing if XChart has no such kind, or would draw it otherwise than Plotly. */
  static Optional<Chart<?, ?>> of(List<Map<String, Object>> traces, Map<String, Object> layout) {
    Picture picture = new Picture(traces, layout);
    Set<Object> types = traces.stream().map(t -> t.get("type")).collect(Collectors.toSet());
    boolean onePlot =
        layout.get("grid") == null && traces.stream().allMatch(Picture::isOnFirstAxes);
    boolean hasEnds = picture.hasEnds("xaxis") && picture.hasEnds("yaxis");
    if (types.size() != 1 || !onePlot || !hasEnds) {
      return Optional.empty();
    }
    return switch (String.valueOf(types.iterator().next())) {
      case "scatter" -> picture.lines();
      case "bar" -> picture.bars();
      case "histogram" -> picture.histogram();
      case "pie" -> picture.pie();
      default -> Optional.empty();
    };
  }

  private static boolean isOnFirstAxes(Map<String, Object> trace) {
    return "x".equals(trace.getOrDefault("xaxis", "x"))
        && "y".equals(trace.getOrDefault("yaxis", "y"));
  }

  // ---- kinds ----

  private Optional<Chart<?, ?>> lines() {
    XYChart chart =
        new XYChartBuilder()
            .width(width())
            .height(height())
            .title(title())
            .xAxisTitle(axisTitle("xaxis"))
            .yAxisTitle(axisTitle("yaxis"))
            .build();
    style(chart.getStyler());
    for (int i = 0; i < traces.size(); i++) {
      Map<String, Object> trace = traces.get(i);
      if (trace.containsKey("fill") || trace.containsKey("open")) {
        return Optional.empty();
      }
      List<?> x = positions(list(trace, "x"));
      List<Double> y = numbers(list(trace, "y"));
      if (x == null || y == null || map(trace.get("marker")).get("size") instanceof List) {
        return Optional.empty();
      }
      if (isLogarithmic("xaxis") || isLogarithmic("yaxis")) {
        List<Integer> shown = shownOnLogarithmicAxes(x, y);
        x = shown.stream().map(x::get).toList();
        y = shown.stream().map(y::get).toList();
      }
      if (!fitOnAnAxis(x) || !fitOnAnAxis(y)) {
        return Optional.empty();
      }
      if ("hv".equals(map(trace.get("line")).get("shape"))) {
        List<Object> cornersX = new ArrayList<>();
        List<Double> cornersY = new ArrayList<>();
        steps(x, y, cornersX, cornersY);
        x = cornersX;
        y = cornersY;
      }
      if (x.isEmpty()) {
        return Optional.empty();
      }
      style(chart.addSeries(unique(name(i)), x, y), trace, i);
    }
    return Optional.of(chart);
  }

  /** As Plotly does: a number that has no logarithm isn't there. */
  private List<Integer> shownOnLogarithmicAxes(List<?> x, List<Double> y) {
    return IntStream.range(0, Math.min(x.size(), y.size()))
        .filter(k -> !isLogarithmic("xaxis") || number(x.get(k), 1) > 0)
        .filter(k -> !isLogarithmic("yaxis") || !(y.get(k) <= 0))
        .boxed()
        .toList();
  }

  /** Plotly's {@code hv}: across to the next x, then up or down; a gap stays a gap. */
  private static void steps(
      List<?> x, List<Double> y, List<Object> cornersX, List<Double> cornersY) {
    for (int k = 0; k < x.size(); k++) {
      if (k > 0 && !y.get(k - 1).isNaN()) {
        cornersX.add(x.get(k));
        cornersY.add(y.get(k - 1));
      }
      cornersX.add(x.get(k));
      cornersY.add(y.get(k));
    }
  }

  private Optional<Chart<?, ?>> bars() {
    boolean sideways = traces.stream().anyMatch(t -> "h".equals(t.get("orientation")));
    Set<Object> categories = new LinkedHashSet<>();
    List<Map<Object, Double>> values = new ArrayList<>();
    for (Map<String, Object> trace : traces) {
      List<?> at = list(trace, sideways ? "y" : "x");
      List<Double> numbers = numbers(list(trace, sideways ? "x" : "y"));
      if (numbers == null) {
        return Optional.empty();
      }
      Map<Object, Double> byCategory = new HashMap<>();
      for (int k = 0; k < Math.min(at.size(), numbers.size()); k++) {
        categories.add(String.valueOf(at.get(k)));
        // Plotly puts bars of one category on top of each other, so that none is hidden.
        byCategory.merge(String.valueOf(at.get(k)), numbers.get(k), Double::sum);
      }
      values.add(byCategory);
    }
    List<Double> heights =
        values.stream().flatMap(byCategory -> byCategory.values().stream()).toList();
    if (categories.isEmpty()
        || sideways && traces.size() > 1
        || isLogarithmic("xaxis")
        || isLogarithmic("yaxis") && heights.stream().anyMatch(height -> height <= 0)
        || !fitOnAnAxis(heights)) {
      return Optional.empty();
    }
    List<Object> order = new ArrayList<>(categories);
    if (sideways) {
      return Optional.of(sidewaysBars(order, values.get(0)));
    }
    CategoryChart chart = categoryChart();
    chart.getStyler().setStacked("stack".equals(layout.get("barmode")));
    chart.getStyler().setOverlapped("overlay".equals(layout.get("barmode")));
    for (int i = 0; i < values.size(); i++) {
      Map<Object, Double> byCategory = values.get(i);
      CategorySeries series =
          chart.addSeries(
              unique(name(i)),
              labels(order),
              order.stream().map(c -> byCategory.getOrDefault(c, 0.0)).toList());
      series.setFillColor(colour(traces.get(i), i));
    }
    return Optional.of(chart);
  }

  private HorizontalBarChart sidewaysBars(List<Object> order, Map<Object, Double> values) {
    HorizontalBarChart chart =
        new HorizontalBarChartBuilder()
            .width(width())
            .height(height())
            .title(title())
            .xAxisTitle(axisTitle("xaxis"))
            .yAxisTitle(axisTitle("yaxis"))
            .build();
    style(chart.getStyler());
    HorizontalBarSeries series =
        chart.addSeries(name(0), order.stream().map(values::get).toList(), labels(order));
    series.setFillColor(colour(traces.get(0), 0));
    return chart;
  }

  private Optional<Chart<?, ?>> histogram() {
    CategoryChart chart = categoryChart();
    chart.getStyler().setAvailableSpaceFill(.99);
    Map<String, Object> trace = traces.get(0);
    List<Double> values = numbers(list(trace, "x"));
    Map<String, Object> bins = map(trace.get("xbins"));
    if (traces.size() != 1
        || values == null
        || bins.isEmpty()
        || !"".equals(trace.getOrDefault("histnorm", ""))
        || !"count".equals(trace.getOrDefault("histfunc", "count"))) {
      return Optional.empty();
    }
    double start = number(bins.get("start"), 0.0);
    double size = number(bins.get("size"), 1.0);
    double end = number(bins.get("end"), 0.0);
    long count = Math.round((end - start) / size);
    if (isLogarithmic("xaxis") || isLogarithmic("yaxis") || count < 1 || count > MOST_BINS) {
      return Optional.empty();
    }
    double[] heights = new double[(int) count];
    for (double value : values) {
      if (start <= value && value <= end) { // Plotly counts no other
        heights[(int) Math.min(count - 1, Math.floor((value - start) / size))]++;
      }
    }
    List<String> middles = new ArrayList<>();
    List<Double> counted = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      middles.add("%s".formatted((float) (start + (k + .5) * size)));
      counted.add(heights[k]);
    }
    chart.addSeries(name(0), middles, counted).setFillColor(colour(trace, 0));
    return Optional.of(chart);
  }

  private Optional<Chart<?, ?>> pie() {
    List<Double> values = numbers(list(traces.get(0), "values"));
    List<?> labels = list(traces.get(0), "labels");
    if (traces.size() != 1
        || values == null
        || labels.size() < values.size()
        || !fitOnAnAxis(values)
        || values.stream().noneMatch(value -> value > 0)
        || values.stream().anyMatch(value -> value < 0)) {
      return Optional.empty();
    }
    PieChart chart = new PieChartBuilder().width(width()).height(height()).title(title()).build();
    style(chart.getStyler());
    chart.getStyler().setLegendVisible(true);
    chart.getStyler().setLabelType(LabelType.Percentage);
    for (int i = 0; i < values.size(); i++) {
      if (!Double.isNaN(values.get(i))) {
        chart
            .addSeries(unique(readable(labels.get(i))), values.get(i))
            .setFillColor(colour(Map.of(), i));
      }
    }
    return Optional.of(chart);
  }

  private CategoryChart categoryChart() {
    CategoryChart chart =
        new CategoryChartBuilder()
            .width(width())
            .height(height())
            .title(title())
            .xAxisTitle(axisTitle("xaxis"))
            .yAxisTitle(axisTitle("yaxis"))
            .build();
    style(chart.getStyler());
    chart.getStyler().setXAxisMaxLabelCount(20);
    return chart;
  }

  // ---- looks ----

  private void style(Styler styler) {
    Font text = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
    styler.setChartBackgroundColor(Color.WHITE);
    styler.setPlotBackgroundColor(Color.WHITE);
    styler.setPlotBorderVisible(false);
    styler.setPlotContentSize(.97);
    styler.setChartTitleFont(text.deriveFont(Font.BOLD, 17f));
    styler.setChartTitleBoxVisible(false);
    styler.setLegendVisible(traces.size() > 1 && !Boolean.FALSE.equals(layout.get("showlegend")));
    styler.setLegendFont(text);
    styler.setLegendPosition(LegendPosition.OutsideS);
    styler.setLegendLayout(LegendLayout.Horizontal);
    styler.setLegendBorderColor(Color.WHITE);
    styler.setLegendSeriesLineLength(28);
    styler.setMarkerSize(7);
    if (styler instanceof AxesChartStyler axes) {
      axes.setPlotGridLinesColor(GRID);
      axes.setPlotGridLinesStroke(new BasicStroke(1));
      axes.setPlotMargin(0);
      axes.setAxisTitleFont(text.deriveFont(14f));
      axes.setAxisTickLabelsFont(text);
      axes.setXAxisDecimalPattern("#,##0.###");
      axes.setYAxisDecimalPattern("#,##0.###");
      axes.setTimezone(TimeZone.getTimeZone("UTC"));
      axes.setXAxisLogarithmic(isLogarithmic("xaxis"));
      axes.setYAxisLogarithmic(isLogarithmic("yaxis"));
      ends("xaxis", axes::setXAxisMin, axes::setXAxisMax);
      ends("yaxis", axes::setYAxisMin, axes::setYAxisMax);
    }
  }

  /**
   * Where an axis begins and ends, if the figure says so; on a logarithmic one Plotly gives the
   * power of ten.
   */
  private void ends(String axis, Consumer<Double> setMin, Consumer<Double> setMax) {
    List<Double> range = range(axis);
    if (!range.isEmpty()) {
      setMin.accept(range.get(0));
      setMax.accept(range.get(1));
    }
  }

  private List<Double> range(String axis) {
    List<Double> range = numbers(list(map(layout.get(axis)), "range"));
    if (range == null || range.size() != 2) {
      return List.of();
    }
    return isLogarithmic(axis) ? range.stream().map(power -> Math.pow(10, power)).toList() : range;
  }

  private boolean isLogarithmic(String axis) {
    return "log".equals(map(layout.get(axis)).get("type"));
  }

  /** XChart draws no axis that goes backwards, and none that begins or ends nowhere. */
  private boolean hasEnds(String axis) {
    List<Double> range = range(axis);
    return range.isEmpty() || range.get(0) < range.get(1) && fitOnAnAxis(range);
  }

  /**
   * Whether XChart finds places for ticks: where numbers are huge, tiny or all but equal, its
   * search has no end. Dates always fit.
   */
  private static boolean fitOnAnAxis(List<?> values) {
    DoubleSummaryStatistics known =
        values.stream()
            .mapToDouble(value -> number(value, Double.NaN))
            .filter(value -> !Double.isNaN(value))
            .summaryStatistics();
    double largest = Math.max(Math.abs(known.getMin()), Math.abs(known.getMax()));
    double apart = known.getMax() - known.getMin();
    return known.getCount() == 0
        || largest == 0
        || largest < 1e15 && largest > 1e-9 && (apart == 0 || apart > 1e-9 * largest);
  }

  private static void style(XYSeries series, Map<String, Object> trace, int i) {
    Map<String, Object> line = map(trace.get("line"));
    String mode = String.valueOf(trace.getOrDefault("mode", "lines"));
    series.setLineColor(colour(trace, i));
    series.setMarkerColor(colour(trace, i));
    series.setMarker(mode.contains("markers") ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
    series.setLineStyle(
        mode.contains("lines")
            ? stroke(number(line.get("width"), 2.0), line.get("dash"))
            : NO_LINE);
  }

  private static BasicStroke stroke(double width, Object dash) {
    float w = (float) width;
    float[] pattern =
        switch (String.valueOf(dash)) {
          case "dot" -> new float[] {w, 2 * w};
          case "dash" -> new float[] {4 * w, 3 * w};
          case "longdash" -> new float[] {8 * w, 3 * w};
          case "dashdot" -> new float[] {4 * w, 2 * w, w, 2 * w};
          default -> null;
        };
    return new BasicStroke(w, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, pattern, 0);
  }

  private static Color colour(Map<String, Object> trace, int i) {
    Object chosen =
        map(trace.get("line")).getOrDefault("color", map(trace.get("marker")).get("color"));
    String text = String.valueOf(chosen);
    return Color.decode(
        text.matches("#[0-9a-fA-F]{6}")
            ? text
            : PlotlyJson.COLOURS.get(i % PlotlyJson.COLOURS.size()));
  }

  // ---- values ----

  private String title() {
    return readable(text(layout.get("title")));
  }

  private String axisTitle(String axis) {
    return readable(text(map(layout.get(axis)).get("title")));
  }

  private String name(int i) {
    return readable(traces.get(i).getOrDefault("name", "trace " + i));
  }

  /** XChart measures a text that is too long for its place once for each character too many. */
  private static String readable(Object value) {
    String text = String.valueOf(value);
    return text.codePointCount(0, text.length()) <= LONGEST
        ? text
        : text.substring(0, text.offsetByCodePoints(0, LONGEST - 1)) + "…";
  }

  private static List<Object> labels(List<Object> categories) {
    Set<String> taken = new HashSet<>();
    return categories.stream().<Object>map(c -> unique(readable(c), taken)).toList();
  }

  /** XChart wants a name of its own for each series. */
  private String unique(String name) {
    return unique(name, taken);
  }

  private static String unique(String name, Set<String> taken) {
    String free = name.isEmpty() ? " " : name; // XChart wants one
    while (!taken.add(free)) {
      free += " ";
    }
    return free;
  }

  private int width() {
    return (int) number(layout.get("width"), WIDTH);
  }

  private int height() {
    return (int) number(layout.get("height"), HEIGHT);
  }

  private static double number(Object value, double otherwise) {
    return value instanceof Number number ? number.doubleValue() : otherwise;
  }

  private static List<?> list(Map<String, Object> trace, String key) {
    return trace.get(key) instanceof List<?> list ? list : List.of();
  }

  /** Missing ones are NaN; null if there is something else than numbers. */
  private static List<Double> numbers(List<?> list) {
    return list.stream().allMatch(v -> v == null || v instanceof Number)
        ? list.stream().map(v -> number(v, Double.NaN)).toList()
        : null;
  }

  /** Numbers or dates; null if there is something else, or one is missing. */
  private static List<?> positions(List<?> list) {
    if (list.stream().allMatch(Number.class::isInstance)) {
      return list;
    }
    List<Date> dates = new ArrayList<>();
    for (Object value : list) {
      try {
        String text = String.valueOf(value);
        LocalDateTime time =
            text.length() == 10 ? LocalDate.parse(text).atStartOfDay() : LocalDateTime.parse(text);
        dates.add(Date.from(time.toInstant(ZoneOffset.UTC)));
      } catch (DateTimeParseException e) {
        return null;
      }
    }
    return dates;
  }
}
