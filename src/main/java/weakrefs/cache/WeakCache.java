package weakrefs.cache;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.function.Function;

/**
 * A cache that forgets: it knows where each value is, but doesn't hold it. A value stays for as
 * long as somebody else holds it strongly, and after that any collection may take it.
 *
 * <p>It holds its keys strongly, so a key mustn't hold its value. It keeps an entry until it
 * notices that the value is gone: some time after the collector has cleared a reference, the JVM
 * puts it into a queue, and the cache takes it from there. Each load that gets a value removes up
 * to 16 such entries, and {@link #size} removes all of them. A {@link #get} that finds its value
 * removes none, so it's as fast as the map. So old entries can't pile up: only a load adds one, and
 * it can remove more than it adds.
 *
 * <p>When a value is collected is up to the collector, so this cache can't promise that there's
 * enough memory, or that a value is still there a moment after its last user lets go of it.
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
 * @see SoftCache
 */
public final class WeakCache<K, V> extends ReferenceCache<K, V> {
  private static final class Entry<V> extends WeakReference<V> implements Keyed {
    private final Object key;

    Entry(Object key, V value, ReferenceQueue<V> queue) {
      super(value, queue);
      this.key = key;
    }

    @Override
    public Object key() {
      return key;
    }
  }

  /**
   * Makes an empty cache.
   *
   * @throws NullPointerException if {@code loader} is null
   */
  public WeakCache(Function<? super K, ? extends V> loader) {
    super(loader);
  }

  @Override
  Reference<V> refer(K key, V value, ReferenceQueue<V> queue) {
    return new Entry<>(key, value, queue);
  }
}
