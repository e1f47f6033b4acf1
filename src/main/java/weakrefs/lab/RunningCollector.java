package weakrefs.lab;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import weakrefs.gc.GarbageCollector;

/**
 * Which of the five collectors runs in this JVM. Apart from {@link FiveCollectors}, because a JVM
 * in a box has no charting library, and would look for it to verify that class.
 */
final class RunningCollector {
  static final List<String> NAMES = List.of("Serial", "Parallel", "G1", "Z", "Shenandoah");

  private RunningCollector() {}

  /** By its name here; of a collector that isn't one of the five, what the JVM itself calls it. */
  static String name() {
    HotSpotDiagnosticMXBean jvm =
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    for (String name : NAMES) {
      try {
        if (Boolean.parseBoolean(jvm.getVMOption("Use" + name + "GC").getValue())) {
          return name;
        }
      } catch (IllegalArgumentException e) {
        // built without it
      }
    }
    return GarbageCollector.collectorNames();
  }
}
