package weakrefs.chart;

import java.util.Arrays;
import tech.tablesaw.plotly.components.Line;
import tech.tablesaw.plotly.traces.ScatterTrace;
import tech.tablesaw.plotly.traces.Trace;

/** Garbage collections in a chart: a grey dashed line for each. */
final class CollectionMarks {
  private static final String GREY = "#888888";

  private CollectionMarks() {}

  /** One trace for all, with gaps, so that the legend names them once. */
  static Trace at(double[] places, double top) {
    double[] x = new double[3 * places.length];
    double[] y = new double[3 * places.length];
    for (int i = 0; i < places.length; i++) {
      Arrays.fill(x, 3 * i, 3 * i + 3, places[i]);
      y[3 * i + 1] = top;
      y[3 * i + 2] = Double.NaN;
    }
    return ScatterTrace.builder(x, y)
        .mode(ScatterTrace.Mode.LINE)
        .name("end of a collection")
        .line(Line.builder().color(GREY).width(1.2).dash(Line.Dash.DASH).build())
        .build();
  }
}
