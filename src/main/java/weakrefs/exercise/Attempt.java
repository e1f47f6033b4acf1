package weakrefs.exercise;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import weakrefs.gc.GarbageCollector;
import weakrefs.gc.GcTimeoutException;

/** Runs a learner's code where it can neither hang the notebook nor end the check. */
final class Attempt {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private Attempt() {}

  /**
   * The code's result.
   *
   * @throws Unsolved if it throws, or isn't done after ten seconds
   */
  static <T> T run(Callable<T> code) {
    return run(code, PATIENCE, stillRunning(PATIENCE));
  }

  static String stillRunning(Duration patience) {
    return Words.say(
        "Your code was still running after %d seconds. Is it waiting for something, or looping forever?",
        patience.toSeconds());
  }

  /**
   * @param tooLong what to say if it isn't done by then
   */
  static <T> T run(Callable<T> code, Duration patience, String tooLong) {
    AtomicReference<T> result = new AtomicReference<>();
    FutureTask<Void> task =
        new FutureTask<>(
            () -> {
              result.set(code.call());
              return null;
            });
    Thread thread = new Thread(task, "attempt");
    thread.setDaemon(true);
    thread.start();
    try {
      task.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      // A check may want the result collected. Until the thread ends, its stack holds the result;
      // and after
      // that the thread holds its task (since JDK 19), and the JVM the thread, for a moment more.
      thread.join();
      return result.getAndSet(null);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Unsolved unsolved
          ? unsolved
          : Unsolved.notYet("%s", Words.endedWith(e.getCause()));
    } catch (TimeoutException e) {
      throw Unsolved.notYet("%s", tooLong);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Unsolved.notYet("The check was interrupted.");
    } finally {
      thread.interrupt(); // if it's still running, it may as well stop
    }
  }

  /** Whether this comes true in time; collects while it waits. */
  static boolean isSoon(BooleanSupplier condition, Duration patience) {
    try {
      GarbageCollector.await("what a check waits for", condition, patience);
      return true;
    } catch (GcTimeoutException e) {
      return false;
    }
  }
}
