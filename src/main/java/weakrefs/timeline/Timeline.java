package weakrefs.timeline;

import static java.util.Objects.requireNonNull;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import weakrefs.cache.Cache;
import weakrefs.gc.CollectionLog;
import weakrefs.gc.GarbageCollection;

/**
 * Watches caches while some work is done, and returns what it saw as a {@link Table}.
 *
 * <p>It looks at the caches from a thread of its own, every 2 ms as far as the machine allows:
 * often enough for a chart, seldom enough to stay out of the way. It asks for numbers only and
 * never holds what a cache holds. After the work it waits until the caches have noticed what was
 * collected (a second at most), and watches for a twentieth of the time more (half a second at
 * most), so the last row of each cache tells the settled truth.
 *
 * <p>It can't see what comes and goes between two looks.
 *
 * <pre>{@code
 * Table history = new Timeline()
 *     .watch("never forgets", strong)
 *     .watch("lets go", weak)
 *     .record(() -> phoneBook.names().forEach(name -> { strong.get(name); weak.get(name); }));
 * }</pre>
 */
public final class Timeline {
  /** Milliseconds since the work began. */
  public static final String TIME = "Time (ms)";

  /** The name under which the cache is watched; missing in the row of a collection. */
  public static final String CACHE = "Cache";

  /** Entries that the cache holds: {@link Cache#size}. */
  public static final String HELD = "Entries held";

  /** Values that are still there: {@link Cache#living}. */
  public static final String LIVING = "Living";

  /** How often the cache has loaded: {@link Cache#loads}. */
  public static final String LOADS = "Loads";

  /**
   * Used heap of this JVM, in megabytes of 1,048,576 bytes; garbage counts until it is collected.
   */
  public static final String HEAP = "Used heap (MB)";

  /** In the row of a collection: the collector and the cause. Missing in all other rows. */
  public static final String COLLECTION = "Collection";

  /** In the row of a collection: milliseconds from its beginning to its end. */
  public static final String COLLECTION_LENGTH = "Collection took (ms)";

  private static final Duration EVERY = Duration.ofMillis(2);
  private static final Duration SETTLING = Duration.ofSeconds(1);
  private static final Duration LINGERING = Duration.ofMillis(500);

  /** Replaced, never changed: the watcher may be reading it. */
  private volatile Map<String, Cache<?, ?>> caches = Map.of();

  private final List<Sample> samples = new ArrayList<>();

  private record Sample(
      Duration time, String cache, int held, int living, long loads, double heapMegabytes) {}

  /**
   * Adds a cache to those that are watched.
   *
   * @param name what to call it in the table and in charts
   * @return this timeline
   * @throws IllegalArgumentException if another cache has this name, or the name is blank
   */
  public synchronized Timeline watch(String name, Cache<?, ?> cache) {
    requireNonNull(name, "the cache needs a name");
    requireNonNull(cache, "there is no cache to watch: it is null");
    if (name.isBlank()) {
      throw new IllegalArgumentException("the cache needs a name, and this one is blank");
    }
    Map<String, Cache<?, ?>> more = new LinkedHashMap<>(caches);
    if (more.putIfAbsent(name, cache) != null) {
      throw new IllegalArgumentException(
          "two caches are called \"" + name + "\"; give each a name of its own");
    }
    caches = more;
    return this;
  }

  /**
   * Does the work, in the calling thread, and returns what happened meanwhile: a row for each look
   * at each cache and a row for each collection, in the order of time. The columns are the
   * constants of this class. What the work throws is thrown on.
   *
   * @throws IllegalStateException if no cache is watched
   */
  public synchronized Table record(Runnable work) {
    requireNonNull(work, "there is no work to do: it is null");
    if (caches.isEmpty()) {
      throw new IllegalStateException("no cache to watch yet: call watch(name, cache) first");
    }
    look(System.nanoTime()); // loads what looking needs, so that time begins with the work
    try (CollectionLog log = CollectionLog.start()) {
      samples.clear();
      Instant start = Instant.now();
      long startNanos = System.nanoTime();
      look(startNanos);
      Thread watcher = new Thread(() -> lookUntilInterrupted(startNanos), "timeline");
      watcher.setDaemon(true);
      watcher.start();
      try {
        work.run();
        settle();
        linger(System.nanoTime() - startNanos);
      } finally {
        stop(watcher);
      }
      look(startNanos);
      return table(start, log.collections());
    }
  }

  private void lookUntilInterrupted(long startNanos) {
    while (!Thread.currentThread().isInterrupted()) {
      look(startNanos);
      LockSupport.parkNanos(EVERY.toNanos());
    }
  }

  private void look(long startNanos) {
    double heap =
        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / (1024.0 * 1024.0);
    caches.forEach(
        (name, cache) -> {
          int held;
          int living;
          int tries = 0;
          do { // until nothing was stored or removed between the two numbers
            held = cache.size();
            living = Math.min(held, cache.living()); // it may have grown since we asked
          } while (cache.size() != held && ++tries < 3);
          Duration time = Duration.ofNanos(System.nanoTime() - startNanos);
          synchronized (samples) {
            samples.add(new Sample(time, name, held, living, cache.loads(), heap));
          }
        });
  }

  private static void stop(Thread watcher) {
    watcher.interrupt();
    boolean interrupted = false;
    while (watcher.isAlive()) {
      try {
        watcher.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** The reference handler thread hands cleared references to their queue; that takes a moment. */
  private void settle() {
    long start = System.nanoTime();
    while (System.nanoTime() - start < SETTLING.toNanos()
        && !caches.values().stream().allMatch(cache -> cache.size() == cache.living())) {
      LockSupport.parkNanos(200_000);
    }
  }

  /** Watches a little longer, so that what the last collection did can be seen in a chart. */
  private static void linger(long worked) {
    long start = System.nanoTime();
    long more = Math.min(worked / 20, LINGERING.toNanos());
    while (System.nanoTime() - start < more && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(more);
    }
  }

  private Table table(Instant start, List<GarbageCollection> collections) {
    Table table =
        Table.create(
            "What the caches held",
            DoubleColumn.create(TIME),
            StringColumn.create(CACHE),
            IntColumn.create(HELD),
            IntColumn.create(LIVING),
            LongColumn.create(LOADS),
            DoubleColumn.create(HEAP),
            StringColumn.create(COLLECTION),
            LongColumn.create(COLLECTION_LENGTH));
    for (Sample sample : samples) {
      Row row = table.appendRow();
      row.setDouble(TIME, milliseconds(sample.time));
      row.setString(CACHE, sample.cache);
      row.setInt(HELD, sample.held);
      row.setInt(LIVING, sample.living);
      row.setLong(LOADS, sample.loads);
      row.setDouble(HEAP, Math.round(sample.heapMegabytes * 10) / 10.0);
      row.setMissing(COLLECTION);
      row.setMissing(COLLECTION_LENGTH);
    }
    for (GarbageCollection collection : collections) {
      Row row = table.appendRow();
      row.setDouble(TIME, Math.max(0, milliseconds(Duration.between(start, collection.start()))));
      for (String column : List.of(CACHE, HELD, LIVING, LOADS, HEAP)) {
        row.setMissing(column);
      }
      row.setString(COLLECTION, collection.collector() + ", " + collection.cause());
      row.setLong(COLLECTION_LENGTH, collection.length().toMillis());
    }
    return table.sortAscendingOn(TIME);
  }

  private static double milliseconds(Duration time) {
    return Math.round(time.toNanos() / 10_000.0) / 100.0;
  }
}
