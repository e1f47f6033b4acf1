package weakrefs.gc;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Set;

/**
 * Whether the whole heap has been collected since this was made, by the JVM's own count. A request
 * may pass without that: older JDKs can't collect while native code has its hands on a Java array
 * (compressing a picture does that), and make up for it with a young collection only. With G1
 * that's before JDK 22 (JEP 423), with Serial and Parallel before 25 (JDK-8192647). So a live chart
 * could let an old object outlive a cell's {@code collect()}, once in 457 tests. See
 * "Get/ReleasePrimitiveArrayCritical" in the JNI specification.
 */
final class WholeCollection {
  private static final Set<String> OF_THE_WHOLE_HEAP =
      Set.of("MarkSweepCompact", "PS MarkSweep", "G1 Old Generation");

  private static final List<GarbageCollectorMXBean> COUNTERS =
      ManagementFactory.getGarbageCollectorMXBeans().stream()
          .filter(bean -> OF_THE_WHOLE_HEAP.contains(bean.getName()))
          .toList();

  /** If requests start concurrent cycles, G1's bean for the whole heap doesn't count those. */
  private static final boolean COUNTED =
      !COUNTERS.isEmpty() && !Request.isOptionOn("ExplicitGCInvokesConcurrent");

  private final long before = count();

  /** Also true if requests here never pass without a collection, or collections aren't counted. */
  boolean hasBeen() {
    return !COUNTED || count() > before;
  }

  private static long count() {
    return COUNTERS.stream().mapToLong(GarbageCollectorMXBean::getCollectionCount).sum();
  }
}
