package weakrefs.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PicturesTest {
  @Test
  void drawEachFigureByItsName(@TempDir Path folder) throws IOException {
    Path figures = folder.resolve("figures.json");
    String figure =
        """
        {"data": [{"type": "bar", "x": ["a", "b"], "y": [1, 2]}], "layout": {"width": 300}}
        """;
    Files.writeString(figures, "{\"one\": %1$s, \"two\": %1$s}".formatted(figure));

    Pictures.main(new String[] {figures.toString(), folder.resolve("pictures").toString()});

    assertThat(folder.resolve("pictures").toFile().list()).contains("one.png", "two.png");
  }
}
