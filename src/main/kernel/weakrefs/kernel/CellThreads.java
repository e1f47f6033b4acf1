package weakrefs.kernel;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
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
    List<Thread> running = running(before);
    STOPPED.addAll(running);
    for (long left = GRACE_MS; !running.isEmpty() && left > 0; left -= 20) {
      running.forEach(Thread::interrupt); // again, as a first one may have been caught
      Thread.sleep(20);
      running = running(before);
    }
    Set<Thread> remain = Set.copyOf(running);
    STOPPED.removeIf(thread -> !before.contains(thread) && !remain.contains(thread));
    return !remain.isEmpty();
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
  private static List<Thread> running(Set<Thread> except) {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(entry -> isOne(entry.getKey()))
        .filter(entry -> !except.contains(entry.getKey()))
        .filter(
            entry ->
                Arrays.stream(entry.getValue())
                    .anyMatch(frame -> frame.getClassName().startsWith("REPL.$JShell$")))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** An Error, so that no {@code catch (Exception e)} in a cell goes on with it. */
  private static final class Stopped extends Error {
    private static final long serialVersionUID = 1;

    Stopped() {
      super("this cell was stopped", null, false, false);
    }
  }
}
