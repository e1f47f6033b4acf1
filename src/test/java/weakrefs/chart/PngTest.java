package weakrefs.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.api.PiePlot;
import tech.tablesaw.plotly.api.VerticalBarPlot;
import tech.tablesaw.plotly.components.Axis;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.components.Line;
import tech.tablesaw.plotly.traces.ScatterTrace;

class PngTest {
  static Stream<String> kinds() {
    return Figures.all().keySet().stream();
  }

  private static BufferedImage draw(Figure figure) {
    byte[] png = Png.of(PlotlyJson.of(figure)).orElseThrow(() -> new AssertionError(Png.whyNone()));
    try {
      return ImageIO.read(new ByteArrayInputStream(png));
    } catch (IOException e) {
      throw new AssertionError("not a PNG", e);
    }
  }

  private static Set<Integer> colours(BufferedImage image) {
    Set<Integer> colours = new HashSet<>();
    for (int x = 0; x < image.getWidth(); x++) {
      for (int y = 0; y < image.getHeight(); y++) {
        colours.add(image.getRGB(x, y) & 0xFFFFFF);
      }
    }
    return colours;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "line",
        "lines by group",
        "scatter",
        "scatter by group",
        "bar",
        "bars",
        "sideways bar",
        "pareto",
        "histogram",
        "histogram of an array",
        "pie",
        "time series",
        "quantile"
      })
  void drawsTheUsualKinds(String kind) {
    BufferedImage image = draw(Figures.all().get(kind));

    assertThat(colours(image))
        .contains(Color.decode(PlotlyJson.COLOURS.get(0)).getRGB() & 0xFFFFFF);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void neverFailsOnAnyKind(String kind) {
    assertThat(Png.of(PlotlyJson.of(Figures.all().get(kind)))).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"scatter 3d", "contour", "violin", "heatmap", "grid"})
  void leavesOutWhatItCantDrawAsPlotlyDoes(String kind) {
    assertThat(Png.of(PlotlyJson.of(Figures.all().get(kind)))).isEmpty();
    assertThat(Png.whyNone()).contains("this kind of chart has none");
  }

  @Test
  void hasTheSizeOfTheFigure() {
    BufferedImage image = draw(Figures.all().get("line"));

    assertThat(image.getWidth()).isEqualTo(800);
    assertThat(image.getHeight()).isEqualTo(600);
  }

  @Test
  void drawsEachTraceInItsColour() {
    Figure figure =
        new Figure(
            Layout.builder("T").build(),
            line("a", "#123456", new double[] {1, 2}),
            line("b", "#D55E00", new double[] {2, 1}));

    assertThat(colours(draw(figure))).contains(0x123456, 0xD55E00);
  }

  @Test
  void drawsStepsAsSteps() {
    ScatterTrace steps =
        ScatterTrace.builder(new double[] {0, 10}, new double[] {0, 10})
            .mode(ScatterTrace.Mode.LINE)
            .line(Line.builder().shape(Line.Shape.HV).color("#123456").build())
            .build();
    BufferedImage image = draw(new Figure(Layout.builder("T").build(), steps));

    // A straight line has points of its colour in the middle of the picture, a step has none.
    int middle = image.getRGB(image.getWidth() / 2, image.getHeight() / 2) & 0xFFFFFF;
    assertThat(middle).isNotEqualTo(0x123456);
    assertThat(rowOf(image, image.getWidth() / 2, 0x123456)).isGreaterThan(image.getHeight() / 2);
  }

  @Test
  void drawsAsMuchOfAnAxisAsTheFigureSays() {
    ScatterTrace line = line("a", "#123456", new double[] {1, 10});

    BufferedImage whole = draw(new Figure(Layout.builder("T").build(), line));
    BufferedImage tenth = draw(new Figure(upTo(Axis.Type.LINEAR, 100), line));
    BufferedImage half = draw(new Figure(upTo(Axis.Type.LOG, 2), line)); // 1 to 100

    assertThat(lineHeight(tenth)).isLessThan(lineHeight(whole) / 5);
    assertThat((double) lineHeight(half) / lineHeight(whole)).isBetween(.4, .6);
  }

  private static Layout upTo(Axis.Type type, double end) {
    return Layout.builder("T").yAxis(Axis.builder().type(type).range(0, end).build()).build();
  }

  private static int lineHeight(BufferedImage image) {
    int top = -1;
    int bottom = -1;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        if ((image.getRGB(x, y) & 0xFFFFFF) == 0x123456) {
          top = top < 0 ? y : top;
          bottom = y;
        }
      }
    }
    return bottom - top;
  }

  private static int rowOf(BufferedImage image, int x, int colour) {
    for (int y = 0; y < image.getHeight(); y++) {
      if ((image.getRGB(x, y) & 0xFFFFFF) == colour) {
        return y;
      }
    }
    return -1;
  }

  @Test
  void drawsTracesOfTheSameName() {
    Figure figure =
        new Figure(
            Layout.builder("T").build(),
            line("a", "#123456", new double[] {1, 2}),
            line("a", "#654321", new double[] {2, 1}));

    assertThat(colours(draw(figure))).contains(0x123456, 0x654321);
  }

  @ParameterizedTest
  @ValueSource(strings = {"<script>", "a\nb", "", "עברית 😀", "\0"})
  void drawsAnyText(String text) {
    assertThat(draw(Figures.titled(text, text, text, text)).getWidth()).isPositive();
  }

  @Test
  @Timeout(20) // XChart would measure it letter by letter, and each time the rest
  void drawsATextOfAnyLengthInNoTime() {
    String text = "long \ud83d\ude00 ".repeat(2_000);
    Figure lines =
        new Figure(
            Layout.builder(text).build(),
            line(text, "#123456", new double[] {1, 2}),
            line(text + "too", "#654321", new double[] {2, 1}));
    Figure bars =
        VerticalBarPlot.create(
            text,
            Table.create(StringColumn.create("x", text + 1, text + 2), IntColumn.create("y", 1, 2)),
            "x",
            "y");

    assertThat(colours(draw(lines))).contains(0x123456, 0x654321);
    assertThat(draw(bars).getWidth()).isPositive();
  }

  static Stream<Arguments> numbersThatXChartSearchesPlacesForInVain() {
    return Stream.of(
        Arguments.of(new double[] {1e300, -1e300}),
        Arguments.of(new double[] {Double.MIN_VALUE, 0}),
        Arguments.of(new double[] {12_345_678.9, Math.nextUp(12_345_678.9)}));
  }

  @ParameterizedTest
  @MethodSource
  @Timeout(20)
  void numbersThatXChartSearchesPlacesForInVain(double[] y) {
    Figure lines = new Figure(Layout.builder("T").build(), line("a", "#123456", y));
    Figure bars =
        VerticalBarPlot.create(
            "T",
            Table.create(StringColumn.create("x", "a", "b"), DoubleColumn.create("y", y)),
            "x",
            "y");

    assertThat(Png.of(PlotlyJson.of(lines))).isEmpty();
    assertThat(Png.of(PlotlyJson.of(bars))).isEmpty();
  }

  @Test
  void leavesOutWhatHasNoLogarithmAsPlotlyDoes() {
    ScatterTrace line =
        ScatterTrace.builder(new double[] {0, 1, 2, 3, 4}, new double[] {5, 0, 10, 100, -1})
            .mode(ScatterTrace.Mode.LINE)
            .line(Line.builder().color("#123456").width(3).build())
            .build();
    Axis log = Axis.builder().type(Axis.Type.LOG).build();

    assertThat(colours(draw(new Figure(Layout.builder("T").xAxis(log).yAxis(log).build(), line))))
        .contains(0x123456);
  }

  @Test
  void drawsNoPieWithASliceOfLessThanNothing() {
    Table table = Table.create(StringColumn.create("x", "a", "b"), IntColumn.create("y", 3, -1));

    assertThat(Png.of(PlotlyJson.of(PiePlot.create("T", table, "x", "y")))).isEmpty();
  }

  private static ScatterTrace line(String name, String colour, double[] y) {
    return ScatterTrace.builder(new double[] {1, 2}, y)
        .mode(ScatterTrace.Mode.LINE)
        .name(name)
        .line(Line.builder().color(colour).width(3).build())
        .build();
  }
}
