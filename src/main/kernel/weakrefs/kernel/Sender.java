package weakrefs.kernel;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.dflib.jjava.jupyter.channels.Loop;

/**
 * Uses JeroMQ on behalf of threads that may be interrupted, because JeroMQ can't stand that.
 * Interrupted in the middle of a message, it joins that one with the next. And if the interrupt
 * comes while it writes to the pipe through which its threads wake each other, the pipe is closed,
 * as {@link java.nio.channels.InterruptibleChannel} says, and no later message is sent.
 */
final class Sender {
  private static volatile Thread thread;

  private static final ExecutorService SENDER =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread made = new Thread(task, "output");
            made.setDaemon(true);
            thread = made;
            return made;
          });

  private Sender() {}

  static void run(Runnable task) {
    call(Executors.callable(task));
  }

  /** Waits for it, also if the caller is interrupted, so that what a cell sends is in order. */
  static <T> T call(Callable<T> task) {
    boolean isInterrupted = false;
    try {
      Thread caller = Thread.currentThread();
      if (caller == thread || caller instanceof Loop) { // a channel's own thread isn't interrupted
        return task.call();
      }
      Future<T> done = SENDER.submit(task);
      while (true) {
        try {
          return done.get();
        } catch (InterruptedException e) {
          isInterrupted = true;
        }
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a message can't be sent", e.getCause());
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("a message can't be sent", e);
    } finally {
      if (isInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
