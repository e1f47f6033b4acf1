package weakrefs.chart;

import static weakrefs.figure.RenderedFigure.COLORS;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import tech.tablesaw.plotly.components.Axis;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.components.Line;
import tech.tablesaw.plotly.traces.ScatterTrace;
import tech.tablesaw.plotly.traces.Trace;

/**
 * What this course's charts have in common: their size, their colors, a title that says what you
 * see, and axes with units.
 *
 * <pre>{@code
 * Line line = HouseStyle.stroke(HouseStyle.BLUE).build();
 * new Figure(
 *     HouseStyle.layout("“weak” holds 5", "Time (ms)", "Entries in the cache"),
 *     HouseStyle.line("weak", times, sizes, line).build())
 * }</pre>
 */
public final class HouseStyle {
  /** In pixels, so that a chart fits next to a notebook's prompt. */
  public static final int WIDTH = 760;

  /** In pixels. */
  public static final int HEIGHT = 420;

  public static final String BLUE = COLORS.get(0);

  /** For what goes wrong, which comes first when a chart shows several things. */
  public static final String VERMILION = COLORS.get(1);

  public static final String GREEN = COLORS.get(2);
  public static final String PINK = COLORS.get(3);
  public static final String ORANGE = COLORS.get(4);
  public static final String SKY_BLUE = COLORS.get(5);
  public static final String GRAY = "#888888";

  private static final List<String> IN_ORDER =
      List.of(VERMILION, BLUE, GREEN, PINK, ORANGE, SKY_BLUE);

  private HouseStyle() {}

  /** The color of one of several things, counted from 0; after six, the colors repeat. */
  public static String color(int number) {
    return IN_ORDER.get(number % IN_ORDER.size());
  }

  /** The title says what you see, and the axes name their units: {@code Time (ms)}. */
  public static Layout layout(String finding, String x, String y) {
    return layout(finding, Axis.builder().title(x).build(), Axis.builder().title(y).build());
  }

  /** The same, with axes that have more than a title. */
  public static Layout layout(String finding, Axis x, Axis y) {
    return Layout.builder(finding).width(WIDTH).height(HEIGHT).xAxis(x).yAxis(y).build();
  }

  /** An axis where each step is ten times the one before, between two powers of ten. */
  public static Axis tenfold(String title, double from, double to) {
    return Axis.builder().title(title).type(Axis.Type.LOG).range(from, to).build();
  }

  /**
   * A chart of these traces, with a title that says what you see and a caption with the numbers.
   */
  static Chart chart(String finding, String x, String y, List<Trace> traces, String caption) {
    return Chart.of(new Figure(layout(finding, x, y), traces.toArray(new Trace[0])), caption);
  }

  /** How a line is drawn, thick enough to recognize its color. */
  public static Line.LineBuilder stroke(String color) {
    return Line.builder().color(color).width(2.5);
  }

  /** A line from point to point. */
  public static ScatterTrace.ScatterBuilder line(String name, double[] x, double[] y, Line stroke) {
    return ScatterTrace.builder(x, y).mode(ScatterTrace.Mode.LINE).name(name).line(stroke);
  }

  /** A line that keeps its value until the next point. */
  static Trace steps(String name, double[] x, double[] y, Line.LineBuilder stroke) {
    return line(name, x, y, stroke.shape(Line.Shape.HV).build()).build();
  }

  /**
   * Garbage collections: one trace for all of them, with gaps, so that the legend names them once.
   */
  static Trace collections(double[] places, double top) {
    double[] x = new double[3 * places.length];
    double[] y = new double[3 * places.length];
    for (int i = 0; i < places.length; i++) {
      Arrays.fill(x, 3 * i, 3 * i + 3, places[i]);
      y[3 * i + 1] = top;
      y[3 * i + 2] = Double.NaN;
    }
    Line dashes = Line.builder().color(GRAY).width(1.2).dash(Line.Dash.DASH).build();
    return line("end of a collection", x, y, dashes).build();
  }

  /** Formats numbers the English way, because the words are English, too. */
  public static String inEnglish(String words, Object... values) {
    return String.format(Locale.ROOT, words, values);
  }
}
