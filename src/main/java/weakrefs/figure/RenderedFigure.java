package weakrefs.figure;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tech.tablesaw.plotly.components.Figure;
import weakrefs.show.Showable;
import weakrefs.show.View;

/**
 * Any Tablesaw figure, ready to show in a notebook or to save as a picture, without a network.
 *
 * <p>The picture says the same as the live figure, or there isn't one. If it couldn't say the same
 * (three dimensions, contours, violins, an axis without labels), or if the machine has no fonts,
 * you get the reason instead.
 *
 * <pre>{@code
 * RenderedFigure heap = RenderedFigure.of(LinePlot.create("Heap", table, "Time (ms)", "Heap (MB)"));
 * heap.plotly();                            // as application/vnd.plotly.v1+json: it comes alive
 * heap.png().bytes();                       // the picture, or else heap.png().whyNone()
 * heap.png().save(Path.of("heap.png"));
 * }</pre>
 */
public final class RenderedFigure implements Showable {
  /** The MIME type of {@link #plotly}, which JupyterLab's Plotly extension draws. */
  public static final String PLOTLY = "application/vnd.plotly.v1+json";

  /**
   * The colors of traces that don't name one: Okabe and Ito's, which color-blind readers can tell
   * apart.
   */
  public static final List<String> COLORS =
      List.of("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000");

  private final Map<String, Object> plotly;

  private RenderedFigure(Map<String, Object> plotly) {
    this.plotly = plotly;
  }

  /**
   * A figure, ready to be shown.
   *
   * @throws IllegalArgumentException if the figure contains something that can't be shown
   */
  public static RenderedFigure of(Figure figure) {
    return new RenderedFigure(PlotlyJson.of(requireNonNull(figure, "the figure is null")));
  }

  /**
   * A figure that's already Plotly's JSON.
   *
   * @param plotly {@code data} and {@code layout}: maps, lists, strings, numbers, booleans, nulls
   */
  public static RenderedFigure ofPlotly(Map<String, Object> plotly) {
    return new RenderedFigure(requireNonNull(plotly, "the JSON is null"));
  }

  /**
   * The figure's {@code data}, {@code layout} and {@code config}, which any JSON writer can write.
   */
  public Map<String, Object> plotly() {
    return plotly;
  }

  /** The figure's title; empty if it has none. */
  public String title() {
    return PlotlyJson.title(plotly);
  }

  /** The picture, drawn again on each call, or the reason why there isn't one. */
  public Png png() {
    return Png.of(plotly);
  }

  /**
   * The figure by MIME type, in every form that a notebook may pick: {@link #PLOTLY}, {@code
   * image/png} (Base64) if there is a picture, and {@code text/plain}, which says why if there
   * isn't.
   */
  @Override
  public View view() {
    Map<String, Object> forms = new LinkedHashMap<>();
    forms.put(PLOTLY, plotly);
    forms.putAll(png().forms(toString()));
    return new View(forms, "");
  }

  /** The kind of figure and its title. */
  @Override
  public String toString() {
    return "Chart: " + (title().isEmpty() ? "untitled" : title());
  }
}
