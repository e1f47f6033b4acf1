package weakrefs.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.gson.Gson;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.api.Histogram;
import tech.tablesaw.plotly.api.Histogram2D;
import tech.tablesaw.plotly.api.VerticalBarPlot;
import tech.tablesaw.plotly.components.Axis;
import tech.tablesaw.plotly.components.Config;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.components.Marker;
import tech.tablesaw.plotly.traces.ScatterTrace;
import tech.tablesaw.plotly.traces.Trace;

class PlotlyJsonTest {
  private static final ObjectMapper STRICT = new ObjectMapper();

  static Stream<String> kinds() {
    return Figures.all().keySet().stream();
  }

  /** As both kernels send it: written by Gson, read by a browser that takes strict JSON only. */
  private static JsonNode sent(Figure figure) {
    try {
      return STRICT.readTree(new Gson().toJson(PlotlyJson.of(figure)));
    } catch (Exception e) {
      throw new AssertionError("not JSON", e);
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void convertsEveryKindOfFigure(String kind) {
    Figure figure = Figures.all().get(kind);
    JsonNode json = sent(figure);

    assertThat(json.get("data")).hasSize(figure.getTraces().length);
    for (JsonNode trace : json.get("data")) {
      assertThat(trace.get("type").asText()).isNotEmpty();
      assertThat(trace.findValuesAsText("x")).doesNotContain("NaN", "null");
    }
    assertThat(json.at("/layout/title/text").asText()).isEqualTo("T");
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void leavesNoTitleInTheOldForm(String kind) {
    JsonNode json = sent(Figures.all().get(kind));

    assertThat(json.findValues("title")).allMatch(JsonNode::isObject);
    assertThat(json.findValues("titlefont")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"line", "scatter", "bubble", "area", "quantile", "tukey", "qq"})
  void makesNumbersOfQuotedNumbers(String kind) {
    for (JsonNode trace : sent(Figures.all().get(kind)).get("data")) {
      assertThat(trace.get("x")).allMatch(JsonNode::isNumber);
      assertThat(trace.get("y")).allMatch(JsonNode::isNumber);
    }
  }

  @Test
  void keepsEachValueInItsPlace() {
    JsonNode line = sent(Figures.all().get("line")).at("/data/0");

    assertThat(line.get("x").toString()).isEqualTo("[1.5,2.5,0.5,3.5]");
    assertThat(line.get("y").toString()).isEqualTo("[5.5,4.5,6.5,7.5]");
  }

  @Test
  void keepsStringsThatLookLikeNumbersAsCategories() {
    Figure bars =
        VerticalBarPlot.create("T", Figures.TABLE.selectColumns("code", "count"), "code", "count");
    JsonNode json = sent(bars);

    assertThat(json.at("/data/0/x").toString()).isEqualTo("[\"007\",\"08\",\"007\",\"1\"]");
    assertThat(json.at("/layout/xaxis/type").asText()).isEqualTo("category");
  }

  @Test
  void keepsDatesAsTheyAre() {
    JsonNode series = sent(Figures.all().get("time series")).at("/data/0/x");

    assertThat(series.get(0).asText()).startsWith("2026-01-01");
  }

  @Test
  void hasAGapWhereAValueIsMissing() {
    JsonNode y = sent(Figures.titled("T", "x", "y", "n")).at("/data/0/y");

    assertThat(y.get(0).asDouble()).isEqualTo(3);
    assertThat(y.get(1).isNull()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN})
  void hasAGapWhereAValueIsNoNumber(double value) {
    Trace trace = ScatterTrace.builder(new double[] {1, 2}, new double[] {value, 1e300}).build();
    JsonNode y = sent(new Figure(trace)).at("/data/0/y");

    assertThat(y.get(0).isNull()).isTrue();
    assertThat(y.get(1).asDouble()).isEqualTo(1e300);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "O'Hara & \"Sons\" <b>",
        "<script>alert(1)</script>",
        "</div>",
        "back\\slash",
        "two\nlines\tand a tab",
        "{a: [1,], 'b'}",
        "true",
        "עברית 😀",
        "100% µs"
      })
  void keepsAnyTextAsItIs(String text) {
    JsonNode json = sent(Figures.titled(text, text, text, text));

    assertThat(json.at("/layout/title/text").asText()).isEqualTo(text);
    assertThat(json.at("/layout/xaxis/title/text").asText()).isEqualTo(text);
    assertThat(json.at("/layout/yaxis/title/text").asText()).isEqualTo(text);
    assertThat(json.at("/data/0/name").asText()).isEqualTo(text);
  }

  @Test
  void replacesWhatNoBrowserCanShow() {
    JsonNode json = sent(Figures.titled("a\0b", "x", "y", "lone \uD800 surrogate"));

    assertThat(json.at("/layout/title/text").asText()).isEqualTo("a\uFFFDb");
    assertThat(json.at("/data/0/name").asText()).isEqualTo("lone \uFFFD surrogate");
  }

  @Test
  void keepsHostileCategories() {
    StringColumn names = StringColumn.create("n", "a'b", "c\"d", "</script>", "e\\f");
    Figure bars = VerticalBarPlot.create("T", Figures.TABLE.copy().addColumns(names), "n", "count");
    JsonNode x = sent(bars).at("/data/0/x");

    assertThat(x).extracting(JsonNode::asText).containsExactly("a'b", "c\"d", "</script>", "e\\f");
  }

  @Test
  void leavesOutTitlesThatAreEmpty() {
    JsonNode json = sent(Figures.titled("", "", "", ""));

    assertThat(json.findValues("title")).isEmpty();
    assertThat(json.at("/data/0/name").isMissingNode()).isTrue();
  }

  @Test
  void worksWithoutALayout() {
    Trace trace = ScatterTrace.builder(new double[] {1}, new double[] {2}).build();

    assertThat(sent(new Figure(trace)).at("/data/0/y/0").asInt()).isEqualTo(2);
  }

  @Test
  void keepsTheConfiguration() {
    Trace trace = ScatterTrace.builder(new double[] {1}, new double[] {2}).build();
    Config config = Config.builder().displayModeBar(false).build();
    JsonNode json = sent(new Figure(Layout.builder("T").build(), config, trace));

    assertThat(json.at("/config/displayModeBar").asBoolean(true)).isFalse();
  }

  @Test
  void makesNumbersOfQuotedSettings() {
    Trace trace =
        ScatterTrace.builder(new double[] {1}, new double[] {2})
            .opacity(.5)
            .marker(Marker.builder().size(4).build())
            .build();
    JsonNode json = sent(new Figure(trace)).at("/data/0");

    assertThat(json.get("opacity").isNumber()).isTrue();
    assertThat(json.at("/marker/size").isNumber()).isTrue();
  }

  @Test
  void makesNumbersOfTheEndsOfAnAxis() {
    Layout layout = Layout.builder("T").xAxis(Axis.builder().range(0, 2.5).build()).build();

    JsonNode range = sent(new Figure(layout)).at("/layout/xaxis/range");
    assertThat(range).hasSize(2).allMatch(JsonNode::isNumber);
    assertThat(range.get(1).asDouble()).isEqualTo(2.5);
  }

  @Test
  void givesTheHistogramTheBinsOfThePicture() {
    JsonNode histogram = sent(Figures.all().get("histogram of an array")).at("/data/0");

    assertThat(histogram.at("/xbins/size").asDouble()).isPositive();
    assertThat(histogram.at("/xbins/start").asDouble()).isLessThanOrEqualTo(1);
    assertThat(histogram.at("/xbins/end").asDouble()).isGreaterThan(9);
  }

  @Test
  void saysWhatToDoWithAFigureThatCantBeRead() {
    ScatterTrace sound = ScatterTrace.builder(new double[] {1}, new double[] {2}).build();
    Trace broken =
        (Trace)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Trace.class},
                (proxy, method, arguments) ->
                    method.getName().equals("asJavascript")
                        ? "var trace0 = {x: (function() { return 1; })()}"
                        : method.invoke(sound, arguments));

    assertThatThrownBy(() -> PlotlyJson.of(new Figure(broken)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("trace 0", "Leave out what is special");
  }

  private static JsonNode bars(String... categories) {
    double[] heights = new double[categories.length];
    Table table =
        Table.create(StringColumn.create("x", categories), DoubleColumn.create("y", heights));
    return sent(VerticalBarPlot.create("T", table, "x", "y"));
  }

  @Test
  void namesWhatTablesawMisses() {
    assertThat(bars("Ada", "").at("/data/0/x").toString()).isEqualTo("[\"Ada\",\"(missing)\"]");
  }

  @Test
  void keepsAFewDatesAmongOtherTextsAsCategories() {
    assertThat(bars("Ada", "2026-11-25").at("/layout/xaxis/type").asText()).isEqualTo("category");
    assertThat(bars("2026-11-24", "2026-11-25").at("/layout/xaxis/type").isMissingNode()).isTrue();
  }

  @Test
  void leavesTheBinsOfExtremeNumbersToPlotly() {
    Figure figure = Histogram.create("T", new double[] {1e308, -1e308});

    assertThat(sent(figure).at("/data/0/xbins").isMissingNode()).isTrue();
  }

  @Test
  void leavesOutAPlaneWithoutAPoint() {
    DoubleColumn none = DoubleColumn.create("x", new double[] {Double.NaN});
    Figure figure =
        Histogram2D.create("T", Table.create(none, DoubleColumn.create("y", 1)), "x", "y");

    assertThat(sent(figure).at("/data")).isEmpty();
  }

  @Test
  void usesColoursThatTheColourBlindCanTellApart() {
    assertThat(PlotlyJson.of(Figures.all().get("line")).get("layout").toString())
        .contains(List.of("#0072B2", "#D55E00"));
  }

  @Test
  void saysWhenAFigureIsTooLargeForANotebook() {
    double[] many = new double[1_000_000];
    Figure figure = new Figure(ScatterTrace.builder(many, many).build());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PlotlyJson.of(figure))
        .withMessageStartingWith(
            "can't show this figure: its trace 0 is too large for a notebook (")
        .withMessageEndingWith("Draw a part of the data, such as table.sampleN(10_000).");
  }
}
