package weakrefs.kernel;

/** A little memory that is given up when the heap is full, so that the kernel can say so. */
final class Reserve {
  private static final long MOST = 4 << 20;

  private static byte[] memory;

  private Reserve() {}

  /** Sets it aside (again). Where there is no room for it, there is none. */
  static synchronized void set() {
    if (memory == null) {
      try {
        memory = new byte[(int) Math.min(MOST, Runtime.getRuntime().maxMemory() / 64)];
      } catch (OutOfMemoryError e) {
        memory = null;
      }
    }
  }

  static synchronized void giveUp() {
    memory = null;
  }
}
