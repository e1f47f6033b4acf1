package weakrefs.kernel;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;

/**
 * Notices when the JVM does nothing but collect. If the heap is full of what variables hold, every
 * few kilobytes cost a whole collection: there's no OutOfMemoryError, and no answer either. While
 * it watches, this allocates nothing.
 */
final class HeapWatch implements Runnable {
  private static final long PAUSE_MS = 500;

  /** After so many looks, the reserve is given up, which is enough for an answer in words. */
  private static final int TROUBLE = 4;

  /** After so many, the kernel can't go on. */
  private static final int HOPELESS = 40;

  /**
   * So many looks count no more after one that saw no trouble. A single such look can't end the
   * matter: on a busy machine, a thread may just have waited for a processor.
   */
  private static final int RELIEF = 4;

  private HeapWatch() {}

  static void start() {
    Thread thread = new Thread(new HeapWatch(), "heap watch");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void run() {
    try {
      Thread.sleep(3_000); // the first cells come first
      GarbageCollectorMXBean[] collectors =
          ManagementFactory.getGarbageCollectorMXBeans().stream()
              .filter(bean -> !bean.getName().endsWith("Cycles")) // these run concurrently
              .toArray(GarbageCollectorMXBean[]::new);
      Runtime runtime = Runtime.getRuntime();
      long spent = 0;
      long looked = System.nanoTime();
      int inTrouble = 0;
      while (true) {
        Thread.sleep(PAUSE_MS);
        long spentNow = 0;
        for (int i = 0; i < collectors.length; i++) { // an iterator would be an allocation
          spentNow += collectors[i].getCollectionTime();
        }
        long now = System.nanoTime();
        boolean onlyCollects = spentNow - spent > 0.7 * (now - looked) / 1_000_000;
        long free = runtime.maxMemory() - runtime.totalMemory() + runtime.freeMemory();
        boolean isTrouble = onlyCollects && free < runtime.maxMemory() / 16;
        inTrouble = isTrouble ? inTrouble + 1 : Math.max(0, inTrouble - RELIEF);
        if (inTrouble == TROUBLE) {
          Reserve.giveUp();
        } else if (inTrouble == HOPELESS) {
          Ending.becauseTheHeapIsFull();
        }
        spent = spentNow;
        looked = now;
      }
    } catch (InterruptedException e) {
      // nothing interrupts it
    }
  }
}
