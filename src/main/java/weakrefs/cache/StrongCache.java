package weakrefs.cache;

import static java.util.Objects.requireNonNull;
import static weakrefs.gc.WhyNull.notNull;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

/**
 * A cache that never forgets: it holds each value by a strong reference, so everything it has ever
 * loaded stays in memory for as long as the cache does, or until {@link #clear}. That's right for a
 * few things whose number you know, and a leak for everything else.
 *
 * <pre>{@code
 * Cache<String, Person> cache = new StrongCache<>(phoneBook::load);
 * cache.get("Ada");
 * GarbageCollector.collect();
 * cache.living();      // 1: nobody uses Ada anymore, and she still stays
 * }</pre>
 *
 * @see WeakCache
 */
public final class StrongCache<K, V> implements Cache<K, V> {
  private final Function<? super K, ? extends V> loader;
  private final ConcurrentMap<K, V> entries = new ConcurrentHashMap<>();
  private final LongAdder loads = new LongAdder();

  /**
   * Makes an empty cache.
   *
   * @throws NullPointerException if {@code loader} is null
   */
  public StrongCache(Function<? super K, ? extends V> loader) {
    this.loader = requireNonNull(loader, "a cache needs a loader");
  }

  @Override
  public V get(K key) {
    V known = entries.get(notNull(key, "a cache has no null key"));
    return known != null ? known : load(key);
  }

  private V load(K key) {
    V loaded = requireNonNull(loader.apply(key), () -> "the loader returned null for " + key);
    loads.increment();
    V first = entries.putIfAbsent(key, loaded);
    return first != null ? first : loaded;
  }

  @Override
  public int size() {
    return entries.size();
  }

  /** The same as {@link #size}, because nothing that this cache holds can be collected. */
  @Override
  public int living() {
    return entries.size();
  }

  @Override
  public long loads() {
    return loads.sum();
  }

  /** Always 0. */
  @Override
  public long forgotten() {
    return 0;
  }

  @Override
  public void clear() {
    entries.clear();
  }
}
