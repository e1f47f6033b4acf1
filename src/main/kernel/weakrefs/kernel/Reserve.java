package weakrefs.kernel;

/** A little memory that's given up when the heap is full, so that the kernel can say so. */
final class Reserve {
  private static final long MOST = 16 << 20;

  private static volatile byte[] memory;

  private Reserve() {}

  /** Sets it aside (again), unless the heap is nearly full: then the next cell needs the space. */
  static synchronized void set() {
    if (memory != null) {
      return;
    }
    Runtime runtime = Runtime.getRuntime();
    int size = (int) Math.min(MOST, runtime.maxMemory() / 32);
    if (runtime.maxMemory() - runtime.totalMemory() + runtime.freeMemory() > 4L * size) {
      try {
        memory = new byte[size];
      } catch (OutOfMemoryError e) {
        memory = null; // the free memory is in pieces that are too small
      }
    }
  }

  /** Doesn't wait for {@link #set}, which may have to wait for collections. */
  static void giveUp() {
    memory = null;
  }
}
