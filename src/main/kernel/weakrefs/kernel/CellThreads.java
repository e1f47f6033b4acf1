package weakrefs.kernel;

import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The threads that run a cell's code. JJava cancels a stopped cell's task, which interrupts its
 * thread; code that doesn't check for that keeps running.
 */
final class CellThreads {
  /** How long code has to notice a stop. Code that checks for it only needs a few milliseconds. */
  static final long GRACE_MS = 2_000;

  /** The threads that were stopped but keep running. */
  private static final Set<Thread> STOPPED =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

  /** The threads that were there when the cell began, by their id: a kernel shouldn't hold any. */
  private static volatile Set<Long> there = Set.of();

  private CellThreads() {}

  /** What goes on after a stop. */
  enum Remains {
    NOTHING,
    THE_CELL,
    A_THREAD_OF_ITS
  }

  static void aCellBegins() {
    Thread[] threads = new Thread[2 * Thread.activeCount() + 10];
    int count = Thread.enumerate(threads);
    there = Arrays.stream(threads, 0, count).map(Thread::getId).collect(Collectors.toSet());
  }

  /**
   * Makes sure that the cell that was just stopped ends, as far as its code allows it.
   *
   * @return what's still running of it
   */
  static Remains outliveAStop() throws InterruptedException {
    Set<Thread> before = Set.copyOf(STOPPED); // from earlier cells, already reported
    Map<Thread, StackTraceElement[]> running = running(before);
    STOPPED.addAll(running.keySet());
    for (long left = GRACE_MS; left > 0 && !(running.isEmpty() && leftBehind().isEmpty()); ) {
      running.keySet().forEach(Thread::interrupt); // again, if the first one was caught
      Thread.sleep(20);
      running = running(before);
      // A cell that prints ends as soon as the browser has received what it printed.
      left -= has(running, Output.class.getName()) ? 1 : 20;
    }
    Set<Thread> remain = Set.copyOf(running.keySet());
    STOPPED.removeIf(thread -> !before.contains(thread) && !remain.contains(thread));
    return !remain.isEmpty()
        ? Remains.THE_CELL
        : leftBehind().isEmpty() ? Remains.NOTHING : Remains.A_THREAD_OF_ITS;
  }

  /**
   * Forgets the threads whose code has ended since, because JJava gives such a thread to the next
   * cell.
   */
  static void forgetThoseThatEnded() {
    if (!STOPPED.isEmpty()) {
      STOPPED.retainAll(running(Set.of()).keySet());
    }
  }

  /** Ends the code that called this, if it was stopped and keeps printing. */
  static void endIfStopped() {
    if (!STOPPED.isEmpty() && STOPPED.contains(Thread.currentThread())) {
      throw new Stopped();
    }
  }

  /** Whether this is one of the threads that JJava runs cells in. */
  static boolean isOne(Thread thread) {
    return thread.getName().startsWith("jjava-exec-");
  }

  /** The threads that run a cell's code, except these. */
  private static Map<Thread, StackTraceElement[]> running(Set<Thread> except) {
    return inSnippets(thread -> isOne(thread) && !except.contains(thread));
  }

  /** The threads that the cell's code has started; they never hear of a stop. */
  private static Map<Thread, StackTraceElement[]> leftBehind() {
    return inSnippets(
        thread -> !isOne(thread) && !Work.isOne(thread) && !there.contains(thread.getId()));
  }

  /** The threads with a snippet's frame: JShell wraps each snippet in a class with this name. */
  private static Map<Thread, StackTraceElement[]> inSnippets(Predicate<Thread> which) {
    Map<Thread, StackTraceElement[]> threads = Thread.getAllStackTraces();
    threads
        .entrySet()
        .removeIf(
            entry ->
                !which.test(entry.getKey())
                    || !has(Map.of(entry.getKey(), entry.getValue()), "REPL.$JShell$"));
    return threads;
  }

  private static boolean has(Map<Thread, StackTraceElement[]> threads, String classPrefix) {
    return threads.values().stream()
        .flatMap(Arrays::stream)
        .anyMatch(frame -> frame.getClassName().startsWith(classPrefix));
  }

  /** An Error, so that no {@code catch (Exception e)} in a cell swallows it. */
  private static final class Stopped extends Error {
    private static final long serialVersionUID = 1;

    Stopped() {
      super("this cell was stopped", null, false, false);
    }
  }
}
