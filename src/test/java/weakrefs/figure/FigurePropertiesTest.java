package weakrefs.figure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import tech.tablesaw.plotly.components.Figure;

/** Whatever Tablesaw makes of whatever data: it can be sent to a notebook, and drawn or left. */
@Tag("slow") // tries many
class FigurePropertiesTest {
  @Property(tries = 150, shrinking = ShrinkingMode.OFF) // a smaller seed is no smaller figure
  void becomesJsonThatSaysTheSameToWhoeverReadsIt(@ForAll long seed) throws IOException {
    Figure figure = AnyFigure.of(seed);
    Assume.that(figure != null);

    Map<String, Object> plotly = PlotlyJson.of(figure);

    assertFinite(plotly);
    byte[] sent = AnyFigure.json(plotly).getBytes(UTF_8); // half a character becomes a "?"
    Map<?, ?> read = JsonMapper.builder().build().readValue(sent, Map.class);
    assertThat(AnyFigure.json(read)).isEqualTo(new String(sent, UTF_8));
  }

  @Property(tries = 50, shrinking = ShrinkingMode.OFF)
  void isDrawnOrHasNoPictureAndSaysWhatItIs(@ForAll long seed) {
    Figure figure = AnyFigure.of(seed);
    Assume.that(figure != null);

    Map<String, Object> bundle = RenderedFigure.of(figure).view().forms();

    assertThat(bundle).containsKeys("text/plain", "application/vnd.plotly.v1+json");
    assertThat((String) bundle.get("text/plain")).isNotBlank();
  }

  private static void assertFinite(Object value) {
    if (value instanceof Map<?, ?> map) {
      map.forEach((name, inner) -> assertFinite(inner));
    } else if (value instanceof List<?> list) {
      list.forEach(FigurePropertiesTest::assertFinite);
    } else if (value instanceof Double number) {
      assertThat(number).isFinite();
    }
  }
}
