package weakrefs.exercise;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import weakrefs.inspect.ResetVariables;

/** Runs a learner's code where it can neither hang the notebook nor end the check. */
final class Attempt {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** A longer message would fill the page. */
  private static final int LONGEST_MESSAGE = 200;

  private Attempt() {}

  /** What the code did instead of returning; the message is for the learner. */
  static final class Failed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Whether it was not done in time. */
    final boolean tookTooLong;

    Failed(String message) {
      this(message, false);
    }

    Failed(String message, boolean tookTooLong) {
      super(message, null, false, false);
      this.tookTooLong = tookTooLong;
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
      T result = task.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      thread.join(); // until it has ended it holds the result, which a check may want to go
      return result;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Failed failed) {
        throw failed;
      }
      throw new Failed(endedWith(e.getCause()));
    } catch (TimeoutException e) {
      throw new Failed(
          "Your code was still running after "
              + Math.max(1, patience.toSeconds())
              + " seconds. Is it waiting for something, or looping forever?",
          true);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failed("The check was interrupted.");
    } finally {
      thread.interrupt(); // if it still runs, it may as well stop
    }
  }

  /** A sentence; and one more if it is a variable's null that JShell has to answer for. */
  static String endedWith(Throwable thrown) {
    String why = thrown instanceof NullPointerException e ? ResetVariables.inWords(e) : "";
    return ("Your code stopped with an error: " + words(thrown) + ". " + why).strip();
  }

  /** An exception in the words of its maker. */
  static String words(Throwable thrown) {
    Class<?> named = thrown.getClass();
    while (named.isAnonymousClass()) {
      named = named.getSuperclass();
    }
    String message;
    try {
      message = thrown.getMessage();
    } catch (Throwable e) { // getMessage may be a learner's code, too
      message = null;
    }
    return named.getSimpleName() + (message == null ? "" : " (" + cut(message) + ")");
  }

  /** At most so much of it as fits into a sentence. */
  static String cut(String text) {
    return text.length() <= LONGEST_MESSAGE ? text : text.substring(0, LONGEST_MESSAGE) + "…";
  }
}
