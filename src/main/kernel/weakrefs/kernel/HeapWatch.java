package weakrefs.kernel;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;

/**
 * Notices when the JVM does nothing but collect. If the heap is full of what variables hold, every
 * few kilobytes cost a whole collection: there's no OutOfMemoryError, and no answer either. While
 * it watches, this allocates nothing.
 *
 * <p>It asks for the free memory in a separate thread. The JVM answers under the lock that each
 * allocation and each collection wants, too (JDK 17: {@code CollectedHeap::unused}), and where
 * several threads collect in turn, that thread may never get it. What it was told last counts then.
 */
final class HeapWatch {
  private static final long PAUSE_MS = 500;
  private static final long FIRST_MS = 3_000;
  private static final long SECOND = 1_000_000_000;

  /** After so long, the reserve is given up, which is enough for an answer in words. */
  private static final long TROUBLE = 2 * SECOND;

  /** After so long, the kernel can't go on. */
  private static final long HOPELESS = 20 * SECOND;

  /** After so long without an answer, there won't be one. */
  private static final long STALE = 3 * SECOND;

  /**
   * The time between two looks counts so often less after one that saw no trouble. A single such
   * look can't end the matter: on a busy machine, a thread may just have waited for a processor.
   */
  private static final int RELIEF = 2;

  private final Runtime runtime = Runtime.getRuntime();
  private volatile long free = Long.MAX_VALUE;
  private volatile long asked = System.nanoTime();

  private HeapWatch() {}

  static void start() {
    HeapWatch watch = new HeapWatch();
    Background.begin(watch::ask, "heap question");
    Background.begin(watch::watch, "heap watch");
  }

  private void ask() {
    try {
      while (true) {
        asked = System.nanoTime();
        free = free();
        if (isInUse(free)) {
          Ending.mayCome();
        }
        Thread.sleep(PAUSE_MS);
      }
    } catch (InterruptedException e) {
      // nothing interrupts it
    }
  }

  /** Whether so much is in use that the next moment could fill the rest. */
  private boolean isInUse(long free) {
    return free < runtime.maxMemory() * 3 / 4;
  }

  private long free() {
    return runtime.maxMemory() - runtime.totalMemory() + runtime.freeMemory();
  }

  /**
   * They come first, unless they fill the heap, because then there'd be no memory to begin with.
   */
  private void waitForFirstCells() throws InterruptedException {
    for (long waited = 0; waited < FIRST_MS && !isInUse(free()); waited += 20) {
      Thread.sleep(20);
    }
  }

  private void watch() {
    try {
      waitForFirstCells();
      if (isInUse(free())) {
        Ending.mayCome();
      }
      GarbageCollectorMXBean[] collectors =
          ManagementFactory.getGarbageCollectorMXBeans().stream()
              .filter(bean -> !bean.getName().endsWith("Cycles")) // these run concurrently
              .toArray(GarbageCollectorMXBean[]::new);
      long spent = 0;
      long looked = System.nanoTime();
      long inTrouble = 0;
      while (true) {
        Thread.sleep(PAUSE_MS);
        long spentNow = 0;
        for (int i = 0; i < collectors.length; i++) { // an iterator would be an allocation
          spentNow += collectors[i].getCollectionTime();
        }
        long now = System.nanoTime();
        long passed = now - looked;
        boolean onlyCollects = spentNow - spent > 0.7 * passed / 1_000_000;
        boolean isFull = free < runtime.maxMemory() / (now - asked > STALE ? 8 : 16);
        inTrouble =
            onlyCollects && isFull ? inTrouble + passed : Math.max(0, inTrouble - RELIEF * passed);
        if (inTrouble > HOPELESS) {
          Ending.becauseTheHeapIsFull();
        } else if (inTrouble > TROUBLE) {
          Reserve.giveUp();
        }
        spent = spentNow;
        looked = now;
      }
    } catch (InterruptedException e) {
      // nothing interrupts it
    }
  }
}
