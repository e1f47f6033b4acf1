package weakrefs.bench;

import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import weakrefs.figure.RenderedFigure;

/**
 * Draws the pictures in {@code docs/performance.md}, from the figures that {@code
 * performance_page.py} computes.
 *
 * <p>Arguments: a JSON file with Plotly figures by name, and the folder for the pictures.
 */
public final class Pictures {
  private Pictures() {}

  /** Draws each figure. */
  public static void main(String[] arguments) throws IOException {
    Map<String, Map<String, Object>> figures =
        Results.json().readValue(Path.of(arguments[0]).toFile(), new TypeReference<>() {});
    Path folder = Files.createDirectories(Path.of(arguments[1]));
    for (Map.Entry<String, Map<String, Object>> figure : figures.entrySet()) {
      Path file = folder.resolve(figure.getKey() + ".png");
      RenderedFigure.ofPlotly(figure.getValue()).png().save(file);
    }
  }
}
