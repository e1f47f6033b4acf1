package weakrefs.timeline;

import static weakrefs.gc.WhyNull.notNull;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import tech.tablesaw.api.Table;

/**
 * Tells a listener how far along a recording is, again and again, from a separate thread.
 *
 * <p>That thread is never interrupted, and the recording thread never does its work, because an
 * interrupted thread closes an {@link java.nio.channels.InterruptibleChannel} by writing to it,
 * which the listener may well do.
 */
final class ProgressReports implements AutoCloseable {
  private static final Duration MOST = Duration.ofDays(1);

  private final long everyNanos;
  private final Consumer<Table> listener;
  private final CompletableFuture<Void> firstIsOut = new CompletableFuture<>();
  private final Thread thread = new Thread(this::report, "timeline-reports");
  private Supplier<Table> before;
  private volatile Supplier<Table> meanwhile;
  private volatile boolean stopped;

  ProgressReports(Duration every, Consumer<Table> listener) {
    notNull(every, "how often should we report how far it is? The time is null");
    this.listener = notNull(listener, "who should hear how far it is? soFar is null");
    if (every.isNegative() || every.isZero()) {
      throw new IllegalArgumentException(
          "the time between two reports has to be longer than zero, not " + every);
    }
    everyNanos = (every.compareTo(MOST) > 0 ? MOST : every).toNanos();
    thread.setDaemon(true);
  }

  /** For a recording that nobody wants to hear about before it's over. */
  static ProgressReports none() {
    ProgressReports none = new ProgressReports(MOST, table -> {});
    none.stopped = true;
    return none;
  }

  /** Returns once the listener has been told for the first time. */
  void first(Supplier<Table> before) {
    if (!stopped) {
      this.before = before;
      thread.start();
      firstIsOut.join(); // if we're interrupted meanwhile, we stay interrupted
    }
  }

  /** From now on, this is what gets reported. */
  void start(Supplier<Table> meanwhile) {
    this.meanwhile = meanwhile;
  }

  /** Returns once the listener is no longer being told anything. */
  @Override
  public void close() {
    stopped = true;
    LockSupport.unpark(thread);
    Timeline.join(thread);
  }

  private void report() {
    long next = System.nanoTime();
    try {
      listener.accept(before.get());
    } finally {
      firstIsOut.complete(null);
    }
    while (isTimeFor(next += everyNanos)) {
      if (meanwhile != null) {
        listener.accept(meanwhile.get());
      }
      next = Math.max(next, System.nanoTime() - everyNanos); // missed reports aren't made up for
    }
  }

  /** Waits until then; false if the recording is over before that. */
  private boolean isTimeFor(long then) {
    while (!stopped) {
      long left = then - System.nanoTime();
      if (left <= 0) {
        return true;
      }
      LockSupport.parkNanos(this, left);
    }
    return false;
  }
}
