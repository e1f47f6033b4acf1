package weakrefs.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RenderedFigureTest {
  private final RenderedFigure line = RenderedFigure.of(Figures.all().get("line"));
  private final RenderedFigure inThreeDimensions =
      RenderedFigure.of(Figures.all().get("scatter 3d"));

  @TempDir Path folder;

  @Test
  void savesThePictureInThePlaceOfAnother() throws IOException {
    Path file = Files.writeString(folder.resolve("line.png"), "an old one ".repeat(100_000));

    line.png().save(file);

    assertThat(ImageIO.read(file.toFile()).getWidth()).isEqualTo(800);
    assertThat(file).hasBinaryContent(line.png().bytes().orElseThrow());
  }

  @Test
  void saysWhyThereIsNoPictureToSave() {
    Path file = folder.resolve("none.png");

    assertThatIllegalStateException()
        .isThrownBy(() -> inThreeDimensions.png().save(file))
        .withMessage("no picture: a picture can't show type = \"scatter3d\"");
    assertThat(file).doesNotExist();
  }

  @Test
  void saysInTheBundleWhyThereIsNoPicture() {
    assertThat(inThreeDimensions.view().forms())
        .containsOnlyKeys(RenderedFigure.PLOTLY, "text/plain")
        .containsEntry(
            "text/plain", "Chart: T\n(no picture: a picture can't show type = \"scatter3d\")");
    assertThat(line.view().forms()).containsEntry("text/plain", "Chart: T");
  }

  @Test
  void isTheSameFigureWhenItIsMadeFromItsJson() {
    RenderedFigure again = RenderedFigure.ofPlotly(line.plotly());

    assertThat(again).hasToString("Chart: T");
    assertThat(again.view().forms()).isEqualTo(line.view().forms());
  }

  @Test
  void needsNoLayout() {
    Map<String, Object> points = Map.of("type", "scatter", "x", List.of(1, 2), "y", List.of(3, 4));

    RenderedFigure bare = RenderedFigure.ofPlotly(Map.of("data", List.of(points)));

    assertThat(bare).hasToString("Chart: untitled");
    assertThat(bare.png().whyNone()).isEmpty();
  }

  @Test
  void refusesNull() {
    assertThatNullPointerException().isThrownBy(() -> RenderedFigure.of(null));
    assertThatNullPointerException().isThrownBy(() -> RenderedFigure.ofPlotly(null));
  }
}
