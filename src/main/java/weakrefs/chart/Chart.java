package weakrefs.chart;

import static weakrefs.gc.WhyNull.notNull;

import java.util.Map;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;
import weakrefs.figure.RenderedFigure;
import weakrefs.show.Showable;
import weakrefs.show.View;

/**
 * A Tablesaw figure, ready to be shown in a notebook: a picture that comes alive under the pointer,
 * and under it a caption that says its numbers in words.
 *
 * <p>Works for any Tablesaw figure. The picture (PNG) says what the live chart says. Where it
 * couldn't (three dimensions, contours, violins, an axis without labels), and where the machine has
 * no fonts, it is left out, and the text says why.
 *
 * <pre>{@code
 * Chart.cacheSize(history)                                          // what a Timeline recorded
 * Chart.of(LinePlot.create("Heap", history, "Time (ms)", "Used heap (MB)"))
 * }</pre>
 */
public final class Chart implements Showable {
  private final Figure figure;
  private final String caption;
  private final RenderedFigure rendered;

  private Chart(Figure figure, String caption) {
    this(
        notNull(figure, "there is no figure to show: it is null"),
        notNull(caption, "a chart without a caption has an empty one, not null"),
        RenderedFigure.of(figure));
  }

  private Chart(Figure figure, String caption, RenderedFigure rendered) {
    this.figure = figure;
    this.caption = caption;
    this.rendered = rendered;
  }

  /**
   * A figure without a caption.
   *
   * @throws IllegalArgumentException if the figure has something in it that can't be shown
   */
  public static Chart of(Figure figure) {
    return new Chart(figure, "");
  }

  /**
   * A figure with a caption.
   *
   * @param caption one line of plain text that says what is seen
   * @throws IllegalArgumentException if the figure has something in it that can't be shown
   */
  public static Chart of(Figure figure, String caption) {
    return new Chart(figure, caption);
  }

  /**
   * How many entries each cache held over time, with the garbage collections marked.
   *
   * @param history what {@link weakrefs.timeline.Timeline#record} returned
   * @throws IllegalArgumentException if the table is another one, or has no rows
   */
  public static Chart cacheSize(Table history) {
    return new CacheSizes(history, false).chart();
  }

  /**
   * The same while the work is still going on: its title and caption say so.
   *
   * @param soFar what {@link weakrefs.timeline.Timeline#record(Runnable, java.time.Duration,
   *     java.util.function.Consumer) Timeline.record} tells meanwhile
   * @throws IllegalArgumentException if the table is another one, or has no rows
   */
  public static Chart cacheSizeSoFar(Table soFar) {
    return new CacheSizes(soFar, true).chart();
  }

  /**
   * How much of the heap is used over time, and how much of that the values of one cache take, with
   * the garbage collections marked. Its title says how often the cache let go.
   *
   * @param history with the columns of a {@link weakrefs.timeline.Timeline}, of one cache
   * @param bytesEach the size of a value, in bytes
   * @throws IllegalArgumentException if the table is another one, has no rows or has more than one
   *     cache, or the size is not above 0
   */
  public static Chart cacheInHeap(Table history, int bytesEach) {
    return new CacheInHeap(history, bytesEach).chart();
  }

  /**
   * How something grows, or doesn't, from round to round: a line for each column but the first.
   *
   * @param rounds the first column is a round's number, each other one what was counted after it;
   *     the name of the table says what that is: {@code Notes in the map}
   * @throws IllegalArgumentException if a column has no numbers, or there are none to draw
   */
  public static Chart rounds(Table rounds) {
    return new Rounds(rounds).chart();
  }

  /**
   * How much each cache found of what was looked up, block by block, with the garbage collections
   * marked.
   *
   * @param history what {@link weakrefs.timeline.HitRates#record} returned
   * @throws IllegalArgumentException if the table is another one, or has no rows
   */
  public static Chart hitRates(Table history) {
    return new HitRateLines(history).chart();
  }

  /**
   * How many entries a cache held over time in several runs: a small panel for each, all with the
   * same axes, and the garbage collections marked.
   *
   * <pre>{@code
   * Map<String, Table> histories = new LinkedHashMap<>();
   * histories.put("Serial", five.history("Serial"));
   * histories.put("G1", five.history("G1"));
   * Chart.smallMultiples(histories)
   * }</pre>
   *
   * @param histories by the name that stands above its panel, each as {@link
   *     weakrefs.timeline.Timeline#record} returns it; the panels come in the order of this map
   * @throws IllegalArgumentException if there are none, or a table is another one or has no rows
   */
  public static Chart smallMultiples(Map<String, Table> histories) {
    SmallMultiples panels = new SmallMultiples(histories);
    return new Chart(panels.figure(), panels.caption(), panels.rendered());
  }

  /** The figure as Tablesaw knows it; that of small multiples has all lines in one plot. */
  public Figure figure() {
    return figure;
  }

  /** What is seen, in a line of plain text; may be empty. */
  public String caption() {
    return caption;
  }

  /** What the figure looks like, and under it the caption. */
  @Override
  public View view() {
    return new View(rendered.view().forms(), caption);
  }

  /** The title and the caption. */
  @Override
  public String toString() {
    return rendered + (caption.isEmpty() ? "" : "\n" + caption);
  }
}
