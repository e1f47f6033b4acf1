package weakrefs.cache;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.SoftReference;
import java.util.function.Function;

/**
 * A cache that keeps while there is room: it holds each value softly. A value that nobody else
 * holds stays until the collector wants its memory.
 *
 * <p>The JVM promises that all soft references to values that nobody else holds are cleared before
 * it throws an {@link OutOfMemoryError} (documentation of {@link SoftReference}). When it clears
 * them before that, and which, is its own choice. On HotSpot a value stays for so many milliseconds
 * after its last {@link #get} as {@code -XX:SoftRefLRUPolicyMSPerMB} says (1,000 unless it is set)
 * for each megabyte of the heap that is free.
 *
 * <p>So this cache can't promise a size, nor that the rest of the program has room to breathe: it
 * fills the heap, whatever size that is. Like a {@link WeakCache}, it holds its keys strongly, and
 * removes the entries whose values are gone when it loads and in {@link #size}.
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
