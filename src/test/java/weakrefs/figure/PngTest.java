package weakrefs.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static weakrefs.figure.Pixels.colors;

import java.awt.Color;
import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DateTimeColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.InstantColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.api.TimeColumn;
import tech.tablesaw.columns.Column;
import tech.tablesaw.plotly.api.PiePlot;
import tech.tablesaw.plotly.api.VerticalBarPlot;
import tech.tablesaw.plotly.components.Axis;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Grid;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.components.Line;
import tech.tablesaw.plotly.components.Marker;
import tech.tablesaw.plotly.traces.BarTrace;
import tech.tablesaw.plotly.traces.HeatmapTrace;
import tech.tablesaw.plotly.traces.HistogramTrace;
import tech.tablesaw.plotly.traces.ScatterTrace;

class PngTest {
  static Stream<String> kinds() {
    return Figures.all().keySet().stream();
  }

  private static BufferedImage draw(Figure figure) {
    return Pixels.of(RenderedFigure.of(figure));
  }

  /** Why a figure has no picture. */
  private static String declined(Figure figure) {
    Png png = Png.of(PlotlyJson.of(figure));
    assertThat(png.bytes()).isEmpty();
    return png.whyNone();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "line",
        "lines by group",
        "scatter",
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

    assertThat(colors(image))
        .contains(Color.decode(RenderedFigure.COLORS.get(0)).getRGB() & 0xFFFFFF);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void neverFailsOnAnyKind(String kind) {
    assertThat(Png.of(PlotlyJson.of(Figures.all().get(kind)))).isNotNull();
  }

  @ParameterizedTest
  @CsvSource({
    "scatter 3d, type = \"scatter3d\"",
    "contour, type = \"contour\"",
    "violin, type = \"violin\"",
    "grid, axes x2 and y"
  })
  void namesWhatItCantDraw(String kind, String reason) {
    assertThat(declined(Figures.all().get(kind))).contains(reason);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "scatter by group",
        "histogram 2d",
        "box",
        "heatmap",
        "area",
        "bubble",
        "ohlc",
        "candlestick"
      })
  void drawsTheRarerKinds(String kind) {
    assertThat(colors(draw(Figures.all().get(kind)))).hasSizeGreaterThan(10);
  }

  @Test
  void hasTheSizeOfTheFigure() {
    BufferedImage image = draw(Figures.all().get("line"));

    assertThat(image.getWidth()).isEqualTo(800);
    assertThat(image.getHeight()).isEqualTo(600);
  }

  @Test
  void drawsALongTitleWhole() {
    Figure figure =
        new Figure(
            Layout.builder(
                    "A title of a hundred letters, which says what is seen in a chart, whole, and"
                        + " to its very end, here")
                .width(760)
                .build(),
            line("a", "#123456", new double[] {1, 2}));
    BufferedImage image = draw(figure);
    for (int x : new int[] {0, 1, image.getWidth() - 2, image.getWidth() - 1}) {
      for (int y = 0; y < 40; y++) {
        assertThat(image.getRGB(x, y)).as("at %d, %d", x, y).isEqualTo(0xFFFFFFFF);
      }
    }
  }

  @Test
  void drawsEachTraceInItsColour() {
    Figure figure =
        new Figure(
            Layout.builder("T").build(),
            line("a", "#123456", new double[] {1, 2}),
            line("b", "#D55E00", new double[] {2, 1}));

    assertThat(colors(draw(figure))).contains(0x123456, 0xD55E00);
  }

  @Test
  void drawsStepsAsSteps() {
    ScatterTrace steps =
        ScatterTrace.builder(new double[] {0, 10}, new double[] {0, 10})
            .mode(ScatterTrace.Mode.LINE)
            .line(Line.builder().shape(Line.Shape.HV).color("#123456").build())
            .build();
    BufferedImage image = draw(new Figure(Layout.builder("T").build(), steps));

    // A straight line has points of its color in the middle of the picture, a step has none.
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

    assertThat(Pixels.height(tenth, 0x123456)).isLessThan(Pixels.height(whole, 0x123456) / 5);
    assertThat((double) Pixels.height(half, 0x123456) / Pixels.height(whole, 0x123456))
        .isBetween(.4, .6);
  }

  private static Layout upTo(Axis.Type type, double end) {
    return Layout.builder("T").yAxis(Axis.builder().type(type).range(0, end).build()).build();
  }

  /** The row of a color in this column, or -1. */
  private static int rowOf(BufferedImage image, int x, int color) {
    return Pixels.rowOf(image.getSubimage(x, 0, 1, image.getHeight()), color);
  }

  @Test
  void drawsTracesOfTheSameName() {
    Figure figure =
        new Figure(
            Layout.builder("T").build(),
            line("a", "#123456", new double[] {1, 2}),
            line("a", "#654321", new double[] {2, 1}));

    assertThat(colors(draw(figure))).contains(0x123456, 0x654321);
  }

  @ParameterizedTest
  @ValueSource(strings = {"<script>", "a\nb", "", "עברית 😀", "\0"})
  void drawsAnyText(String text) {
    assertThat(draw(Figures.titled(text, text, text, text)).getWidth()).isPositive();
  }

  @Test
  @Timeout(200) // XChart would measure it letter by letter, and each time the rest
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

    assertThat(colors(draw(lines))).contains(0x123456, 0x654321);
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
  @Timeout(200)
  void numbersThatXChartSearchesPlacesForInVain(double[] y) {
    Figure lines = new Figure(Layout.builder("T").build(), line("a", "#123456", y));
    Figure bars =
        VerticalBarPlot.create(
            "T",
            Table.create(StringColumn.create("x", "a", "b"), DoubleColumn.create("y", y)),
            "x",
            "y");

    assertThat(declined(lines)).startsWith("the numbers on the yaxis are too ");
    if (Math.abs(y[0]) == 1e300) { // bars begin at 0, which is far enough from the others
      assertThat(declined(bars)).startsWith("the numbers on the yaxis are too ");
    }
  }

  static Stream<String> namesThatXChartSearchesPlacesForInVain() {
    return Stream.of(
        "n".repeat(21), "long ".repeat(1_000), "\ud83d\ude00".repeat(11), " ", "   ", "\u2002", "");
  }

  /**
   * It gives up on none: more than 20 characters never fit, and neither do two labels that are the
   * same.
   */
  @ParameterizedTest
  @MethodSource("namesThatXChartSearchesPlacesForInVain")
  @Timeout(200)
  void drawsAnyNamesBelowOrBesideAPlot(String name) {
    Object[] names = {name, name + " ", name + "two", name + "three", "b"};
    double[][] z = new double[names.length][names.length];

    assertThat(draw(new Figure(HeatmapTrace.builder(names, names, z).build())).getWidth())
        .isPositive();
  }

  /**
   * XChart makes room for the label of the most characters: blanks between two categories need
   * none, and many narrow letters need less than a few wide ones. The first name needs the most
   * here, and is in every picture.
   */
  @Tag("slow")
  @ParameterizedTest
  @CsvSource({
    "900, 1, 20, Why, i, false",
    "600, 1, 14, Why, i, false",
    "420, 1, 10, Why, i, false",
    "900, 30, 60, Why, i, true",
    "420, 20, 60, Why, i, true",
    "900, 6, 60, MAMMALMAMMAL, little lilies, true",
    "420, 3, 60, MAMMALMAMMAL, little lilies, true",
    "900, 5, 60, MAMMALMAMMAL, little lilies all in a little tin, true",
    "420, 61, 90, MAMMALMAMMAL, little lilies, true",
  })
  void writesTheNamesBelowAPlotWhole(
      int width, int fewest, int most, String first, String other, boolean isUpright) {
    Rectangle2D name =
        new Font(Font.SANS_SERIF, Font.PLAIN, 13)
            .createGlyphVector(new FontRenderContext(null, true, false), first)
            .getVisualBounds();
    for (int count = fewest; count <= most; count += 1 + count / 8) {
      Object[] names =
          IntStream.range(0, count).mapToObj(k -> k == 0 ? first : other + k).toArray();
      Figure bars =
          new Figure(
              Layout.builder("").width(width).build(),
              BarTrace.builder(names, ones(count)).build());

      assertThat((double) lowestText(draw(bars)))
          .as("%d names", count)
          .isCloseTo(isUpright ? name.getWidth() : name.getHeight(), within(2.0));
    }
  }

  private static double[] ones(int count) {
    return DoubleStream.generate(() -> 1).limit(count).toArray();
  }

  /** How many rows the text at the bottom has. None of it may be in the picture's last row. */
  private static int lowestText(BufferedImage image) {
    int bottom = image.getHeight() - 1;
    assertThat(isDark(image, bottom)).as("text in the last row").isFalse();
    while (!isDark(image, bottom)) {
      bottom--;
    }
    int top = bottom;
    while (isDark(image, top)
        || isDark(image, top - 1)
        || isDark(image, top - 2)) { // a letter ends
      top--;
    }
    return bottom - top;
  }

  private static boolean isDark(BufferedImage image, int row) {
    return IntStream.range(0, image.getWidth()).anyMatch(x -> (image.getRGB(x, row) & 0xFF) < 150);
  }

  @Test
  void leavesOutWhatHasNoLogarithmAsPlotlyDoes() {
    ScatterTrace line =
        ScatterTrace.builder(new double[] {0, 1, 2, 3, 4}, new double[] {5, 0, 10, 100, -1})
            .mode(ScatterTrace.Mode.LINE)
            .line(Line.builder().color("#123456").width(3).build())
            .build();
    Axis log = Axis.builder().type(Axis.Type.LOG).build();

    assertThat(colors(draw(new Figure(Layout.builder("T").xAxis(log).yAxis(log).build(), line))))
        .contains(0x123456);
  }

  @Test
  void drawsNoPieWithASliceOfLessThanNothing() {
    Table table = Table.create(StringColumn.create("x", "a", "b"), IntColumn.create("y", 3, -1));

    assertThat(declined(PiePlot.create("T", table, "x", "y"))).contains("below 0");
  }

  @ParameterizedTest
  @CsvSource({
    "red, FF0000",
    "DarkCyan, 008B8B",
    "'rgb(17, 157, 255)', 119DFF",
    "#1a2, 11AA22",
    "#123456, 123456"
  })
  void drawsAColorHoweverItIsWritten(String color, String hex) {
    Marker marker = Marker.builder().color(color).size(30).build();
    ScatterTrace points =
        ScatterTrace.builder(new double[] {1, 2}, new double[] {1, 2}).marker(marker).build();

    assertThat(colors(draw(new Figure(Layout.builder("T").build(), points))))
        .contains(Integer.parseInt(hex, 16));
  }

  @Test
  void drawsNoColorThatItDoesntKnow() {
    assertThat(
            declined(
                new Figure(
                    Layout.builder("T").build(), line("a", "mauve-ish", new double[] {1, 2}))))
        .isEqualTo("a picture can't show line.color = \"mauve-ish\"");
  }

  @Test
  void drawsAnAxisTheOtherWayRound() {
    ScatterTrace rising = line("a", "#123456", new double[] {1, 10});
    Axis reversed = Axis.builder().autoRange(Axis.AutoRange.REVERSED).build();
    Axis descending = Axis.builder().range(12, 0).build();

    assertThat(slope(draw(new Figure(Layout.builder("T").build(), rising)))).isPositive();
    assertThat(slope(draw(new Figure(Layout.builder("T").yAxis(reversed).build(), rising))))
        .isNegative();
    assertThat(slope(draw(new Figure(Layout.builder("T").yAxis(descending).build(), rising))))
        .isNegative();
    assertThat(slope(draw(new Figure(Layout.builder("T").xAxis(reversed).build(), rising))))
        .isNegative();
    assertThat(
            slope(
                draw(
                    new Figure(
                        Layout.builder("T").xAxis(reversed).yAxis(reversed).build(), rising))))
        .isPositive();
  }

  /** How many pixels higher the line ends on the right than on the left. */
  private static int slope(BufferedImage image) {
    int left = -1;
    int right = -1;
    for (int x = 0; x < image.getWidth(); x++) {
      int row = rowOf(image, x, 0x123456);
      left = left < 0 ? row : left;
      right = row < 0 ? right : row;
    }
    return left - right;
  }

  private static Figure bars(Layout.BarMode mode) {
    Object[] at = {"a"};
    return new Figure(
        Layout.builder("T").barMode(mode).build(),
        BarTrace.builder(at, new double[] {3})
            .marker(Marker.builder().color("#FF0000").build())
            .build(),
        BarTrace.builder(at, new double[] {-2})
            .marker(Marker.builder().color("#00FF00").build())
            .build(),
        BarTrace.builder(at, new double[] {4})
            .marker(Marker.builder().color("#0000FF").build())
            .build());
  }

  @Test
  void putsBarsWhereTheirModeSays() {
    assertThat(colorsUp(draw(bars(Layout.BarMode.RELATIVE))))
        .containsExactly(0x00FF00, 0xFF0000, 0x0000FF);
    assertThat(colorsUp(draw(bars(Layout.BarMode.GROUP))))
        .containsExactly(0x00FF00); // the one in the middle
    assertThat(colorsUp(draw(bars(Layout.BarMode.OVERLAY))))
        .containsExactly(0x00FF00, 0x0000FF); // the last is in front
    assertThat(colorsUp(draw(bars(Layout.BarMode.STACK))))
        .containsExactly(0xFF0000, 0x0000FF); // up to 3, down to 1, up to 5
  }

  /** The pure red, green and blue in the middle of the plot, from the bottom up. */
  private static List<Integer> colorsUp(BufferedImage image) {
    List<Integer> colors = new ArrayList<>();
    for (int y = image.getHeight() - 60; y > 40; y--) { // not in the legend
      int color = image.getRGB(image.getWidth() * 53 / 100, y) & 0xFFFFFF;
      if (List.of(0xFF0000, 0x00FF00, 0x0000FF).contains(color)
          && (colors.isEmpty() || colors.get(colors.size() - 1) != color)) {
        colors.add(color);
      }
    }
    return colors;
  }

  static Stream<Column<?>> timesOfAnyKind() {
    LocalDate day = LocalDate.of(2026, 11, 25);
    return Stream.of(
        DateColumn.create("day", day, day.plusDays(1), day.plusDays(2)),
        DateTimeColumn.create("time", day.atTime(8, 0), day.atTime(9, 30), day.atTime(23, 59, 59)),
        InstantColumn.create(
            "instant", Instant.EPOCH, Instant.EPOCH.plusSeconds(1), Instant.EPOCH.plusMillis(1500)),
        TimeColumn.create(
            "time of day", LocalTime.of(8, 0), LocalTime.of(9, 30), LocalTime.of(23, 59)),
        StringColumn.create("month", "2026-01", "2026-02", "2026-03"));
  }

  @ParameterizedTest
  @MethodSource
  void timesOfAnyKind(Column<?> times) {
    ScatterTrace line =
        ScatterTrace.builder(times, DoubleColumn.create("y", 1, 2, 3))
            .mode(ScatterTrace.Mode.LINE)
            .line(Line.builder().color("#123456").width(3).build())
            .build();

    assertThat(colors(draw(new Figure(Layout.builder("T").build(), line)))).contains(0x123456);
  }

  @Test
  void leavesAGapWhereAPlaceIsMissing() {
    DateColumn days = DateColumn.create("day");
    days.append(LocalDate.of(2026, 1, 1)).append(LocalDate.of(2026, 1, 2)).appendMissing();
    days.append(LocalDate.of(2026, 1, 4)).append(LocalDate.of(2026, 1, 5));
    Column<?> numbers = DoubleColumn.create("x", 1, 2, Double.NaN, 4, 5);

    for (Column<?> x : List.of(days, numbers)) {
      ScatterTrace line =
          ScatterTrace.builder(x, DoubleColumn.create("y", 1, 1, 1, 1, 1))
              .mode(ScatterTrace.Mode.LINE)
              .line(Line.builder().color("#123456").width(3).build())
              .build();
      BufferedImage image = draw(new Figure(Layout.builder("T").build(), line));

      assertThat(rowOf(image, image.getWidth() * 25 / 100, 0x123456)).isPositive();
      assertThat(rowOf(image, image.getWidth() * 53 / 100, 0x123456)).isEqualTo(-1);
      assertThat(rowOf(image, image.getWidth() * 80 / 100, 0x123456)).isPositive();
    }
  }

  @Test
  void drawsPanelsOfAGrid() {
    Grid grid = Grid.builder().rows(1).columns(2).pattern(Grid.Pattern.INDEPENDENT).build();
    Figure figure =
        new Figure(
            Layout.builder("T").grid(grid).build(),
            HistogramTrace.builder(new double[] {1, 2, 2, 3})
                .marker(Marker.builder().color("#FF0000").build())
                .build(),
            HistogramTrace.builder(new double[] {1, 2, 2, 3})
                .xAxis("x2")
                .yAxis("y2")
                .marker(Marker.builder().color("#0000FF").build())
                .build());
    BufferedImage image = draw(figure);

    assertThat(colors(image.getSubimage(0, 0, image.getWidth() / 2, 500)))
        .contains(0xFF0000)
        .doesNotContain(0x0000FF);
    assertThat(colors(image.getSubimage(image.getWidth() / 2, 0, image.getWidth() / 2, 500)))
        .contains(0x0000FF)
        .doesNotContain(0xFF0000);
  }

  @Test
  @Timeout(200)
  void drawsNothingOfASizeThatNobodyCanSee() {
    Figure huge =
        new Figure(
            Layout.builder("T").width(30_000).height(30_000).build(),
            line("a", "red", new double[] {1, 2}));
    double[] many = new double[110_000];
    Figure long_ =
        new Figure(Layout.builder("T").build(), ScatterTrace.builder(many, many).build());

    assertThat(declined(huge)).startsWith("900,000,000 pixels are too many");
    assertThat(declined(long_)).startsWith("220,000 values are too many");
  }

  private static ScatterTrace line(String name, String color, double[] y) {
    return ScatterTrace.builder(new double[] {1, 2}, y)
        .mode(ScatterTrace.Mode.LINE)
        .name(name)
        .line(Line.builder().color(color).width(3).build())
        .build();
  }
}
