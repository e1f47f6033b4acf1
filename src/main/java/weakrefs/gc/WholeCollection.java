package weakrefs.gc;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Set;

/**
 * Whether the whole heap has been collected since this was made, by the JVM's own count, where a
 * request may pass without that: up to JDK 21 Serial, Parallel and G1 can't collect while native
 * code has a Java array in hand (compressing a picture does), and make up for it with a young
 * collection only. So a live chart could let an old object outlive a cell's {@code collect()}, once
 * in 457 tests. See "Get/ReleasePrimitiveArrayCritical" in the JNI specification, and JEP 423.
 */
final class WholeCollection {
  private static final Set<String> OF_THE_WHOLE_HEAP =
      Set.of("MarkSweepCompact", "PS MarkSweep", "G1 Old Generation");

  private static final List<GarbageCollectorMXBean> COUNTERS =
      ManagementFactory.getGarbageCollectorMXBeans().stream()
          .filter(bean -> OF_THE_WHOLE_HEAP.contains(bean.getName()))
          .toList();

  /** Where a request is met beside the program, before JDK 20 G1 doesn't count that. */
  private static final boolean COUNTED =
      !COUNTERS.isEmpty() && !Request.isOptionOn("ExplicitGCInvokesConcurrent");

  private final long before = count();

  /** True as well where no request passes without a collection, or none is counted. */
  boolean hasBeen() {
    return !COUNTED || count() > before;
  }

  private static long count() {
    return COUNTERS.stream().mapToLong(GarbageCollectorMXBean::getCollectionCount).sum();
  }
}
