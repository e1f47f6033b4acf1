package weakrefs.chart;

import static weakrefs.chart.PlotlyJson.map;

import java.awt.AWTError;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.internal.chartpart.Chart;

/**
 * Draws what {@link PlotlyJson} made, so that picture and figure say the same. There are pictures
 * of lines, points, bars, histograms and pies; of other kinds of traces there is none. What is
 * drawn without a figure becomes a PNG here as well.
 */
final class Png {
  /**
   * Why AWT can't draw on this machine, once that is known: a class that failed to start stays so.
   */
  private static volatile String broken = "";

  private Png() {}

  /** A PNG, or nothing where the kind of trace has no picture or the machine can't draw. */
  static Optional<byte[]> of(Map<String, Object> plotly) {
    List<Map<String, Object>> traces = new ArrayList<>();
    ((List<?>) plotly.get("data")).forEach(trace -> traces.add(map(trace)));
    Map<String, Object> layout = map(plotly.get("layout"));
    if (Panels.isMadeOf(layout)) {
      return of(() -> Panels.draw(traces, layout));
    }
    return unlessBroken(
        () -> {
          Optional<Chart<?, ?>> picture = Picture.of(traces, layout);
          return picture.isEmpty()
              ? null
              : BitmapEncoder.getBitmapBytes(picture.get(), BitmapFormat.PNG);
        });
  }

  /** An image as PNG, or nothing where the machine can't draw it. */
  static Optional<byte[]> of(Supplier<BufferedImage> image) {
    return unlessBroken(
        () -> {
          ByteArrayOutputStream bytes = new ByteArrayOutputStream();
          // Not straight into the bytes: ImageIO would want a file for that.
          try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageIO.write(image.get(), "PNG", out);
          }
          return bytes.toByteArray();
        });
  }

  private interface Work {
    byte[] bytes() throws IOException;
  }

  private static Optional<byte[]> unlessBroken(Work work) {
    if (!broken.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(work.bytes());
    } catch (LinkageError | InternalError | AWTError e) {
      broken = "this machine lacks fonts or a library that Java draws with: " + e.getMessage();
      return Optional.empty();
    } catch (IOException e) {
      throw new IllegalStateException("writing a PNG to memory failed", e);
    }
  }

  /** For the reader who sees no picture. */
  static String whyNone() {
    return broken.isEmpty() ? "this kind of chart has none" : broken;
  }
}
