package weakrefs.figure;

import static weakrefs.figure.Json.list;
import static weakrefs.figure.Json.map;
import static weakrefs.figure.Json.number;
import static weakrefs.figure.Json.text;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.font.FontRenderContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import java.util.stream.IntStream;
import org.knowm.xchart.PieChart;
import org.knowm.xchart.PieChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.PieStyler;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.Styler.YAxisPosition;
import org.knowm.xchart.style.XYStyler;

/**
 * A converted figure as a picture: XChart draws the title, the axes and the legend, and {@link
 * Marks} draws what's between them.
 */
final class Picture {
  private static final int WIDTH = 900;
  private static final int HEIGHT = 450;
  private static final int MOST_PIXELS = 16_000_000;
  private static final int MOST_VALUES =
      200_000; // a line with half as many points takes half a second
  private static final int LONGEST = 150; // in characters, for any text

  /**
   * XChart can't place a longer label, but it doesn't give up either: it tries wider and wider gaps
   * between the ticks, for seconds. So we only give it short labels.
   */
  private static final int LONGEST_LABEL = 20;

  private static final int WIDEST_CHARACTER = 9; // pixels, more or less
  private static final int COLOR_BAR = 86; // pixels
  private static final Color GRID = new Color(0xE4E4E4);
  static final BasicStroke NO_LINE =
      new BasicStroke(0, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {0, 1e6f}, 0);

  /** From back to front, as Plotly draws them. */
  private static final List<String> LAYERS =
      List.of(
          "heatmap", "histogram2d", "bar", "histogram", "box", "ohlc", "candlestick", "scatter");

  private final Map<String, Object> layout;
  private final int width;
  private final int height;
  private final Chart<?, ?> chart;

  /** What the numbers' colors mean, or null. */
  private ColorScale colors;

  /**
   * The picture of some of a figure's traces.
   *
   * @param numbers the traces' numbers in the figure, which choose their colors
   * @throws Undrawable if it wouldn't say the same as the figure
   */
  Picture(List<Map<String, Object>> traces, List<Integer> numbers, Map<String, Object> layout) {
    Vocabulary.check(traces, layout);
    double pixels = number(layout.get("width"), WIDTH) * number(layout.get("height"), HEIGHT);
    if (pixels > MOST_PIXELS) {
      throw new Undrawable(
          "%,.0f pixels are too many for a picture: at most %,d", pixels, MOST_PIXELS);
    }
    int values =
        traces.stream()
            .flatMap(trace -> trace.values().stream())
            .mapToInt(value -> list(value).size())
            .sum();
    if (values > MOST_VALUES) {
      throw new Undrawable(
          "%,d values are too many for a picture: at most %,d", values, MOST_VALUES);
    }
    this.layout = layout;
    width = (int) number(layout.get("width"), WIDTH);
    height = (int) number(layout.get("height"), HEIGHT);
    boolean isPie = traces.size() == 1 && "pie".equals(traces.get(0).get("type"));
    chart = isPie ? pie(traces.get(0)) : plot(traces, numbers);
  }

  /** The picture of a whole figure. */
  static Picture of(List<Map<String, Object>> traces, Map<String, Object> layout) {
    return new Picture(traces, IntStream.range(0, traces.size()).boxed().toList(), layout);
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  void paint(Graphics2D g) {
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, width, height);
    int beside = colors == null ? 0 : COLOR_BAR;
    chart.paint(g, Math.max(1, width - beside), height);
    if (colors != null) {
      colorBar(g);
    }
  }

  /** The chart, for drawing its legend. */
  Chart<?, ?> chart() {
    return chart;
  }

  // ---- figures with axes ----

  private XYChart plot(List<Map<String, Object>> all, List<Integer> numbers) {
    List<Trace> traces = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      Map<String, Object> json = all.get(i);
      if ("pie".equals(json.get("type"))) {
        throw new Undrawable("a picture can't show a pie beside something else");
      }
      if (!Boolean.FALSE.equals(json.get("visible"))) {
        Trace trace = new Trace(json, numbers.get(i));
        traces.stream()
            .filter(t -> t.type().equals("scatter") && t.group() == trace.group())
            .reduce((first, second) -> second)
            .ifPresent(trace::isAfter);
        traces.add(trace);
      }
    }
    if (traces.isEmpty()) {
      throw new Undrawable("there is nothing to draw: the figure shows no trace");
    }
    Scale x = new Scale("xaxis", layout, traces.stream().<List<?>>map(Trace::onX).toList());
    Map<Integer, Scale> ys = new LinkedHashMap<>();
    for (int group : List.of(0, 1)) {
      List<Trace> mine = traces.stream().filter(t -> t.group() == group).toList();
      if (!mine.isEmpty()) {
        ys.put(
            group,
            new Scale(
                group == 0 ? "yaxis" : "yaxis2",
                layout,
                mine.stream().<List<?>>map(Trace::onY).toList()));
      }
    }
    if (ys.containsKey(1) && !"y".equals(map(layout.get("yaxis2")).get("overlaying"))) {
      throw new Undrawable("a picture can't show a yaxis2 that doesn't overlay y");
    }
    Marks marks = new Marks(Math.max(1, width), Math.max(1, height));
    Bars bars = new Bars(traces, x, ys, String.valueOf(layout.getOrDefault("barmode", "group")));
    traces.stream()
        .sorted(Comparator.comparingInt(trace -> LAYERS.indexOf(trace.type())))
        .forEach(
            trace -> {
              Marks.Pen pen = marks.on(x, ys.get(trace.group()), trace.group());
              ColorScale explained = trace.isBars() ? bars.draw(trace, pen) : trace.draw(pen);
              if (explained != null) {
                if (colors != null) {
                  throw new Undrawable("a picture can't show two scales of colors");
                }
                colors = explained;
              }
            });
    x.finish();
    ys.values().forEach(Scale::finish);
    XYChart plot =
        new XYChartBuilder()
            .width(Math.max(1, width))
            .height(Math.max(1, height))
            .title(title())
            .xAxisTitle(readable(x.title()))
            .yAxisTitle(ys.containsKey(0) ? readable(ys.get(0).title()) : "")
            .build();
    XYStyler styler = plot.getStyler();
    style(styler);
    style(styler, x, ys, marks);
    if (ys.containsKey(1)) {
      plot.setYAxisGroupTitle(1, readable(ys.get(1).title()));
    }
    Set<String> taken = new HashSet<>();
    for (Trace trace : traces) {
      XYSeries series = entry(plot, unique(readable(trace.name()), taken), x);
      series.setYAxisGroup(trace.group());
      series.setShowInLegend(trace.isInLegend());
      trace.explain(series);
    }
    showLegend(plot, traces);
    plot.addAnnotation(marks);
    return plot;
  }

  /** A series for the legend only: it has no points, because {@link Marks} draws them. */
  private static XYSeries entry(XYChart plot, String name, Scale x) {
    double[] nowhere = {Double.NaN};
    return x.kind == Scale.Kind.DATE
        ? plot.addSeries(
            name,
            List.of(new Date((long) x.min()), new Date((long) x.max())),
            List.of(Double.NaN, Double.NaN))
        : plot.addSeries(name, nowhere, nowhere);
  }

  /**
   * Shows the legend when Plotly does: for more than one trace, or if a trace or the layout asks
   * for it.
   */
  private void showLegend(XYChart plot, List<Trace> traces) {
    List<Trace> shown = traces.stream().filter(Trace::isInLegend).toList();
    boolean isVisible =
        layout.get("showlegend") instanceof Boolean says
            ? says
            : shown.size() > 1 || traces.stream().anyMatch(Trace::asksForALegend);
    XYStyler styler = plot.getStyler();
    styler.setLegendVisible(isVisible && !shown.isEmpty());
    FontRenderContext context = new FontRenderContext(null, true, false);
    double length =
        plot.getSeriesCollection().stream()
            .filter(XYSeries::isShowInLegend)
            .mapToDouble(
                s -> 50 + styler.getLegendFont().getStringBounds(s.getName(), context).getWidth())
            .sum();
    if (length > width) { // one below the other, next to the plot
      styler.setLegendPosition(LegendPosition.OutsideE);
      styler.setLegendLayout(LegendLayout.Vertical);
    }
  }

  private void style(XYStyler styler, Scale x, Map<Integer, Scale> ys, Marks marks) {
    styler.setXAxisMin(x.min());
    styler.setXAxisMax(x.max());
    styler.setXAxisLogarithmic(x.kind == Scale.Kind.LOG);
    if (x.kind == Scale.Kind.LINEAR || x.kind == Scale.Kind.CATEGORY) {
      styler.setXAxisTickLabelsFormattingFunction(x::label);
    }
    if (x.kind == Scale.Kind.DATE) {
      styler.setDatePattern(x.datePattern());
    }
    if (x.kind == Scale.Kind.CATEGORY) {
      styler.setXAxisTickMarkSpacingHint(spacing(width, x));
      int fit = width * 8 / 10 / Math.max(1, x.categoryCount()) / WIDEST_CHARACTER;
      boolean isUpright = fit < Math.min(x.longestCategory(), LONGEST_LABEL);
      if (isUpright) {
        x.shortenUpright(LONGEST_LABEL, styler.getAxisTickLabelsFont());
        styler.setXAxisLabelRotation(90);
      } else { // XChart would search a long time for room for such texts, so it gets short ones
        x.shorten(fit);
        styler.setXAxisTickLabelsFormattingFunction(x::shortLabel);
        marks.name(x, styler.getAxisTickLabelsFont(), styler.getAxisTickLabelsColor());
        styler.setXAxisTickLabelsColor(Color.WHITE);
      }
    }
    for (Map.Entry<Integer, Scale> entry : ys.entrySet()) {
      Scale y = entry.getValue();
      int group = entry.getKey();
      styler.setYAxisMin(group, y.min());
      styler.setYAxisMax(group, y.max());
      styler.setYAxisGroupPosition(
          group, group == 1 || y.isOnTheRight() ? YAxisPosition.Right : YAxisPosition.Left);
      if (y.titleColor() != null) {
        styler.setYAxisGroupTitleColor(group, y.titleColor());
      }
    }
    Scale first = ys.values().iterator().next();
    if (ys.size() > 1) { // XChart labels both axes the same way
      for (Scale y : ys.values()) {
        if (y.isReversed) {
          throw new Undrawable(
              "a picture with two y axes can't turn one round (%s.autorange or range)", y.name);
        }
        if (y.kind != Scale.Kind.LINEAR) {
          throw new Undrawable(
              "a picture with two y axes can't show %s.type = \"%s\"",
              y.name, y.kind.name().toLowerCase(Locale.ROOT));
        }
      }
      Scale second = ys.get(1);
      first = second.max() - second.min() < first.max() - first.min() ? second : first;
    }
    if (first.kind == Scale.Kind.LOG) {
      styler.setYAxisLogarithmic(true);
    } else {
      styler.setYAxisTickLabelsFormattingFunction(first::label);
    }
    if (first.kind == Scale.Kind.CATEGORY) {
      styler.setYAxisTickMarkSpacingHint(spacing(height, first));
      first.shorten(LONGEST_LABEL);
    }
  }

  /**
   * The hint that makes XChart put a tick at each category or, if there are many, at every second
   * one, and so on. If this hint were wider than the plot, XChart would draw nothing useful.
   */
  private static int spacing(int room, Scale scale) {
    return Math.max(2, (int) (.7 * room / Math.max(3, scale.categoryCount())));
  }

  // ---- pies ----

  private PieChart pie(Map<String, Object> trace) {
    List<?> values = list(trace.get("values"));
    List<?> labels = list(trace.get("labels"));
    Map<String, Double> slices = new LinkedHashMap<>(); // one slice per label
    for (int i = 0; i < values.size(); i++) {
      double value = number(values.get(i));
      if (value < 0) {
        throw new Undrawable("a pie can't show a number below 0");
      }
      if (value > 0) {
        slices.merge(i < labels.size() ? "" + labels.get(i) : "" + i, value, Double::sum);
      }
    }
    double sum = slices.values().stream().mapToDouble(v -> v).sum();
    if (!(sum > 1e-9 && sum < 1e15)) {
      throw new Undrawable("there is nothing to draw: a pie needs numbers above 0");
    }
    PieChart chart =
        new PieChartBuilder()
            .width(Math.max(1, width))
            .height(Math.max(1, height))
            .title(title())
            .build();
    style(chart.getStyler());
    PieStyler styler = chart.getStyler();
    styler.setLegendVisible(!Boolean.FALSE.equals(layout.get("showlegend")));
    // XChart's own percentages depend on the machine's language.
    styler.setCustomSeriesLabelFunction(
        slice -> Scale.written(100 * slice.getValue().doubleValue() / sum, 9) + "%");
    Set<String> taken = new HashSet<>();
    List<Map.Entry<String, Double>> sorted = new ArrayList<>(slices.entrySet());
    sorted.sort(Map.Entry.<String, Double>comparingByValue().reversed()); // as Plotly does
    for (int i = 0; i < sorted.size(); i++) {
      chart
          .addSeries(unique(readable(sorted.get(i).getKey()), taken), sorted.get(i).getValue())
          .setFillColor(Trace.houseColor(i));
    }
    return chart;
  }

  // ---- looks ----

  private void style(Styler styler) {
    Font text = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
    styler.setLocale(Locale.US);
    styler.setChartBackgroundColor(Color.WHITE);
    styler.setPlotBackgroundColor(Color.WHITE);
    styler.setPlotBorderVisible(false);
    styler.setPlotContentSize(.97);
    styler.setChartTitleFont(fitting(title(), text.deriveFont(Font.BOLD, 17f)));
    styler.setChartTitleBoxVisible(false);
    styler.setLegendFont(text);
    styler.setLegendPosition(LegendPosition.OutsideS);
    styler.setLegendLayout(LegendLayout.Horizontal);
    styler.setLegendBorderColor(Color.WHITE);
    styler.setLegendSeriesLineLength(28);
    styler.setMarkerSize(7);
    if (styler instanceof XYStyler axes) {
      axes.setPlotGridLinesColor(GRID);
      axes.setPlotGridLinesStroke(new BasicStroke(1));
      axes.setPlotMargin(0);
      axes.setAxisTitleFont(text.deriveFont(14f));
      axes.setAxisTickLabelsFont(text);
      axes.setXAxisDecimalPattern("#,##0.###");
      axes.setYAxisDecimalPattern("#,##0.###");
      axes.setTimezone(TimeZone.getTimeZone("UTC"));
    }
  }

  /**
   * Draws the bar that shows which color means which number, from the smallest at the bottom to the
   * largest at the top.
   */
  private void colorBar(Graphics2D g) {
    int top = 60;
    int bottom = Math.max(top + 1, height - 70);
    int left = width - COLOR_BAR + 6;
    for (int y = top; y < bottom; y++) {
      double part = (double) (bottom - 1 - y) / Math.max(1, bottom - 1 - top);
      g.setColor(colors.at(colors.least() + part * (colors.largest() - colors.least())));
      g.fillRect(left, y, 18, 1);
    }
    g.setColor(Color.DARK_GRAY);
    g.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
    for (double part : new double[] {0, .5, 1}) {
      double number = colors.least() + part * (colors.largest() - colors.least());
      g.drawString(
          Scale.written(number, colors.largest() - colors.least()),
          left + 22,
          (int) (bottom - part * (bottom - top)) + 4);
    }
  }

  /** A smaller font if the title would be too wide; XChart centers it above the plot. */
  private Font fitting(String title, Font font) {
    double wide = font.getStringBounds(title, new FontRenderContext(null, true, false)).getWidth();
    double room = Math.max(1, width - 90);
    return wide <= room ? font : font.deriveFont((float) Math.max(9, font.getSize() * room / wide));
  }

  private String title() {
    return readable(text(layout.get("title")));
  }

  private static String readable(Object text) {
    return "".equals(text) ? "" : Scale.readable(text, LONGEST);
  }

  /** XChart wants a different name for each series. */
  private static String unique(String name, Set<String> taken) {
    String free = name.isEmpty() ? " " : name; // XChart doesn't accept an empty one
    while (!taken.add(free)) {
      free += " ";
    }
    return free;
  }
}
