package weakrefs.gc;

import java.time.Duration;
import java.time.Instant;

/**
 * One garbage collection that took place.
 *
 * @param collector what did it, as the JVM names it: {@code G1 Old Generation}
 * @param cause why, as the JVM names it: {@code System.gc()}
 * @param start when it began, to about a millisecond
 * @param length how long it took from its beginning to its end, to about a millisecond. With a
 *     concurrent collector (Z, Shenandoah), the program ran for most of that time.
 */
public record GarbageCollection(String collector, String cause, Instant start, Duration length) {
  /** Whether the program asked for it, with {@link System#gc}. */
  public boolean wasAskedFor() {
    return cause.equals("System.gc()");
  }
}
