package weakrefs.notebook;

import static weakrefs.gc.WhyNull.notNull;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import tech.tablesaw.api.Table;
import weakrefs.chart.Chart;
import weakrefs.timeline.Timeline;

/**
 * A chart that draws itself while a cell runs: what the watched caches hold, moment by moment. At
 * the end it's the complete chart, which comes alive under the pointer, with its caption below it.
 *
 * <p>The work runs in the cell's own thread, and the drawing in a different one, six times a second
 * if the machine is fast enough. The chart holds numbers only, never what a cache holds. But it
 * shares the machine and the heap with the work: each picture allocates 10 MB, which counts as used
 * heap and may cause a young collection.
 *
 * <p>Both kernels keep the running request's header in a field, not in the thread, and lock while
 * they send. So a picture from any thread gets to the right cell for as long as that cell is
 * running.
 *
 * <p>A console can't replace what it has printed, so it only prints the complete chart, as text.
 *
 * <pre>{@code
 * Timeline timeline = new Timeline().watch("never forgets", strong).watch("forgets", weak);
 * Table history = LiveChart.record(timeline, () -> {
 *     phoneBook.names().forEach(name -> { strong.get(name); weak.get(name); });
 * });
 * }</pre>
 */
public final class LiveChart {
  private static final Duration EVERY = Duration.ofMillis(150);

  private final Display display;
  private String trouble = "";

  private LiveChart(Kernel kernel) {
    display = new Display(kernel);
  }

  /**
   * Does the work, draws what happens meanwhile, and returns what was recorded, as {@link
   * Timeline#record(Runnable)} does.
   *
   * <p>If the work throws an exception, it's passed on, and the last picture stays. If drawing
   * fails, the recording is complete nevertheless, and a line on {@code System.err} says why
   * there's no chart.
   *
   * @param timeline watches at least one cache
   * @throws IllegalStateException if no cache is watched
   */
  public static Table record(Timeline timeline, Runnable work) {
    return record(Notebook.kernel(), timeline, work);
  }

  static Table record(Kernel kernel, Timeline timeline, Runnable work) {
    notNull(timeline, "there is no timeline to record with: it is null");
    LiveChart chart = new LiveChart(kernel);
    try {
      Table history =
          kernel.replaces() ? timeline.record(work, EVERY, chart::frame) : timeline.record(work);
      chart.finish(history);
      return history;
    } finally {
      chart.complain();
    }
  }

  private void frame(Table soFar) {
    if (trouble.isEmpty()) {
      attempt(() -> display.update(Chart.cacheSizeSoFar(soFar)));
    }
  }

  private void finish(Table history) {
    apart(() -> attempt(() -> display.finish(Chart.cacheSize(history))));
  }

  private void complain() {
    if (!trouble.isEmpty()) {
      apart(
          () ->
              System.err.println(
                  "The chart couldn't be drawn, but the recording went on: " + trouble));
    }
  }

  /** Catches everything, even errors, because the recording is worth more than its chart. */
  private void attempt(Runnable drawing) {
    try {
      drawing.run();
    } catch (Throwable e) {
      trouble = trouble.isEmpty() ? e.toString() : trouble;
    }
  }

  /**
   * Runs this in a thread that nothing interrupts, because the stop button interrupts the cell's
   * thread, and IJava's connection to the page (JeroMQ 0.5.1) closes for good once an interrupted
   * thread has written to it.
   */
  private static void apart(Runnable drawing) {
    CompletableFuture.runAsync(
            drawing,
            task -> {
              Thread thread = new Thread(task, "live-chart");
              thread.setDaemon(true);
              thread.start();
            })
        .join(); // doesn't react to interrupts, so this thread stays interrupted if it was
  }
}
