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
   * Asks for a collection of the whole heap, again and again while native code holds it up. (That's
   * a major collection for generational Z, the only Z from JDK 24 on, which clears weak references
   * in no other one.)
   *
   * @param nanos how long that may take
   * @param isEnough asked only where the JVM ignores requests: then it has to be made to collect,
   *     and whether it did only shows by what the collection was for
   */
  static void collection(long nanos, BooleanSupplier isEnough) {
    long start = System.nanoTime();
    WholeCollection collection = new WholeCollection();
    do { // without a pause: the moment in which native code lets the JVM collect is short
      System.gc();
    } while (!IGNORED && !collection.hasBeen() && isTimeLeft(start, nanos));
    if (IGNORED) {
      // Most collectors collect before they count, to know which objects live.
      GarbageCollector.classHistogram();
      // Shenandoah counts without collecting, but collects the whole heap when it fills.
      while (!isEnough.getAsBoolean() && isTimeLeft(start, Math.min(nanos, 2_000_000_000L))) {
        Reference.reachabilityFence(new byte[64 * 1024]);
      }
    }
  }

  private static boolean isTimeLeft(long start, long nanos) {
    return !Thread.currentThread().isInterrupted() && System.nanoTime() - start < nanos;
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
