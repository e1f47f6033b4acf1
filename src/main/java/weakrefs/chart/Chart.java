package weakrefs.chart;

import static weakrefs.gc.WhyNull.notNull;

import java.util.Map;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;
import weakrefs.figure.RenderedFigure;
import weakrefs.show.Showable;
import weakrefs.show.View;

/**
 * A Tablesaw figure, ready to show in a notebook: a picture that comes alive under the pointer,
 * with a caption below it that puts its numbers into words.
 *
 * <p>It works for any Tablesaw figure. The picture (PNG) says the same as the live chart. If it
 * couldn't (three dimensions, contours, violins, an axis without labels), or if the machine has no
 * fonts, there is no picture, and the text says why.
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
   * @throws IllegalArgumentException if the figure contains something that can't be shown
   */
  public static Chart of(Figure figure) {
    return new Chart(figure, "");
  }

  /**
   * A figure with a caption.
   *
   * @param caption one line of plain text that says what you see
   * @throws IllegalArgumentException if the figure contains something that can't be shown
   */
  public static Chart of(Figure figure, String caption) {
    return new Chart(figure, caption);
  }

  /**
   * How many entries each cache held over time, with the garbage collections marked.
   *
   * @param history what {@link weakrefs.timeline.Timeline#record} returned
   * @throws IllegalArgumentException if the table is a different one, or has no rows
   */
  public static Chart cacheSize(Table history) {
    return new CacheSizes(history, false).chart();
  }

  /**
   * The same chart while the work is still going on; its title and caption say so.
   *
   * @param soFar what {@link weakrefs.timeline.Timeline#record(Runnable, java.time.Duration,
   *     java.util.function.Consumer) Timeline.record} passes on meanwhile
   * @throws IllegalArgumentException if the table is a different one, or has no rows
   */
  public static Chart cacheSizeSoFar(Table soFar) {
    return new CacheSizes(soFar, true).chart();
  }

  /**
   * How much of the heap is used over time, and how much of that one cache's values take, with the
   * garbage collections marked. Its title says how often the cache forgot people.
   *
   * @param history with the columns of a {@link weakrefs.timeline.Timeline}, for one cache
   * @param bytesEach the size of a value, in bytes
   * @throws IllegalArgumentException if the table is a different one, has no rows or has more than
   *     one cache, or if the size isn't above 0
   */
  public static Chart cacheInHeap(Table history, int bytesEach) {
    return new CacheInHeap(history, bytesEach).chart();
  }

  /**
   * How something grows, or doesn't, from round to round: a line for each column but the first.
   *
   * @param rounds the first column is the round's number, each of the others is what was counted
   *     after it; the table's name says what that is: {@code Notes in the map}
   * @throws IllegalArgumentException if a column isn't all numbers, or if there's nothing to draw
   */
  public static Chart rounds(Table rounds) {
    return new Rounds(rounds).chart();
  }

  /**
   * How much of what was looked up each cache found, block by block, with the garbage collections
   * marked.
   *
   * @param history what {@link weakrefs.timeline.HitRates#record} returned
   * @throws IllegalArgumentException if the table is a different one, or has no rows
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
   * @param histories by the name that's written above its panel, each as {@link
   *     weakrefs.timeline.Timeline#record} returns it; the panels are in this map's order
   * @throws IllegalArgumentException if there are none, or if a table is a different one or has no
   *     rows
   */
  public static Chart smallMultiples(Map<String, Table> histories) {
    SmallMultiples panels = new SmallMultiples(histories);
    return new Chart(panels.figure(), panels.caption(), panels.rendered());
  }

  /** The figure as Tablesaw knows it; for small multiples it has all lines in one plot. */
  public Figure figure() {
    return figure;
  }

  /** What you see, in one line of plain text; may be empty. */
  public String caption() {
    return caption;
  }

  /** What the figure looks like, with the caption below it. */
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
