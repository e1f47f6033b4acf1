package weakrefs.chart;

import static weakrefs.chart.PlotlyJson.map;

import java.awt.AWTError;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.internal.chartpart.Chart;

/**
 * Draws what {@link PlotlyJson} made, so that picture and figure say the same. There are pictures
 * of lines, points, bars, histograms and pies; of other kinds of traces there is none.
 */
final class Png {
  /**
   * Why AWT can't draw on this machine, once that is known: a class that failed to start stays so.
   */
  private static volatile String broken = "";

  private Png() {}

  /** A PNG, or nothing where the kind of trace has no picture or the machine can't draw. */
  static Optional<byte[]> of(Map<String, Object> plotly) {
    if (!broken.isEmpty()) {
      return Optional.empty();
    }
    List<Map<String, Object>> traces = new ArrayList<>();
    ((List<?>) plotly.get("data")).forEach(trace -> traces.add(map(trace)));
    try {
      Optional<Chart<?, ?>> picture = Picture.of(traces, map(plotly.get("layout")));
      return picture.isEmpty()
          ? Optional.empty()
          : Optional.of(BitmapEncoder.getBitmapBytes(picture.get(), BitmapFormat.PNG));
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
