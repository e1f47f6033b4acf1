package weakrefs.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import weakrefs.figure.RenderedFigure;

/** Every chart that the notebooks are saved with has a picture. */
class CourseChartsTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  static Stream<Path> notebooksWithCharts() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("notebooks"))) {
      return files
          .filter(file -> file.toString().endsWith(".ipynb"))
          .filter(file -> !charts(file).isEmpty())
          .sorted()
          .toList()
          .stream();
    }
  }

  private static List<JsonNode> charts(Path notebook) {
    try {
      return JSON.readTree(notebook.toFile()).findValues("application/vnd.plotly.v1+json");
    } catch (IOException e) {
      throw new AssertionError("not a notebook: " + notebook, e);
    }
  }

  @ParameterizedTest
  @MethodSource
  @SuppressWarnings("unchecked")
  void notebooksWithCharts(Path notebook) {
    for (JsonNode chart : charts(notebook)) {
      assertThat(RenderedFigure.ofPlotly(JSON.convertValue(chart, Map.class)).png().whyNone())
          .isEmpty();
    }
  }
}
