package weakrefs.gc;

import static weakrefs.gc.WhyNull.notNull;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.lang.ref.SoftReference;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * The JVM's garbage collector, asked politely. {@link System#gc()} is a request that "suggests" an
 * effort, as its documentation puts it; the methods here ask and then look whether it was done.
 *
 * <p>On HotSpot's five collectors (Serial, Parallel, G1, Z, Shenandoah) one request collects the
 * whole heap and has cleared every weak reference to an object that nobody holds by the time it
 * returns. Where the JVM was told to ignore requests ({@code -XX:+DisableExplicitGC}) these methods
 * go other ways, and say so if none leads there.
 *
 * <p>What they can't do: clear a reference to an object that somebody holds strongly. Then they
 * wait until their deadline, and name who holds it as far as {@link #whoHolds} can see.
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
   * weak references to objects that nobody holds are cleared. They reach their queue a little
   * later.
   *
   * @throws GcTimeoutException if this JVM does not collect on request, by no way known here
   */
  public static void collect() {
    WeakReference<Object> canary = new WeakReference<>(new Object());
    WholeCollection collection = new WholeCollection();
    // A young collection that happens to pass would clear the canary as well.
    BooleanSupplier isDone = () -> canary.refersTo(null) && collection.hasBeen();
    Request.collection(PATIENCE.toNanos(), isDone);
    await("a garbage collection", isDone, PATIENCE, () -> Request.DISABLED_NOTE);
  }

  /**
   * Collects until this reference is cleared, for 10 seconds at most.
   *
   * @param reference a weak, soft or phantom reference; a soft one is cleared only when memory is
   *     short, so this may well time out
   * @throws GcTimeoutException if it isn't cleared by then: somebody still holds its referent
   */
  public static void awaitCleared(Reference<?> reference) {
    awaitCleared(reference, PATIENCE);
  }

  /**
   * Collects until this reference is cleared, or until the deadline.
   *
   * @param patience how long to wait at most
   * @throws GcTimeoutException if it isn't cleared by then: somebody still holds its referent
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
   * Collects until a condition holds, for 10 seconds at most. For what follows a collection a
   * little later, such as a cleared reference that arrives in its queue.
   *
   * @param what what is awaited, for the message: "Ada to be forgotten"
   * @param condition tested again and again; must be quick and must not hold what should go
   * @throws GcTimeoutException if it doesn't hold by then
   */
  public static void await(String what, BooleanSupplier condition) {
    await(what, condition, PATIENCE);
  }

  /**
   * Collects until a condition holds, or until the deadline.
   *
   * @param what what is awaited, for the message: "Ada to be forgotten"
   * @param condition tested again and again; must be quick and must not hold what should go
   * @param patience how long to wait at most
   * @throws GcTimeoutException if it doesn't hold by then
   */
  public static void await(String what, BooleanSupplier condition, Duration patience) {
    await(what, condition, patience, () -> "");
  }

  /**
   * Who holds this object? Names the variables of this notebook (or of a {@code jshell} console)
   * from which it can be reached over strong references: a learner's own, and the hidden ones, such
   * as {@code $7}, in which JShell keeps the last value of a cell.
   *
   * <p>It can't see local variables of a method or block that is still running, other threads, or
   * inside the JDK's own objects other than collections, maps and arrays: what a {@link
   * java.lang.ref.Cleaner} holds, for example. It gives up on a variable after 100,000 objects, or
   * 2,000,000 elements of one collection. The answer says so. Outside of JShell it sees nobody.
   *
   * @param object may be null, and then there is nothing to hold
   */
  public static Holders whoHolds(Object object) {
    return Holders.of(object);
  }

  /**
   * How one object holds another: the shortest way from here to there over strong references, such
   * as {@code .entries["Ada"]}; empty if there is none. Sees what {@link #whoHolds} sees.
   *
   * @param from may be null, which holds nothing
   * @param object may be null, which nobody holds
   */
  public static Optional<String> wayBetween(Object from, Object object) {
    return object == null ? Optional.empty() : HolderSearch.way(from, object);
  }

  /**
   * Who observes this object? Names the variables from which a weak, soft or phantom reference to
   * it can be reached, as {@link #whoHolds} names those who hold it; a {@link
   * java.util.WeakHashMap} observes its keys. A variable may do both, on different ways.
   *
   * <p>It never calls {@code get}, so it changes nothing. It can't see references to something else
   * that holds the object (a weak reference to the list that it is in), references inside the
   * object itself, and what {@code whoHolds} can't see.
   *
   * <pre>{@code
   * WeakReference<Book> peek = new WeakReference<>(momo);
   * GarbageCollector.whoObserves(momo)     // 1 variable observes it: peek
   * }</pre>
   *
   * @param object may be null, and then there is nothing to observe
   */
  public static Observers whoObserves(Object object) {
    return Observers.of(object);
  }

  /**
   * The variables that JShell, and not the learner, has set to null: somebody changed a class and
   * ran its cell again, so JShell made the variables of that type anew, without their values. This
   * looks as if a collection had taken their objects, and is none; the old objects are even kept
   * alive, by the old variables.
   *
   * <p>A variable is on this list from that moment until it has a value again. Not on it is who was
   * set to null by hand ({@code momo = null;}), or was declared again, with the same type or
   * another. It can't tell: whether a variable that was reset got a value since, and then null
   * again by hand; and whether it had been null by hand at the moment of a second reset. Variables
   * of primitive types aren't looked at, and neither is what JShell makes unusable at such a
   * moment, instead of null (some that were declared with {@code var}). Outside of JShell the list
   * is empty.
   *
   * <pre>{@code
   * class Note { String text; }          // first cell
   * Note note = new Note();              // second cell
   * class Note { int page; }             // the first cell again, changed
   * GarbageCollector.resetVariables()    // [note]
   * }</pre>
   *
   * @return their names, in the order in which they were first declared; unmodifiable
   */
  public static List<String> resetVariables() {
    return Variables.reset().stream().map(Variables.Reset::name).toList();
  }

  /**
   * The collectors of this JVM as it names them: {@code G1 Young Generation, G1 Old Generation}.
   */
  public static String collectorNames() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .map(GarbageCollectorMXBean::getName)
        .collect(Collectors.joining(", "));
  }

  private interface Explanation {
    String get();
  }

  private static void await(
      String what, BooleanSupplier condition, Duration patience, Explanation explanation) {
    notNull(what, "what is awaited? It is null");
    notNull(condition, "the condition is null");
    notNull(patience, "how long to wait? The patience is null");
    if (condition.getAsBoolean()) {
      return;
    }
    long start = System.nanoTime();
    long allowed = TimeUnit.NANOSECONDS.convert(patience); // a longer one is for ever
    long pause = 50_000;
    do {
      // A condition that held once isn't asked again: it may have taken something from a queue.
      if (Request.collection(start + allowed - System.nanoTime(), condition)) {
        return;
      }
      // What follows a collection, follows within a few milliseconds: ask again only after that.
      long asked = System.nanoTime();
      do {
        if (condition.getAsBoolean()) {
          return;
        }
        LockSupport.parkNanos(pause);
        if (Thread.currentThread().isInterrupted()) {
          throw new GcTimeoutException("interrupted while waiting for " + what);
        }
      } while (System.nanoTime() - asked < 20 * pause && System.nanoTime() - start < allowed);
      pause = Math.min(2 * pause, 10_000_000);
    } while (System.nanoTime() - start < allowed);
    if (condition.getAsBoolean()) {
      return;
    }
    throw new GcTimeoutException(
        "waited %s for %s, but it didn't happen. %s"
            .formatted(words(patience), what, explanation.get())
            .strip());
  }

  private static String blame(Reference<?> reference) {
    Object referent = reference.get();
    if (referent == null) {
      return "";
    }
    Holders holders = whoHolds(referent);
    if (holders.count() > 0) {
      return "Something still holds it. " + holders;
    }
    return reference instanceof SoftReference
        ? "Java clears a soft reference only when memory gets short."
        : "Something still holds it, but no variable that I can see. " + holders.blindSpots();
  }

  private static String words(Duration patience) {
    long millis = patience.toMillis();
    return millis < 1000 ? millis + " ms" : String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
  }
}
