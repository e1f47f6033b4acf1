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

  /**
   * After so many looks in a row, the reserve is given up, which is enough for an answer in words.
   */
  private static final int TROUBLE = 4;

  /** After so many, the kernel can't go on. */
  private static final int HOPELESS = 40;

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
        inTrouble = onlyCollects && free < runtime.maxMemory() / 16 ? inTrouble + 1 : 0;
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
