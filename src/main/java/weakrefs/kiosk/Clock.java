package weakrefs.kiosk;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/** Ticks ten times a second, in a separate thread, and calls its listeners each time. */
final class Clock {
  private static final long NANOS_A_TICK = 100_000_000;

  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  void start() {
    Thread thread = new Thread(this::tick, "clock");
    thread.setDaemon(true);
    thread.start();
  }

  private void tick() {
    while (true) {
      LockSupport.parkNanos(NANOS_A_TICK);
      listeners.forEach(Runnable::run);
    }
  }

  void onTick(Runnable listener) {
    listeners.add(listener);
  }

  void forget(Runnable listener) {
    listeners.remove(listener);
  }
}
