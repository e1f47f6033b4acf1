package weakrefs.figure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tech.tablesaw.plotly.components.Axis;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.traces.ScatterTrace;

/** The words are English on every machine, so are the numbers beside them. */
class LocaleTest {
  /** The kinds of numbers in a picture: each is written in a way of its own. */
  private static final Set<String> WITH_NUMBERS =
      Set.of("thousands", "logarithms", "reversed", "time series", "pie", "histogram 2d");

  static Stream<String> kinds() {
    return figures().keySet().stream();
  }

  private static Map<String, Figure> figures() {
    Map<String, Figure> figures = new LinkedHashMap<>(Figures.all());
    double[] large = {1234.5, 45678.25, 2400};
    ScatterTrace line = ScatterTrace.builder(large, large).mode(ScatterTrace.Mode.LINE).build();
    Axis log = Axis.builder().type(Axis.Type.LOG).build();
    Axis reversed = Axis.builder().autoRange(Axis.AutoRange.REVERSED).build();
    figures.put("thousands", new Figure(Layout.builder("T").build(), line));
    figures.put("logarithms", new Figure(Layout.builder("T").xAxis(log).yAxis(log).build(), line));
    figures.put("reversed", new Figure(Layout.builder("T").yAxis(reversed).build(), line));
    figures.put(
        "part of a page",
        new Figure(
            Layout.builder("T").yAxis(Axis.builder().domain(.25f, 1).build()).build(), line));
    return figures;
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void isTheSamePictureInGermanyAndInEgypt(String kind) {
    Figure figure = figures().get(kind);
    Map<String, Object> json = in(Locale.US, figure);

    for (String language : List.of("de-DE", "ar-EG-u-nu-arab")) {
      Locale locale = Locale.forLanguageTag(language);
      assertThat(AnyFigure.json(in(locale, figure))).isEqualTo(AnyFigure.json(json));
      if (WITH_NUMBERS.contains(kind)) {
        assertThat(picture(locale, json)).as(language).isEqualTo(picture(Locale.US, json));
      }
    }
  }

  private static Map<String, Object> in(Locale locale, Figure figure) {
    Locale before = Locale.getDefault();
    Locale.setDefault(locale);
    try {
      return PlotlyJson.of(figure);
    } finally {
      Locale.setDefault(before);
    }
  }

  private static Object picture(Locale locale, Map<String, Object> json) {
    Locale before = Locale.getDefault();
    Locale.setDefault(locale);
    try {
      Png png = Png.of(json);
      return png.bytes().isPresent() ? png.bytes().get() : png.whyNone();
    } finally {
      Locale.setDefault(before);
    }
  }
}
