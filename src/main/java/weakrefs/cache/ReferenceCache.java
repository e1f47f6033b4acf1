package weakrefs.cache;

import static java.util.Objects.requireNonNull;
import static weakrefs.gc.WhyNull.notNull;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

/**
 * A cache that forgets. {@link WeakCache} and {@link SoftCache} have everything in common except
 * the reference, which each makes in {@link #refer}.
 */
abstract sealed class ReferenceCache<K, V> implements Cache<K, V> permits WeakCache, SoftCache {
  /** How many entries a load removes at most. It adds one, so two would do; 16 catch up sooner. */
  private static final int TIDIED_AT_A_LOAD = 16;

  private final Function<? super K, ? extends V> loader;
  private final ConcurrentMap<K, Reference<V>> entries = new ConcurrentHashMap<>();
  private final ReferenceQueue<V> cleared = new ReferenceQueue<>();
  private final LongAdder loads = new LongAdder();
  private final LongAdder forgotten = new LongAdder();

  /** A reference that knows its key, because once the value is gone there's nothing else to ask. */
  interface Keyed {
    Object key();
  }

  ReferenceCache(Function<? super K, ? extends V> loader) {
    this.loader = requireNonNull(loader, "a cache needs a loader");
  }

  /** A new reference to this value, which is {@link Keyed} and registered with this queue. */
  abstract Reference<V> refer(K key, V value, ReferenceQueue<V> queue);

  @Override
  public V get(K key) {
    Reference<V> entry = entries.get(notNull(key, "a cache has no null key"));
    V known = entry == null ? null : entry.get();
    return known != null ? known : load(key);
  }

  private V load(K key) {
    V loaded = requireNonNull(loader.apply(key), () -> "the loader returned null for " + key);
    loads.increment();
    tidyUp(TIDIED_AT_A_LOAD);
    Reference<V> mine = refer(key, loaded, cleared);
    while (true) {
      Reference<V> first = entries.putIfAbsent(key, mine);
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

  /**
   * Removes entries whose values are gone, as far as the queue has them, but no more than {@code
   * most}.
   */
  private void tidyUp(int most) {
    Reference<? extends V> gone;
    for (int i = 0; i < most && (gone = cleared.poll()) != null; i++) {
      try {
        remove(gone);
      } catch (RuntimeException e) {
        // Thrown by the hashCode or equals of a key that has nothing to do with our caller. Its
        // entry stays, without a value, until somebody asks for that key again.
      }
    }
  }

  /** Removes this very entry: if its key has been loaded again since, the new entry stays. */
  private void remove(Reference<? extends V> gone) {
    if (entries.remove(((Keyed) gone).key(), gone)) {
      forgotten.increment();
    }
  }

  @Override
  public int size() {
    tidyUp(Integer.MAX_VALUE);
    return entries.size();
  }

  @Override
  public int living() {
    int living = 0;
    for (Reference<V> entry : entries.values()) {
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
