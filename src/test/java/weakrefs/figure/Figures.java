package weakrefs.figure;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.api.AreaPlot;
import tech.tablesaw.plotly.api.BoxPlot;
import tech.tablesaw.plotly.api.BubblePlot;
import tech.tablesaw.plotly.api.CandlestickPlot;
import tech.tablesaw.plotly.api.Heatmap;
import tech.tablesaw.plotly.api.Histogram;
import tech.tablesaw.plotly.api.Histogram2D;
import tech.tablesaw.plotly.api.HorizontalBarPlot;
import tech.tablesaw.plotly.api.LinePlot;
import tech.tablesaw.plotly.api.OHLCPlot;
import tech.tablesaw.plotly.api.ParetoPlot;
import tech.tablesaw.plotly.api.PiePlot;
import tech.tablesaw.plotly.api.QQPlot;
import tech.tablesaw.plotly.api.QuantilePlot;
import tech.tablesaw.plotly.api.Scatter3DPlot;
import tech.tablesaw.plotly.api.ScatterPlot;
import tech.tablesaw.plotly.api.TimeSeriesPlot;
import tech.tablesaw.plotly.api.TukeyMeanDifferencePlot;
import tech.tablesaw.plotly.api.VerticalBarPlot;
import tech.tablesaw.plotly.api.ViolinPlot;
import tech.tablesaw.plotly.components.Axis;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Grid;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.traces.ContourTrace;
import tech.tablesaw.plotly.traces.ScatterTrace;

/** One figure of every kind that Tablesaw makes. */
final class Figures {
  static final Table TABLE =
      Table.create(
          "facts",
          DateColumn.create(
              "day",
              LocalDate.of(2026, 1, 1),
              LocalDate.of(2026, 1, 2),
              LocalDate.of(2026, 1, 3),
              LocalDate.of(2026, 1, 4)),
          StringColumn.create("town", "Aix", "Bonn", "Aix", "Cork"),
          StringColumn.create("code", "007", "08", "007", "1"),
          IntColumn.create("count", 3, 1, 4, 2),
          DoubleColumn.create("low", 1.5, 2.5, 0.5, 3.5),
          DoubleColumn.create("high", 5.5, 4.5, 6.5, 7.5),
          DoubleColumn.create("size", 10, 20, 30, 40));

  private Figures() {}

  static Map<String, Figure> all() {
    Map<String, Figure> all = new LinkedHashMap<>();
    kinds("T", TABLE, "day", "town", "code", "count", "low", "high", "size", "low")
        .forEach((kind, figure) -> all.put(kind, figure.get()));
    all.put("histogram of an array", Histogram.create("T", new double[] {1, 2, 2, 3, 9}));
    all.put(
        "contour",
        new Figure(
            Layout.builder("T").build(),
            ContourTrace.builder(
                    new Object[] {1, 2}, new Object[] {1, 2}, new double[][] {{1, 2}, {3, 4}})
                .build()));
    all.put("grid", grid());
    return all;
  }

  /** Each of Tablesaw's plots, of a table's columns: a day, two texts, a count, four numbers. */
  static Map<String, Supplier<Figure>> kinds(
      String title,
      Table t,
      String day,
      String name,
      String more,
      String count,
      String a,
      String b,
      String c,
      String d) {
    Map<String, Supplier<Figure>> all = new LinkedHashMap<>();
    all.put("line", () -> LinePlot.create(title, t, a, b));
    all.put("lines by group", () -> LinePlot.create(title, t, a, b, name));
    all.put("scatter", () -> ScatterPlot.create(title, t, a, b));
    all.put("scatter by group", () -> ScatterPlot.create(title, t, a, b, more));
    all.put("bar", () -> VerticalBarPlot.create(title, t, name, count));
    all.put("bars", () -> VerticalBarPlot.create(title, t, more, Layout.BarMode.STACK, a, count));
    all.put("sideways bar", () -> HorizontalBarPlot.create(title, t, name, count));
    all.put("pareto", () -> ParetoPlot.create(title, t, name, count));
    all.put("histogram", () -> Histogram.create(title, t.doubleColumn(b)));
    all.put("histogram 2d", () -> Histogram2D.create(title, t, a, b));
    all.put("box", () -> BoxPlot.create(title, t, name, b));
    all.put("violin", () -> ViolinPlot.create(title, t, name, b, true, true));
    all.put("pie", () -> PiePlot.create(title, t, name, count));
    all.put("heatmap", () -> Heatmap.create(title, t, name, more));
    all.put("area", () -> AreaPlot.create(title, t, a, b));
    all.put("bubble", () -> BubblePlot.create(title, t, a, b, c));
    all.put("time series", () -> TimeSeriesPlot.create(title, t, day, b));
    all.put("time series by group", () -> TimeSeriesPlot.create(title, t, day, b, name));
    all.put("ohlc", () -> OHLCPlot.create(title, t, day, a, b, c, d));
    all.put("candlestick", () -> CandlestickPlot.create(title, t, day, a, b, c, d));
    all.put("scatter 3d", () -> Scatter3DPlot.create(title, t, a, b, c));
    all.put("qq", () -> QQPlot.create(title, t, a, b));
    all.put("quantile", () -> QuantilePlot.create(title, t, a));
    double[] before = t.doubleColumn(a).asDoubleArray();
    double[] after = t.doubleColumn(b).asDoubleArray();
    all.put("tukey", () -> TukeyMeanDifferencePlot.create(title, name, before, after));
    return all;
  }

  private static Figure grid() {
    Layout layout =
        Layout.builder("T")
            .grid(Grid.builder().rows(1).columns(2).pattern(Grid.Pattern.INDEPENDENT).build())
            .build();
    return new Figure(
        layout,
        ScatterTrace.builder(new double[] {1, 2}, new double[] {3, 4}).build(),
        ScatterTrace.builder(new double[] {1, 2}, new double[] {3, 4}).xAxis("x2").build());
  }

  static Figure titled(String title, String x, String y, String name) {
    Layout layout =
        Layout.builder(title)
            .xAxis(Axis.builder().title(x).build())
            .yAxis(Axis.builder().title(y).build())
            .build();
    return new Figure(
        layout,
        ScatterTrace.builder(new double[] {1, 2}, new double[] {3, Double.NaN}).name(name).build());
  }
}
