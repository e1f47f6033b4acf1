package weakrefs.bench;

import com.google.common.testing.GcFinalization;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import weakrefs.gc.GarbageCollector;

/**
 * How long it takes until an object that nothing holds is collected, and you can see that it's
 * gone.
 *
 * <p>Each trial makes an object that only a weak reference refers to. From then on the clock runs
 * until the reference is cleared, in one of four ways:
 *
 * <ul>
 *   <li>{@code bare}: {@link System#gc()} once, then looking until it's cleared: the least that you
 *       could do
 *   <li>{@code ours}: {@link GarbageCollector#awaitCleared(Reference)}
 *   <li>{@code collect}: {@link GarbageCollector#collect()}, then looking until it's cleared
 *   <li>{@code guava}: Guava testlib's {@code GcFinalization.awaitClear}
 * </ul>
 *
 * <p>The ways take turns within one JVM, and each round starts with a different one, so that none
 * gets the better moments. A twentieth as many rounds come first, to warm up; only their misses are
 * recorded. A trial that isn't over after ten seconds, or that ends in an exception, is a miss.
 *
 * <p>The heap also contains some 20 MB of maps, lists and strings that stay, as in a notebook's
 * kernel.
 *
 * <p>Arguments: the JSON file for each trial's time, and the number of trials for each way.
 *
 * <pre>{@code
 * java -Xmx256m -XX:+UseG1GC -cp ... weakrefs.bench.Waiting target/bench/waiting.json 1000
 * }</pre>
 */
public final class Waiting {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final int LIVE_MEGABYTES = 20;

  private interface Way {
    /** Returns when it is cleared; whether it is. */
    boolean await(Reference<?> reference);
  }

  private static final Map<String, Way> WAYS = new LinkedHashMap<>();

  static {
    WAYS.put("bare", Waiting::collectOnce);
    WAYS.put(
        "ours",
        reference -> {
          GarbageCollector.awaitCleared(reference);
          return true;
        });
    WAYS.put(
        "collect",
        reference -> {
          GarbageCollector.collect();
          return look(reference);
        });
    WAYS.put(
        "guava",
        reference -> {
          GcFinalization.awaitClear((WeakReference<?>) reference);
          return true;
        });
  }

  private Waiting() {}

  /** Measures, and writes the file. */
  public static void main(String[] arguments) throws IOException {
    int trials = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1000;
    List<Object> kernel = liveObjects();
    Map<String, Object> results = Results.ofThisJvm();
    results.put("liveBytes", usedBytes());
    results.putAll(measure(trials));
    Reference.reachabilityFence(kernel);
    Results.write(Path.of(arguments[0]), results);
  }

  static Map<String, Object> measure(int trials) {
    List<String> names = new ArrayList<>(WAYS.keySet());
    Map<String, List<Long>> nanos = new LinkedHashMap<>();
    Map<String, Integer> missed = new LinkedHashMap<>();
    names.forEach(name -> nanos.put(name, new ArrayList<>()));
    names.forEach(name -> missed.put(name, 0));
    for (int round = -trials / 20; round < trials; round++) {
      for (int turn = 0; turn < names.size(); turn++) {
        String name = names.get(Math.floorMod(round + turn, names.size()));
        long took = trial(WAYS.get(name));
        if (took < 0) {
          missed.merge(name, 1, Integer::sum);
        } else if (round >= 0) {
          nanos.get(name).add(took);
        }
      }
    }
    Map<String, Object> results = new LinkedHashMap<>();
    results.put("trials", trials);
    results.put("ways", nanos);
    results.put("missed", missed);
    return results;
  }

  /** Nanoseconds, or less than 0 for a miss. */
  private static long trial(Way way) {
    WeakReference<Object> reference = new WeakReference<>(new Object());
    long start = System.nanoTime();
    boolean done;
    try {
      done = way.await(reference);
    } catch (RuntimeException e) { // out of patience
      done = false;
    }
    long took = System.nanoTime() - start;
    return done && reference.refersTo(null) ? took : -1;
  }

  private static boolean collectOnce(Reference<?> reference) {
    System.gc();
    return look(reference);
  }

  private static boolean look(Reference<?> reference) {
    long start = System.nanoTime();
    while (!reference.refersTo(null)) {
      if (System.nanoTime() - start > PATIENCE_NANOS) {
        return false;
      }
      Thread.onSpinWait();
    }
    return true;
  }

  private static List<Object> liveObjects() {
    List<Object> all = new ArrayList<>();
    long before = usedBytes();
    while (usedBytes() - before < LIVE_MEGABYTES * 1024L * 1024L) {
      for (int i = 0; i < 200; i++) {
        Map<String, Object> cell = new HashMap<>();
        for (int name = 0; name < 4; name++) {
          List<String> lines = new ArrayList<>();
          for (int n = 0; n < 8; n++) {
            lines.add("line %d of a cell like any other".formatted(n));
          }
          cell.put("variable " + all.size() + " " + name, lines);
        }
        all.add(cell);
      }
    }
    return all;
  }

  private static long usedBytes() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
