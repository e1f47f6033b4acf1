package weakrefs.kernel;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A part of a request that a different thread does, so that the request is answered even if it
 * never ends.
 *
 * <p>A {@link java.util.concurrent.Future} would do, but it keeps its result for as long as
 * something holds the future, and here the result may be the very object that a notebook wants
 * collected.
 */
final class Work<T> implements Runnable {
  private static final ExecutorService THREADS =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "cell");
            thread.setDaemon(true);
            return thread;
          });

  /** Whether this is one of the threads that do it. */
  static boolean isOne(Thread thread) {
    return thread.getName().equals("cell");
  }

  private Callable<T> task;
  private T result;
  private Throwable thrown;
  private Thread thread;
  private boolean done;

  private Work(Callable<T> task) {
    this.task = task;
  }

  static <T> Work<T> begin(Callable<T> task) {
    Work<T> work = new Work<>(task);
    THREADS.execute(work);
    return work;
  }

  @Override
  public void run() {
    synchronized (this) {
      thread = Thread.currentThread();
    }
    T value = null;
    Throwable failure = null;
    try {
      value = task.call();
    } catch (Throwable e) {
      failure = e;
    }
    synchronized (this) {
      task = null;
      result = value;
      thrown = failure;
      thread = null;
      done = true;
      notifyAll();
    }
  }

  /**
   * Waits until it has ended, but no longer than so many milliseconds. Returns whether it has
   * ended.
   */
  synchronized boolean await(long millis) throws InterruptedException {
    long end = System.nanoTime() + millis * 1_000_000;
    for (long left = millis; !done && left > 0; left = (end - System.nanoTime()) / 1_000_000) {
      wait(left);
    }
    return done;
  }

  synchronized boolean isDone() {
    return done;
  }

  synchronized void interrupt() {
    if (thread != null) {
      thread.interrupt();
    }
  }

  /** Its result, but only once, or throws what it has thrown. Only call it after it has ended. */
  synchronized T take() throws Throwable {
    if (thrown != null) {
      throw thrown;
    }
    T taken = result;
    result = null;
    return taken;
  }
}
