package weakrefs.cache;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.SoftReference;
import java.util.function.Function;

/**
 * A cache that keeps values while there's room: it holds each one softly. A value that nobody else
 * holds stays until the collector wants its memory.
 *
 * <p>The documentation of {@link SoftReference} promises that all soft references to values that
 * nobody else holds are cleared before the JVM throws an {@link OutOfMemoryError}. (HotSpot does so
 * when the heap is full, but not before it refuses an array that's too long for any heap, for
 * example.) Which ones it clears earlier, and when, is up to the JVM. After its last {@link #get},
 * HotSpot normally spares a value for {@code -XX:SoftRefLRUPolicyMSPerMB} milliseconds (1,000
 * unless you set it) for each free megabyte: the maximum heap minus what was in use after the last
 * collection ({@code LRUMaxHeapPolicy} in its source). The clock ticks only at collections.
 *
 * <p>So this cache can't promise a size, or that the rest of the program has room to breathe: it
 * fills the heap, however large that is. Like a {@link WeakCache}, it holds its keys strongly, and
 * it removes the entries of values that are gone when it loads and in {@link #size}.
 *
 * <pre>{@code
 * Cache<String, Person> cache = new SoftCache<>(phoneBook::load);
 * cache.get("Ada");
 * GarbageCollector.collect();
 * cache.living();      // 1 with G1: nobody held Ada, but there was room (0 with Shenandoah, which clears more readily)
 * }</pre>
 *
 * @see StrongCache
 * @see WeakCache
 */
public final class SoftCache<K, V> extends ReferenceCache<K, V> {
  private static final class Entry<V> extends SoftReference<V> implements Keyed {
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
  public SoftCache(Function<? super K, ? extends V> loader) {
    super(loader);
  }

  @Override
  Reference<V> refer(K key, V value, ReferenceQueue<V> queue) {
    return new Entry<>(key, value, queue);
  }
}
