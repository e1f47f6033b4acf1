package weakrefs.gc;

import java.util.concurrent.locks.LockSupport;

/** A thread that asks for a collection every few milliseconds, until it's closed. */
final class Neighbor implements AutoCloseable {
  private final Thread thread = new Thread(this::collect);
  private volatile boolean goOn = true;

  Neighbor() {
    thread.start();
  }

  private void collect() {
    while (goOn) {
      System.gc();
      LockSupport.parkNanos(3_000_000); // leaves the others some air
    }
  }

  @Override
  public void close() throws InterruptedException {
    goOn = false;
    thread.join();
  }
}
