package weakrefs.cache;

import static java.util.Objects.requireNonNull;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

/**
 * A cache that lets go: it knows where each value is, but doesn't hold it. A value stays for as
 * long as somebody else holds it strongly, and may go at any collection after that.
 *
 * <p>It holds its keys strongly, and an entry until it has noticed that the value is gone: the
 * collector hands the cleared reference to a queue, a little after it was cleared, and the next
 * call of {@link #get} or {@link #size} takes it from there. So a key must not refer to its value.
 *
 * <p>When values go is the collector's choice: this cache can't promise that memory is enough, nor
 * that a value is still there a moment after its last user has left.
 *
 * <pre>{@code
 * Cache<String, Person> cache = new WeakCache<>(phoneBook::load);
 * cache.get("Ada");
 * GarbageCollector.collect();
 * cache.living();      // 0: nobody held Ada, so the cache didn't either
 * }</pre>
 *
 * @see java.lang.ref The package that defines weakly reachable, cleared and enqueued
 * @see StrongCache
 */
public final class WeakCache<K, V> implements Cache<K, V> {
  private final Function<? super K, ? extends V> loader;
  private final ConcurrentMap<K, Entry<K, V>> entries = new ConcurrentHashMap<>();
  private final ReferenceQueue<V> cleared = new ReferenceQueue<>();
  private final LongAdder loads = new LongAdder();
  private final LongAdder forgotten = new LongAdder();

  /** Knows its key, since the value can't be asked for it any more when it is gone. */
  private static final class Entry<K, V> extends WeakReference<V> {
    final K key;

    Entry(K key, V value, ReferenceQueue<V> queue) {
      super(value, queue);
      this.key = key;
    }
  }

  /**
   * Makes an empty cache.
   *
   * @throws NullPointerException if {@code loader} is null
   */
  public WeakCache(Function<? super K, ? extends V> loader) {
    this.loader = requireNonNull(loader, "a cache needs a loader");
  }

  @Override
  public V get(K key) {
    removeCleared();
    Entry<K, V> entry = entries.get(requireNonNull(key, "a cache has no null key"));
    V known = entry == null ? null : entry.get();
    return known != null ? known : load(key);
  }

  private V load(K key) {
    V loaded = requireNonNull(loader.apply(key), () -> "the loader returned null for " + key);
    loads.increment();
    Entry<K, V> mine = new Entry<>(key, loaded, cleared);
    while (true) {
      Entry<K, V> first = entries.putIfAbsent(key, mine);
      if (first == null) {
        return loaded;
      }
      V known = first.get();
      if (known != null) {
        return known;
      }
      remove(first); // gone, but not yet in the queue
    }
  }

  private void removeCleared() {
    for (Reference<? extends V> gone; (gone = cleared.poll()) != null; ) {
      remove((Entry<?, ?>) gone);
    }
  }

  /** Removes this very entry: a key that was loaded again since then keeps its new one. */
  private void remove(Entry<?, ?> gone) {
    if (entries.remove(gone.key, gone)) {
      forgotten.increment();
    }
  }

  @Override
  public int size() {
    removeCleared();
    return entries.size();
  }

  @Override
  public int living() {
    int living = 0;
    for (Entry<K, V> entry : entries.values()) {
      living += entry.refersTo(null) ? 0 : 1; // unlike get(), makes no strong reference
    }
    return living;
  }

  @Override
  public long loads() {
    return loads.sum();
  }

  @Override
  public long forgotten() {
    return forgotten.sum();
  }

  @Override
  public void clear() {
    entries.clear();
  }
}
