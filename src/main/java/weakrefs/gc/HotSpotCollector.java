package weakrefs.gc;

import java.util.Arrays;
import java.util.Optional;

/**
 * HotSpot's five garbage collectors, by the names that the course gives them. (A sixth, Epsilon,
 * never collects: JEP 318.) A JDK may have been built without some of them. Just {@code Collector}
 * would be ambiguous in a notebook, because notebooks import {@code java.util.stream}.
 *
 * <pre>{@code
 * HotSpotCollector.SERIAL               // Serial
 * HotSpotCollector.SERIAL.flag()        // -XX:+UseSerialGC
 * HotSpotCollector.here()               // Optional[G1], on most machines
 * }</pre>
 */
public enum HotSpotCollector {
  // src/main/python/tutorial/collectors.py reads these lines.
  SERIAL("Serial", "-XX:+UseSerialGC", 5),
  PARALLEL("Parallel", "-XX:+UseParallelGC", 5),
  G1("G1", "-XX:+UseG1GC", 7),
  Z("Z", "-XX:+UseZGC", 15),
  SHENANDOAH("Shenandoah", "-XX:+UseShenandoahGC", 15);

  private final String word;
  private final String flag;
  private final int since;

  HotSpotCollector(String word, String flag, int since) {
    this.word = word;
    this.flag = flag;
    this.since = since;
  }

  /** The option that chooses it when a JVM starts. */
  public String flag() {
    return flag;
  }

  /**
   * The first JDK whose flag doesn't need another one to unlock it: 5 or earlier ("Memory
   * Management in the Java HotSpot Virtual Machine"), 7 (its fourth update), or 15 (JEP 377 and JEP
   * 379).
   */
  public int since() {
    return since;
  }

  /** Its name in the course: {@code Serial}. */
  @Override
  public String toString() {
    return word;
  }

  /** The one that this JVM uses; empty if it isn't one of the five. */
  public static Optional<HotSpotCollector> here() {
    return Arrays.stream(values())
        .filter(c -> Request.isOptionOn(c.flag.substring("-XX:+".length())))
        .findFirst();
  }

  /**
   * The name of the one that this JVM uses; if it isn't one of the five, the JVM's own name for it.
   */
  public static String nameHere() {
    return here().map(HotSpotCollector::toString).orElseGet(GarbageCollector::collectorNames);
  }
}
