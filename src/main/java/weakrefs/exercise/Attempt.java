package weakrefs.exercise;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs a learner's code where it can neither hang the notebook nor end the check. */
final class Attempt {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private Attempt() {}

  /** What the code did instead of returning; the message is for the learner. */
  static final class Failed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Failed(String message) {
      super(message, null, false, false);
    }
  }

  /**
   * The code's result.
   *
   * @throws Failed if it threw, or wasn't done after ten seconds
   */
  static <T> T run(Callable<T> code) {
    return run(code, PATIENCE);
  }

  static <T> T run(Callable<T> code, Duration patience) {
    FutureTask<T> task = new FutureTask<>(code);
    Thread thread = new Thread(task, "attempt");
    thread.setDaemon(true);
    thread.start();
    try {
      return task.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new Failed("Your code ended with " + words(e.getCause()) + ".");
    } catch (TimeoutException e) {
      throw new Failed(
          "Your code was not done after %d seconds. Does it wait for something, or go round for ever?"
              .formatted(Math.max(1, patience.toSeconds())));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failed("The check was interrupted.");
    } finally {
      thread.interrupt(); // if it still runs, it may as well stop
    }
  }

  /** An exception in the words of its maker. */
  static String words(Throwable thrown) {
    String message = thrown.getMessage();
    return thrown.getClass().getSimpleName() + (message == null ? "" : " (" + message + ")");
  }
}
