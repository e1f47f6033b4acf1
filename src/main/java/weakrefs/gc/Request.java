package weakrefs.gc;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.util.function.BooleanSupplier;

/** The ways to make a JVM collect, the straight one first. */
final class Request {
  static final String DISABLED_NOTE =
      "This JVM does not collect on request; was it started with -XX:+DisableExplicitGC?";

  private static final boolean IGNORED = isOptionOn("DisableExplicitGC");

  private Request() {}

  /**
   * Asks for a collection of the whole heap, again and again while native code holds it up.
   *
   * @param nanos how long that may take, or where only allocating makes the JVM collect
   * @param condition what the collection is for: when it holds, enough has been done
   * @return whether the condition was seen to hold
   */
  static boolean collection(long nanos, BooleanSupplier condition) {
    long start = System.nanoTime();
    if (!IGNORED) {
      WholeCollection collection = new WholeCollection();
      do { // without a pause: the moment in which native code lets the JVM collect is short
        System.gc();
      } while (!collection.hasBeen()
          && !Thread.currentThread().isInterrupted()
          && System.nanoTime() - start < nanos);
      return false; // not looked at yet
    }
    System.gc();
    // To know which objects live, most collectors collect first; and where there is no such command,
    // the caller still watches its condition.
    GarbageCollector.classHistogram();
    // Shenandoah counts without collecting, but collects the whole heap when it fills.
    long allowed = Math.min(nanos, 2_000_000_000L);
    boolean holds = condition.getAsBoolean();
    byte[] garbage = null;
    while (!holds
        && !Thread.currentThread().isInterrupted()
        && System.nanoTime() - start < allowed) {
      garbage = new byte[64 * 1024];
      holds = condition.getAsBoolean();
    }
    Reference.reachabilityFence(garbage);
    return holds;
  }

  static boolean isOptionOn(String name) {
    try {
      HotSpotDiagnosticMXBean hotSpot =
          ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
      return hotSpot != null && Boolean.parseBoolean(hotSpot.getVMOption(name).getValue());
    } catch (IllegalArgumentException e) {
      return false; // no such option in this JVM
    }
  }
}
