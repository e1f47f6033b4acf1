package weakrefs.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.traces.ScatterTrace;
import weakrefs.cache.Cache;
import weakrefs.cache.StrongCache;
import weakrefs.timeline.Timeline;

class ChartTest {
  private static final String PLOTLY = "application/vnd.plotly.v1+json";

  private final Figure heap =
      new Figure(
          Layout.builder("Heap").build(),
          ScatterTrace.builder(new double[] {1, 2}, new double[] {3, 4}).build());

  @Test
  void keepsItsFigureAndItsCaption() {
    Chart chart = Chart.of(heap, "It grows.");

    assertThat(chart.figure()).isSameAs(heap);
    assertThat(chart.caption()).isEqualTo("It grows.");
    assertThat(Chart.of(heap).caption()).isEmpty();
  }

  @Test
  void saysItsTitleAndItsCaption() {
    assertThat(Chart.of(heap, "It grows.")).hasToString("Chart: Heap\nIt grows.");
    assertThat(Chart.of(heap)).hasToString("Chart: Heap");
  }

  @Test
  void saysWhenItHasNoTitle() {
    Figure figure =
        new Figure(ScatterTrace.builder(new double[] {1, 2}, new double[] {3, 4}).build());

    assertThat(Chart.of(figure)).hasToString("Chart: untitled");
  }

  @Test
  void isABundleOfAFigureAPictureAndWords() {
    Map<String, Object> bundle = Chart.of(heap, "It grows.").view().forms();

    assertThat(bundle).containsKeys(PLOTLY, "text/plain");
    assertIsAPictureOrSaysWhyNot(bundle);
    assertThat((Map<?, ?>) bundle.get(PLOTLY)).extracting("data").asList().hasSize(1);
    assertThat(bundle.get("text/plain").toString().lines().toList())
        .startsWith("Chart: Heap")
        .doesNotContain("It grows."); // which a notebook shows beside it
  }

  @Test
  void canBeWrittenAsJson() throws JsonProcessingException {
    Object plotly = Chart.of(heap).view().forms().get(PLOTLY);

    JsonNode json = new ObjectMapper().valueToTree(plotly);

    assertThat(json.at("/layout/title/text").asText()).isEqualTo("Heap");
    assertThat(json.at("/data/0/y/1").isNumber()).isTrue();
    assertThat(json.at("/data/0/y/1").asInt()).isEqualTo(4);
    assertThat(new ObjectMapper().writeValueAsString(plotly)).doesNotContain("<script");
  }

  @Test
  void isAPictureAloneWhileItGrows() {
    Map<String, Object> picture = Chart.of(heap).view().replaceable().forms();

    assertThat(picture).doesNotContainKey(PLOTLY);
    assertIsAPictureOrSaysWhyNot(picture);
  }

  @Test
  void hasABundleThatNobodyCanChange() {
    Map<String, Object> bundle = Chart.of(heap).view().forms();

    assertThatThrownBy(bundle::clear).isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void showsTheSizesOfCaches() {
    Cache<String, String> cache = new StrongCache<>(key -> key);
    Table history = new Timeline().watch("never forgets", cache).record(() -> cache.get("Ada"));

    Chart chart = Chart.cacheSize(history);

    assertThat(chart.toString())
        .startsWith("Chart: “never forgets” grew to 1 and never forgot anybody\n")
        .endsWith(chart.caption());
    assertThat(chart.caption())
        .endsWith(
            "“never forgets” loaded 1, held at most 1 and ended up holding 1, with 1 still"
                + " living.");
    assertIsAPictureOrSaysWhyNot(chart.view().forms());
  }

  @Test
  void showsCachesOfAnyName() throws JsonProcessingException {
    String hostile = "<script>alert(\"'\")</script>\n\\ ${x} </script>";
    Cache<String, String> cache = new StrongCache<>(key -> key);
    Table history = new Timeline().watch(hostile, cache).record(() -> cache.get("Ada"));

    Map<String, Object> bundle = Chart.cacheSize(history).view().forms();

    JsonNode json = new ObjectMapper().valueToTree(bundle.get(PLOTLY));
    assertThat(json.at("/data/0/name").asText()).isEqualTo(hostile.replace('\n', ' '));
    assertIsAPictureOrSaysWhyNot(bundle);
  }

  @Test
  void refusesATableThatNoTimelineRecorded() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Chart.cacheSize(Table.create("people")))
        .withMessageContaining("give the one that Timeline.record(...) returned");
  }

  @Test
  void refusesNull() {
    assertThatNullPointerException()
        .isThrownBy(() -> Chart.of(null))
        .withMessage("there is no figure to show: it is null");
    assertThatNullPointerException()
        .isThrownBy(() -> Chart.of(heap, null))
        .withMessage("a chart without a caption has an empty one, not null");
    assertThatNullPointerException()
        .isThrownBy(() -> Chart.cacheSize(null))
        .withMessage("there is no history to show: it is null");
  }

  /** Where there are no fonts, there is no picture. */
  private static void assertIsAPictureOrSaysWhyNot(Map<String, Object> bundle) {
    if (bundle.containsKey("image/png")) {
      assertThat(Base64.getDecoder().decode((String) bundle.get("image/png")))
          .startsWith(0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n');
    } else {
      assertThat((String) bundle.get("text/plain")).contains("(no picture: ");
    }
  }
}
