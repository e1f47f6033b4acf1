package weakrefs.kernel;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
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
    call(
        () -> {
          task.run();
          return null;
        });
  }

  /** Waits for it, also if the caller is interrupted, so that what a cell sends is in order. */
  static <T> T call(Supplier<T> task) {
    Thread caller = Thread.currentThread();
    if (caller == thread || caller instanceof Loop) { // a channel's own thread isn't interrupted
      return task.get();
    }
    try {
      return CompletableFuture.supplyAsync(task, SENDER).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof Error error) { // a full heap, for example
        throw error;
      }
      throw (RuntimeException) e.getCause(); // a Supplier throws nothing else
    }
  }
}
