package weakrefs.figure;

import static weakrefs.figure.Json.map;

import java.awt.AWTError;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** A picture as a PNG or, if there isn't one, the reason why. */
public final class Png {
  /**
   * Why AWT can't draw on this machine, once we know: a class whose initialization failed stays
   * unusable (JLS 12.4.2).
   */
  private static volatile String broken = "";

  static {
    // A picture doesn't need a screen. If DISPLAY names one that doesn't exist, AWT would stay
    // unusable for as long as this JVM runs.
    if (System.getProperty("java.awt.headless") == null) {
      System.setProperty("java.awt.headless", "true");
    }
  }

  private final byte[] bytes;
  private final String whyNone;

  private Png(byte[] bytes, String whyNone) {
    this.bytes = bytes;
    this.whyNone = whyNone;
  }

  /**
   * A picture of a converted figure; none if the figure says something that isn't in {@link
   * Vocabulary}.
   */
  static Png of(Map<String, Object> plotly) {
    List<Map<String, Object>> traces = new ArrayList<>();
    ((List<?>) plotly.get("data")).forEach(trace -> traces.add(map(trace)));
    Map<String, Object> layout = map(plotly.get("layout"));
    return of(
        () -> {
          if (layout.get("grid") != null) {
            Panels panels = new Panels(traces, layout);
            return image(panels.width(), panels.height(), panels::paint);
          }
          Picture picture = Picture.of(traces, layout);
          return image(picture.width(), picture.height(), picture::paint);
        });
  }

  private static BufferedImage image(int width, int height, Consumer<Graphics2D> paint) {
    BufferedImage image =
        new BufferedImage(Math.max(1, width), Math.max(1, height), BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    paint.accept(g);
    g.dispose();
    return image;
  }

  /** A PNG of what this draws; none if the machine can't draw. */
  public static Png of(Supplier<BufferedImage> image) {
    if (!broken.isEmpty()) {
      return new Png(null, broken);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    // Not straight to the bytes, because ImageIO would use a temporary file for that.
    try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      ImageIO.write(image.get(), "PNG", out);
    } catch (Undrawable e) {
      return new Png(null, e.getMessage());
    } catch (LinkageError | InternalError | AWTError e) {
      broken = "this machine lacks fonts or a library that Java draws with: " + e.getMessage();
      return new Png(null, broken);
    } catch (IOException e) {
      throw new IllegalStateException("writing a PNG to memory failed", e);
    }
    return new Png(bytes.toByteArray(), "");
  }

  /** The PNG, if there is one. */
  public Optional<byte[]> bytes() {
    return Optional.ofNullable(bytes);
  }

  /** The reason, for a reader who sees no picture; empty if there is a picture. */
  public String whyNone() {
    return whyNone;
  }

  /**
   * Writes the picture to a file, replacing what was there.
   *
   * @throws IllegalStateException if there is no picture; its message says why
   */
  public void save(Path file) throws IOException {
    if (bytes == null) {
      throw new IllegalStateException("no picture: " + whyNone);
    }
    Files.write(file, bytes);
  }

  /**
   * The picture by MIME type: {@code image/png} (Base64) if there is one, and {@code text/plain}.
   *
   * @param words for a reader who sees no picture; if there isn't one, the reason is added to them
   */
  public Map<String, Object> forms(String words) {
    Map<String, Object> forms = new LinkedHashMap<>();
    if (bytes != null) {
      forms.put("image/png", Base64.getEncoder().encodeToString(bytes));
    }
    forms.put("text/plain", bytes != null ? words : words + "\n(no picture: " + whyNone + ")");
    return forms;
  }
}
