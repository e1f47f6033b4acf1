package weakrefs.gc;

import static weakrefs.gc.WhyNull.notNull;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.lang.ref.SoftReference;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.management.JMException;
import javax.management.ObjectName;
import weakrefs.gc.Witness.Testimony;

/**
 * The JVM's garbage collector, asked politely. {@link System#gc()} only "suggests" an effort, as
 * its documentation puts it; the methods here ask, and then check whether it was made.
 *
 * <p>With HotSpot's five collectors (Serial, Parallel, G1, Z, Shenandoah), one request collects the
 * whole heap (unless native code is in the way: then these methods ask again), and clears every
 * weak reference to an object that nobody holds, even softly, before it returns. If the JVM was
 * told to ignore requests ({@code -XX:+DisableExplicitGC}), they try other ways, and say so if none
 * works.
 *
 * <p>What they can't do is clear a reference to an object that somebody holds strongly. Then they
 * wait until their deadline, and name the holders as far as a {@link Witness} can see.
 *
 * <pre>{@code
 * WeakReference<Book> peek = new WeakReference<>(new Book("Momo"));
 * GarbageCollector.awaitCleared(peek);
 * peek.refersTo(null);                  // true: the book is gone
 * }</pre>
 */
public final class GarbageCollector {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private GarbageCollector() {}

  /**
   * Collects garbage now: when this returns, a collection of the whole heap has taken place, and
   * weak references to objects that nobody holds are cleared. They reach their queues a little
   * later.
   *
   * @throws GcTimeoutException if this JVM doesn't collect on request in any way known here
   */
  public static void collect() {
    WeakReference<Object> canary = new WeakReference<>(new Object());
    WholeCollection collection = new WholeCollection();
    // A young collection that happens to run would clear the canary, too.
    BooleanSupplier isDone = () -> canary.refersTo(null) && collection.hasBeen();
    Request.collection(PATIENCE.toNanos(), isDone);
    await("a garbage collection", isDone, PATIENCE, () -> Request.DISABLED_NOTE);
  }

  /**
   * Collects until this reference is cleared, for 10 seconds at most.
   *
   * @param reference a weak, soft or phantom reference; a soft one usually stays until memory is
   *     short, so this may well time out
   * @throws GcTimeoutException if it isn't cleared by then, usually because somebody holds its
   *     referent
   */
  public static void awaitCleared(Reference<?> reference) {
    awaitCleared(reference, PATIENCE);
  }

  /**
   * Collects until this reference is cleared, or until the deadline.
   *
   * @param patience how long to wait at most
   * @throws GcTimeoutException if it isn't cleared by then, usually because somebody holds its
   *     referent
   */
  public static void awaitCleared(Reference<?> reference, Duration patience) {
    notNull(reference, "the reference is null");
    await(
        "a reference to be cleared",
        () -> reference.refersTo(null),
        patience,
        () -> blame(reference));
  }

  /**
   * Collects until a condition holds, for 10 seconds at most. It's for what follows a collection a
   * little later, such as a cleared reference arriving in its queue.
   *
   * @param what what this waits for, in the message's words: "Ada to be forgotten"
   * @param condition tested again and again; has to be quick, and mustn't hold what should be
   *     collected
   * @throws GcTimeoutException if it doesn't hold by then
   */
  public static void await(String what, BooleanSupplier condition) {
    await(what, condition, PATIENCE);
  }

  /**
   * Collects until a condition holds, or until the deadline.
   *
   * @param what what this waits for, in the message's words: "Ada to be forgotten"
   * @param condition tested again and again; has to be quick, and mustn't hold what should be
   *     collected
   * @param patience how long to wait at most
   * @throws GcTimeoutException if it doesn't hold by then
   */
  public static void await(String what, BooleanSupplier condition, Duration patience) {
    await(what, condition, patience, () -> "");
  }

  /**
   * How many objects of each class are in the heap, as {@code jcmd PID GC.class_histogram} prints
   * it. If it can, the JVM collects first, to count only those that are reachable.
   *
   * @return empty if this JVM doesn't have that command; HotSpot does
   */
  public static Optional<String> classHistogram() {
    try {
      return Optional.of(
          (String)
              ManagementFactory.getPlatformMBeanServer()
                  .invoke(
                      new ObjectName("com.sun.management:type=DiagnosticCommand"),
                      "gcClassHistogram",
                      new Object[] {new String[0]},
                      new String[] {String[].class.getName()}));
    } catch (JMException e) {
      return Optional.empty();
    }
  }

  /** This JVM's collectors, as it names them: {@code G1 Young Generation, G1 Old Generation}. */
  public static String collectorNames() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .map(GarbageCollectorMXBean::getName)
        .collect(Collectors.joining(", "));
  }

  private static void await(
      String what, BooleanSupplier condition, Duration patience, Supplier<String> explanation) {
    notNull(what, "what is awaited? It is null");
    notNull(condition, "the condition is null");
    notNull(patience, "how long to wait? The patience is null");
    BooleanSupplier isDone = lasting(condition);
    if (isDone.getAsBoolean()) {
      return;
    }
    long start = System.nanoTime();
    long allowed = TimeUnit.NANOSECONDS.convert(patience); // one that's too long is forever
    long pause = 50_000;
    do {
      Request.collection(start + allowed - System.nanoTime(), isDone);
      // What follows a collection does so within a few milliseconds: ask again only after that.
      long asked = System.nanoTime();
      do {
        if (isDone.getAsBoolean()) {
          return;
        }
        LockSupport.parkNanos(pause);
        if (Thread.currentThread().isInterrupted()) {
          throw new GcTimeoutException("interrupted while waiting for " + what);
        }
      } while (System.nanoTime() - asked < 20 * pause && System.nanoTime() - start < allowed);
      pause = Math.min(2 * pause, 10_000_000);
    } while (System.nanoTime() - start < allowed);
    if (isDone.getAsBoolean()) {
      return;
    }
    throw new GcTimeoutException(
        "waited %s for %s, but it didn't happen. %s"
            .formatted(words(patience), what, explanation.get())
            .strip());
  }

  /** Once it has held, it isn't asked again, because it may have taken something from a queue. */
  private static BooleanSupplier lasting(BooleanSupplier condition) {
    boolean[] held = {false};
    return () -> held[0] = held[0] || condition.getAsBoolean();
  }

  private static String blame(Reference<?> reference) {
    Object referent = reference.get();
    if (referent == null) {
      return "";
    }
    Testimony seen = Witnesses.first().whoHolds(referent);
    return !seen.isNamed() && reference instanceof SoftReference
        ? "A soft reference may stay until memory gets short."
        : seen.words();
  }

  private static String words(Duration patience) {
    long millis = patience.toMillis();
    return millis < 1000 ? millis + " ms" : String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
  }
}
