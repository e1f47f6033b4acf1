package weakrefs.gc;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.util.function.BooleanSupplier;

/** The ways to make a JVM collect, the straightforward one first. */
final class Request {
  static final String DISABLED_NOTE =
      "This JVM does not collect on request; was it started with -XX:+DisableExplicitGC?";

  private static final boolean IGNORED = isOptionOn("DisableExplicitGC");

  private Request() {}

  /**
   * Asks for a collection of the whole heap, again and again while native code holds it up. (For
   * generational Z, the only Z since JEP 490 in JDK 24, that's a major collection, because a minor
   * one doesn't clear weak references.)
   *
   * @param nanos how long that may take
   * @param isEnough asked only if the JVM ignores requests: then it has to be made to collect, and
   *     only what the collection was for shows whether it did
   */
  static void collection(long nanos, BooleanSupplier isEnough) {
    long start = System.nanoTime();
    WholeCollection collection = new WholeCollection();
    do { // without a pause: the moment when native code lets the JVM collect is short
      System.gc();
    } while (!IGNORED && !collection.hasBeen() && isTimeLeft(start, nanos));
    if (IGNORED) {
      // Most collectors collect before they count, to know which objects are alive.
      GarbageCollector.classHistogram();
      // Shenandoah counts without collecting (VM_GC_HeapInspection in the source of JDK 17 and 21),
      // but collects the whole heap when it fills.
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
