package weakrefs.figure;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
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
    all.put("line", LinePlot.create("T", TABLE, "low", "high"));
    all.put("lines by group", LinePlot.create("T", TABLE, "low", "high", "town"));
    all.put("scatter", ScatterPlot.create("T", TABLE, "low", "high"));
    all.put("scatter by group", ScatterPlot.create("T", TABLE, "low", "high", "town"));
    all.put("bar", VerticalBarPlot.create("T", TABLE, "town", "count"));
    all.put(
        "bars", VerticalBarPlot.create("T", TABLE, "town", Layout.BarMode.STACK, "low", "high"));
    all.put("sideways bar", HorizontalBarPlot.create("T", TABLE, "town", "count"));
    all.put("pareto", ParetoPlot.create("T", TABLE, "town", "count"));
    all.put("histogram", Histogram.create("T", TABLE.doubleColumn("high")));
    all.put("histogram of an array", Histogram.create("T", new double[] {1, 2, 2, 3, 9}));
    all.put("histogram 2d", Histogram2D.create("T", TABLE, "low", "high"));
    all.put("box", BoxPlot.create("T", TABLE, "town", "high"));
    all.put("violin", ViolinPlot.create("T", TABLE, "town", "high", true, true));
    all.put("pie", PiePlot.create("T", TABLE, "town", "count"));
    all.put("heatmap", Heatmap.create("T", TABLE, "town", "code"));
    all.put(
        "contour",
        new Figure(
            Layout.builder("T").build(),
            ContourTrace.builder(
                    new Object[] {1, 2}, new Object[] {1, 2}, new double[][] {{1, 2}, {3, 4}})
                .build()));
    all.put("area", AreaPlot.create("T", TABLE, "low", "high"));
    all.put("bubble", BubblePlot.create("T", TABLE, "low", "high", "size"));
    all.put("time series", TimeSeriesPlot.create("T", TABLE, "day", "high"));
    all.put("ohlc", OHLCPlot.create("T", TABLE, "day", "low", "high", "low", "high"));
    all.put("candlestick", CandlestickPlot.create("T", TABLE, "day", "low", "high", "low", "high"));
    all.put("scatter 3d", Scatter3DPlot.create("T", TABLE, "low", "high", "size"));
    all.put("qq", QQPlot.create("T", TABLE, "low", "high"));
    all.put("quantile", QuantilePlot.create("T", TABLE, "high"));
    all.put(
        "tukey",
        TukeyMeanDifferencePlot.create(
            "T", "measure", new double[] {1, 2, 3}, new double[] {2, 2, 5}));
    all.put("grid", grid());
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
