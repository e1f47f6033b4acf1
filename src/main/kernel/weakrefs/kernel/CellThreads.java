package weakrefs.kernel;

import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * The threads that run a cell's code. JJava cancels a stopped cell's task, which interrupts its
 * thread; code that doesn't look for that goes on.
 */
final class CellThreads {
  /** How long code gets to notice a stop. What looks for it needs a few milliseconds. */
  static final long GRACE_MS = 2_000;

  /** Those that were stopped, and go on. */
  private static final Set<Thread> STOPPED =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

  private CellThreads() {}

  /**
   * Sees to it that the cell that was just stopped ends, as far as it lets itself be ended.
   *
   * @return whether it goes on
   */
  static boolean outliveAStop() throws InterruptedException {
    Set<Thread> before = Set.copyOf(STOPPED); // of earlier cells, which have been told already
    Map<Thread, StackTraceElement[]> running = running(before);
    STOPPED.addAll(running.keySet());
    for (long left = GRACE_MS; !running.isEmpty() && left > 0; ) {
      running.keySet().forEach(Thread::interrupt); // again, as a first one may have been caught
      Thread.sleep(20);
      running = running(before);
      // One that prints ends as soon as the browser has taken what it has printed.
      left -= has(running, Output.class.getName()) ? 1 : 20;
    }
    Set<Thread> remain = Set.copyOf(running.keySet());
    STOPPED.removeIf(thread -> !before.contains(thread) && !remain.contains(thread));
    return !remain.isEmpty();
  }

  /** Forgets those that have ended since: JJava gives such a thread to the next cell. */
  static void forgetThoseThatEnded() {
    if (!STOPPED.isEmpty()) {
      STOPPED.retainAll(running(Set.of()).keySet());
    }
  }

  /** Whoever prints in a loop, and was stopped, ends here. */
  static void endIfStopped() {
    if (!STOPPED.isEmpty() && STOPPED.contains(Thread.currentThread())) {
      throw new Stopped();
    }
  }

  /** Whether it is one of the threads in which JJava runs cells. */
  static boolean isOne(Thread thread) {
    return thread.getName().startsWith("jjava-exec-");
  }

  /** Those with a frame of a snippet: JShell wraps each in a class of this name. */
  private static Map<Thread, StackTraceElement[]> running(Set<Thread> except) {
    Map<Thread, StackTraceElement[]> running = Thread.getAllStackTraces();
    running
        .entrySet()
        .removeIf(
            entry ->
                !isOne(entry.getKey())
                    || except.contains(entry.getKey())
                    || !has(Map.of(entry.getKey(), entry.getValue()), "REPL.$JShell$"));
    return running;
  }

  private static boolean has(Map<Thread, StackTraceElement[]> threads, String classPrefix) {
    return threads.values().stream()
        .flatMap(Arrays::stream)
        .anyMatch(frame -> frame.getClassName().startsWith(classPrefix));
  }

  /** An Error, so that no {@code catch (Exception e)} in a cell goes on with it. */
  private static final class Stopped extends Error {
    private static final long serialVersionUID = 1;

    Stopped() {
      super("this cell was stopped", null, false, false);
    }
  }
}
