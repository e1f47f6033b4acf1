package weakrefs.timeline;

import static weakrefs.gc.WhyNull.notNull;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import weakrefs.gc.GarbageCollector;

/**
 * How often caches find what they're asked for, while one stream of look-ups goes through all of
 * them. A look-up is a <em>hit</em> if nothing had to be loaded for it.
 *
 * <p>It works for any cache that counts its loads: {@link weakrefs.cache.Cache#loads}, the {@code
 * stats().loadCount()} of Caffeine and Guava, or a phone book that only this cache uses. Hits are
 * counted in blocks of {@value #BLOCK} look-ups. The whole stream runs in the calling thread.
 *
 * <p>It can't promise the same numbers twice if what a cache holds depends on the collector. It
 * asks for collections at fixed points, but the JVM does more of them on its own.
 *
 * <pre>{@code
 * Table history = new HitRates()
 *     .watch("weak", weak::loads)
 *     .watch("strong", strong::loads)
 *     .collectEvery(250)
 *     .record(lookUps, name -> { weak.get(name); strong.get(name); });
 * }</pre>
 */
public final class HitRates {
  /** How many look-ups were done by the end of this block, or when this collection was noticed. */
  public static final String LOOK_UPS = "Look-ups";

  /** The name that the cache is watched under; missing in the row of a collection. */
  public static final String CACHE = "Cache";

  /** How many look-ups of this block the cache answered without loading. */
  public static final String HITS = "Hits";

  /** How many look-ups there were in this block: {@value #BLOCK}, or fewer in the last. */
  public static final String BLOCK_SIZE = "of";

  /** In the row of a collection: whether it was asked for. Missing in all other rows. */
  public static final String COLLECTION = "Collection";

  /** Look-ups in a block. */
  public static final int BLOCK = 50;

  private Map<String, LongSupplier> caches = Map.of();
  private int collectEvery;

  /**
   * Adds a cache to watch.
   *
   * @param name what to call it in the table and in charts
   * @param loads how often it has loaded so far
   * @return this
   * @throws IllegalArgumentException if another cache has this name, or the name is blank
   */
  public HitRates watch(String name, LongSupplier loads) {
    notNull(loads, "who counts the loads? It is null");
    caches = Timeline.with(caches, name, loads);
    return this;
  }

  /**
   * Asks for a garbage collection each time this many look-ups are done, in the same thread.
   * Without this, it doesn't ask for any.
   *
   * @return this
   * @throws IllegalArgumentException if {@code lookUps} is less than one
   */
  public HitRates collectEvery(int lookUps) {
    if (lookUps < 1) {
      throw new IllegalArgumentException(
          "how many look-ups between two collections? Give one or more, not " + lookUps);
    }
    collectEvery = lookUps;
    return this;
  }

  /**
   * Looks everything up in turn, and returns how it went: a row for each block and cache, and a row
   * for each collection. The columns are this class's constants. Whatever a look-up throws is
   * passed on.
   *
   * @param lookUps what is looked up, in this order
   * @param lookUp looks it up once in each of the watched caches
   * @throws IllegalStateException if no cache is watched
   * @throws weakrefs.gc.GcTimeoutException if this JVM doesn't collect on request
   */
  public <K> Table record(List<K> lookUps, Consumer<? super K> lookUp) {
    notNull(lookUps, "what should we look up? It is null");
    notNull(lookUp, "how should we look it up? It is null");
    if (caches.isEmpty()) {
      throw new IllegalStateException("no cache is watched: call watch(...) first");
    }
    Table history =
        Table.create(
            "Hits",
            IntColumn.create(LOOK_UPS),
            StringColumn.create(CACHE),
            IntColumn.create(HITS),
            IntColumn.create(BLOCK_SIZE),
            StringColumn.create(COLLECTION));
    long[] loadsBefore = loads();
    int[] misses = new int[loadsBefore.length];
    long collections = collections();
    int done = 0;
    int inBlock = 0;
    for (K key : lookUps) {
      lookUp.accept(key);
      done++;
      inBlock++;
      long[] loads = loads();
      for (int i = 0; i < loads.length; i++) {
        misses[i] += loads[i] > loadsBefore[i] ? 1 : 0;
      }
      loadsBefore = loads;
      collections = noteCollection(history, done, "by itself", collections);
      if (inBlock == BLOCK || done == lookUps.size()) {
        int i = 0;
        for (String name : caches.keySet()) {
          Row row = history.appendRow();
          row.setInt(LOOK_UPS, done);
          row.setString(CACHE, name);
          row.setInt(HITS, inBlock - misses[i++]);
          row.setInt(BLOCK_SIZE, inBlock);
        }
        Arrays.fill(misses, 0);
        inBlock = 0;
      }
      if (collectEvery > 0 && done % collectEvery == 0 && done < lookUps.size()) {
        GarbageCollector.collect();
        collections = noteCollection(history, done, "asked for", collections);
      }
    }
    return history;
  }

  private long[] loads() {
    return caches.values().stream().mapToLong(LongSupplier::getAsLong).toArray();
  }

  /** Collections noticed after the same look-up are one row. */
  private static long noteCollection(Table history, int done, String why, long before) {
    long now = collections();
    if (now > before) {
      Row row = history.appendRow();
      row.setInt(LOOK_UPS, done);
      row.setString(COLLECTION, why);
    }
    return now;
  }

  private static long collections() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .filter(bean -> !bean.getName().endsWith("Pauses")) // counted with their cycle
        .mapToLong(GarbageCollectorMXBean::getCollectionCount)
        .sum();
  }
}
