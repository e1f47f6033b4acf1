package weakrefs.timeline;

import static weakrefs.gc.WhyNull.notNull;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
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
 * <p>It looks at the caches from a separate thread, every 2 ms if the machine allows: often enough
 * for a chart, seldom enough to stay out of the way. If a look takes long, because there are many
 * entries to count, it looks less often: it spends about a fiftieth of its time looking, at most.
 * It never holds what a cache holds. But it asks each cache for its {@link Cache#size}, which makes
 * a cache that forgets tidy up: while it's watched, its entries are removed sooner than they
 * otherwise would be, almost as soon as the JVM has queued their references. After the work it
 * waits until the caches have noticed what was collected (a second at most), and then watches for
 * another twentieth of the time (half a second at most), so each cache's last row shows how things
 * settled.
 *
 * <p>It can't see what comes and goes between two looks.
 *
 * <pre>{@code
 * Table history = new Timeline()
 *     .watch("never forgets", strong)
 *     .watch("forgets", weak)
 *     .record(() -> phoneBook.names().forEach(name -> { strong.get(name); weak.get(name); }));
 * }</pre>
 */
public final class Timeline {
  /** Milliseconds since the work began. */
  public static final String TIME = "Time (ms)";

  /** The name that the cache is watched under; missing in the row of a collection. */
  public static final String CACHE = "Cache";

  /** Entries that the cache holds: {@link Cache#size}. */
  public static final String HELD = "Entries held";

  /** Values that are still there: {@link Cache#living}. */
  public static final String LIVING = "Living";

  /** How often the cache has loaded: {@link Cache#loads}. */
  public static final String LOADS = "Loads";

  /** This JVM's used heap, in megabytes of 1,048,576 bytes; garbage counts until it's collected. */
  public static final String HEAP = "Used heap (MB)";

  /** In the row of a collection: the collector and the cause. Missing in all other rows. */
  public static final String COLLECTION = "Collection";

  /** In the row of a collection: milliseconds from its beginning to its end. */
  public static final String COLLECTION_LENGTH = "Collection took (ms)";

  private static final Duration EVERY = Duration.ofMillis(2);
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final Duration SETTLING = Duration.ofSeconds(1);
  private static final Duration LINGERING = Duration.ofMillis(500);

  /** The most looks at each cache in a table so far: more than a picture is wide in pixels. */
  private static final int MOST_CHANGES = 1000;

  /** Replaced, never changed, because the watcher may be reading it. */
  private volatile Map<String, Cache<?, ?>> caches = Map.of();

  private final List<Sample> samples = new ArrayList<>();

  private record Sample(
      Duration time, String cache, int held, int living, long loads, double heapMegabytes) {
    boolean saysNoMoreThan(Sample other) {
      return held == other.held && living == other.living && loads == other.loads;
    }
  }

  /**
   * Adds a cache to watch.
   *
   * @param name what to call it in the table and in charts
   * @return this timeline
   * @throws IllegalArgumentException if another cache has this name, or the name is blank
   */
  public synchronized Timeline watch(String name, Cache<?, ?> cache) {
    notNull(cache, "there is no cache to watch: it is null");
    caches = with(caches, name, cache);
    return this;
  }

  /** These and one more, in the order they're watched. */
  static <T> Map<String, T> with(Map<String, T> watched, String name, T cache) {
    if (notNull(name, "the cache needs a name").isBlank()) {
      throw new IllegalArgumentException("the cache needs a name, and this one is blank");
    }
    Map<String, T> more = new LinkedHashMap<>(watched);
    if (more.putIfAbsent(name, cache) != null) {
      throw new IllegalArgumentException(
          "two caches are called \"" + name + "\": give each a different name");
    }
    return more;
  }

  /**
   * Does the work, in the calling thread, and returns what happened meanwhile: a row for each look
   * at each cache and a row for each collection, in order of time. The columns are this class's
   * constants. Whatever the work throws is passed on.
   *
   * @throws IllegalStateException if no cache is watched
   */
  public synchronized Table record(Runnable work) {
    return record(work, ProgressReports.none());
  }

  /**
   * The same, but it also says how far along it is: once before the work begins, which waits for
   * that, and then again and again while the work runs. Each time, {@code soFar} is given a new
   * table with the columns of the final one. It has the looks that saw a change and the latest look
   * at each cache, at most about a thousand for each, and the collections that the JVM has reported
   * by then.
   *
   * <p>{@code soFar} is called from a single separate thread, so the work doesn't wait for it, and
   * never again once this method has returned or thrown. It shares the machine and the heap with
   * the work, so what it allocates shows up in the used heap. What it throws goes to its thread's
   * uncaught-exception handler; then it isn't called anymore, and the recording goes on.
   *
   * <pre>{@code
   * timeline.record(work, Duration.ofMillis(200), soFar -> System.out.println(soFar.rowCount()));
   * }</pre>
   *
   * @param every how long from one call to the next; if a call takes longer, the next one follows
   *     right away
   * @throws IllegalArgumentException if {@code every} is zero or negative
   * @throws IllegalStateException if no cache is watched
   */
  public synchronized Table record(Runnable work, Duration every, Consumer<Table> soFar) {
    return record(work, new ProgressReports(every, soFar));
  }

  private Table record(Runnable work, ProgressReports reports) {
    notNull(work, "there is no work to do: it is null");
    if (caches.isEmpty()) {
      throw new IllegalStateException("no cache to watch yet: call watch(name, cache) first");
    }
    samples.clear();
    look(System.nanoTime()); // loads what looking needs, so that time begins with the work
    try (reports) {
      reports.first(() -> table(Instant.now(), samples, List.of()));
      return recordNow(work, reports);
    }
  }

  private Table recordNow(Runnable work, ProgressReports reports) {
    try (CollectionLog log = CollectionLog.start()) {
      samples.clear();
      Instant start = Instant.now();
      long startNanos = System.nanoTime();
      look(startNanos);
      Thread watcher = new Thread(() -> lookUntilInterrupted(startNanos), "timeline");
      watcher.setDaemon(true);
      watcher.start();
      reports.start(() -> table(start, changes(), log.collectionsSoFar()));
      try {
        work.run();
        reports.close(); // what it allocates would blur the end
        settle();
        linger(System.nanoTime() - startNanos);
      } finally {
        reports.close();
        watcher.interrupt();
        join(watcher);
      }
      look(startNanos);
      return table(start, samples, log.collections());
    }
  }

  /** Only as many of the samples so far as a chart needs, so that it can be drawn quickly. */
  private List<Sample> changes() {
    List<Sample> all;
    synchronized (samples) {
      all = List.copyOf(samples);
    }
    Duration pixel = all.get(all.size() - 1).time.dividedBy(MOST_CHANGES);
    Map<String, Sample> kept = new HashMap<>();
    Map<String, Sample> latest = new LinkedHashMap<>();
    List<Sample> changes = new ArrayList<>();
    for (Sample sample : all) {
      Sample before = kept.get(sample.cache);
      if (before == null
          || !sample.saysNoMoreThan(before)
              && sample.time.minus(before.time).compareTo(pixel) >= 0) {
        kept.put(sample.cache, sample);
        changes.add(sample);
      }
      latest.put(sample.cache, sample);
    }
    latest.values().stream()
        .filter(sample -> kept.get(sample.cache) != sample)
        .forEach(changes::add);
    return changes;
  }

  private void lookUntilInterrupted(long startNanos) {
    long before = 0;
    while (!Thread.currentThread().isInterrupted()) {
      // Processor time, because a look that a collection interrupted wasn't a long one.
      long start = THREADS.getCurrentThreadCpuTime();
      try {
        look(startNanos);
      } catch (RuntimeException e) {
        // This cache can't be counted while it changes; perhaps it can at the next look. The last
        // look, after the work, doesn't ignore it.
      }
      long cost = THREADS.getCurrentThreadCpuTime() - start;
      // It takes two long ones in a row: the very first is long only because its code is new.
      LockSupport.parkNanos(Math.max(EVERY.toNanos(), 50 * Math.min(before, cost)));
      before = cost;
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

  /** Waits for a thread to end. A caller that's interrupted meanwhile stays interrupted. */
  static void join(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * The reference handler thread puts cleared references into their queues; that takes a moment.
   */
  private void settle() {
    long start = System.nanoTime();
    while (System.nanoTime() - start < SETTLING.toNanos()
        && !caches.values().stream().allMatch(cache -> cache.size() == cache.living())) {
      LockSupport.parkNanos(200_000);
    }
  }

  /** Watches a little longer, so that a chart can show what the last collection did. */
  private static void linger(long worked) {
    long start = System.nanoTime();
    long more = Math.min(worked / 20, LINGERING.toNanos());
    while (System.nanoTime() - start < more && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(more);
    }
  }

  /**
   * An empty table with these columns, for recording a cache elsewhere, such as in another JVM.
   * {@link #appendLook} and {@link #appendCollection} fill it.
   *
   * @param name of the table
   */
  public static Table table(String name) {
    return Table.create(
        notNull(name, "the table needs a name"),
        DoubleColumn.create(TIME),
        StringColumn.create(CACHE),
        IntColumn.create(HELD),
        IntColumn.create(LIVING),
        LongColumn.create(LOADS),
        DoubleColumn.create(HEAP),
        StringColumn.create(COLLECTION),
        LongColumn.create(COLLECTION_LENGTH));
  }

  /**
   * Adds a row for a look at a cache.
   *
   * @param milliseconds since the work began
   * @param heapMegabytes the used heap, in megabytes of 1,048,576 bytes
   */
  public static void appendLook(
      Table table,
      double milliseconds,
      String cache,
      int held,
      int living,
      long loads,
      double heapMegabytes) {
    Row row = table.appendRow();
    row.setDouble(TIME, milliseconds);
    row.setString(CACHE, cache);
    row.setInt(HELD, held);
    row.setInt(LIVING, living);
    row.setLong(LOADS, loads);
    row.setDouble(HEAP, heapMegabytes);
    row.setMissing(COLLECTION);
    row.setMissing(COLLECTION_LENGTH);
  }

  /**
   * Adds a row for a collection.
   *
   * @param milliseconds from when the work began to when the collection began
   * @param what its collector, and its cause if that's known
   * @param lengthMilliseconds how long it took
   */
  public static void appendCollection(
      Table table, double milliseconds, String what, long lengthMilliseconds) {
    Row row = table.appendRow();
    row.setDouble(TIME, milliseconds);
    List.of(CACHE, HELD, LIVING, LOADS, HEAP).forEach(row::setMissing);
    row.setString(COLLECTION, what);
    row.setLong(COLLECTION_LENGTH, lengthMilliseconds);
  }

  private static Table table(
      Instant start, List<Sample> samples, List<GarbageCollection> collections) {
    Table table = table("What the caches held");
    List<Line> lines = new ArrayList<>();
    for (Sample s : samples) {
      double time = milliseconds(s.time);
      double heap = Math.round(s.heapMegabytes * 10) / 10.0;
      lines.add(
          new Line(time, () -> appendLook(table, time, s.cache, s.held, s.living, s.loads, heap)));
    }
    for (GarbageCollection collection : collections) {
      double time = Math.max(0, milliseconds(Duration.between(start, collection.start())));
      String what = collection.collector() + ", " + collection.cause();
      long length = collection.length().toMillis();
      lines.add(new Line(time, () -> appendCollection(table, time, what, length)));
    }
    lines.sort(Comparator.comparingDouble(Line::time)); // ties stay in the order watched
    lines.forEach(line -> line.append.run());
    return table;
  }

  /** A row yet to be added, for a look or for a collection. */
  private record Line(double time, Runnable append) {}

  private static double milliseconds(Duration time) {
    return Math.round(time.toNanos() / 10_000.0) / 100.0;
  }
}
