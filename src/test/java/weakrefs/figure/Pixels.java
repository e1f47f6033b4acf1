package weakrefs.figure;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import javax.imageio.ImageIO;
import weakrefs.show.Showable;

/** What is in a picture, as whoever looks at it sees it. */
public final class Pixels {
  private Pixels() {}

  /** The picture that this is shown as; there has to be one. */
  public static BufferedImage of(Showable shown) {
    Object png = shown.view().forms().get("image/png");
    assertThat(png).as("%s", shown.view().forms().get("text/plain")).isNotNull();
    try {
      return ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode((String) png)));
    } catch (IOException e) {
      throw new AssertionError("not a PNG", e);
    }
  }

  /** Each color in it. */
  public static Set<Integer> colors(BufferedImage image) {
    Set<Integer> colors = new HashSet<>();
    for (int x = 0; x < image.getWidth(); x++) {
      for (int y = 0; y < image.getHeight(); y++) {
        colors.add(image.getRGB(x, y) & 0xFFFFFF);
      }
    }
    return colors;
  }

  /** Whether a color is in it. */
  public static boolean has(BufferedImage image, int color) {
    return rowOf(image, color) >= 0;
  }

  /** The first row that has a color, or -1. */
  public static int rowOf(BufferedImage image, int color) {
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        if ((image.getRGB(x, y) & 0xFFFFFF) == color) {
          return y;
        }
      }
    }
    return -1;
  }

  /** How many rows there are from the first to the last that has a color. */
  public static int height(BufferedImage image, int color) {
    int top = rowOf(image, color);
    int bottom = image.getHeight() - 1;
    while (!has(image.getSubimage(0, bottom, image.getWidth(), 1), color)) {
      bottom--;
    }
    return bottom - top;
  }
}
