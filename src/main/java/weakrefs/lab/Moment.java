package weakrefs.lab;

import java.util.List;
import tech.tablesaw.api.Table;
import weakrefs.cache.Cache;
import weakrefs.timeline.Timeline;

/**
 * What an experiment's JVM says about its cache and its heap. Times are in milliseconds since the
 * work began.
 */
sealed interface Moment {
  /** A look at both: entries held, values still living, loads, and used heap in megabytes. */
  record Look(double time, int held, int living, long loads, double heap) implements Moment {
    static Look at(Cache<?, ?> cache, long startNanos) {
      Runtime runtime = Runtime.getRuntime();
      double heap = (runtime.totalMemory() - runtime.freeMemory()) / 1048576.0;
      int held = cache.size();
      int living = Math.min(held, cache.living());
      double time = rounded((System.nanoTime() - startNanos) / 1e6, 2);
      return new Look(time, held, living, cache.loads(), rounded(heap, 1));
    }
  }

  /** A collection: when it began, how long it took, and which collector did it. */
  record Collected(double time, double length, String what) implements Moment {}

  /**
   * A pause, when none of the program's threads ran; or a stall, when one thread waited for memory.
   */
  record Paused(double time, double length, boolean stall) implements Moment {}

  /** With as many digits as are worth telling. */
  static double rounded(double number, int digits) {
    double power = Math.pow(10, digits);
    return Math.round(number * power) / power;
  }

  /** Looks and collections as a {@link Timeline}'s table, in this order. */
  static Table table(String name, String cache, List<Moment> moments) {
    Table table = Timeline.table(name);
    for (Moment moment : moments) {
      if (moment instanceof Look look) {
        Timeline.appendLook(table, look.time, cache, look.held, look.living, look.loads, look.heap);
      } else if (moment instanceof Collected one) {
        Timeline.appendCollection(table, one.time, one.what, Math.round(one.length));
      }
    }
    return table;
  }
}
