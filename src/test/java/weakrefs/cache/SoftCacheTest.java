package weakrefs.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.SoftReference;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import weakrefs.gc.GarbageCollector;

/** That it lets go when the heap is full is seen in a JVM of its own: {@code TightHeapTest}. */
class SoftCacheTest extends CacheContract {
  @Override
  <K, V> Cache<K, V> cache(Function<? super K, ? extends V> loader) {
    return new SoftCache<>(loader);
  }

  @Test
  void keepsWhomNobodyHoldsWhileThereIsRoom() {
    Cache<Integer, Loaded> cache = cache(Loaded::new);
    for (int key = 0; key < 100; key++) {
      cache.get(key);
    }

    GarbageCollector.collect();

    assertCounts(cache, 100, 100, 100);
  }

  @Test
  void refersSoftly() throws ReflectiveOperationException {
    Cache<String, Loaded> cache = cache(Loaded::new);
    cache.get("Ada");

    assertThat(entry(cache, "Ada")).isInstanceOf(SoftReference.class);
  }

  @Test
  void forgetsTheEntryOfOneWhoIsGone() throws ReflectiveOperationException {
    Cache<String, Loaded> cache = cache(Loaded::new);
    Loaded first = cache.get("Ada");

    entry(cache, "Ada").enqueue(); // clears it, as a collection would

    assertThat(cache.size()).isZero();
    assertThat(cache.forgotten()).isOne();
    assertThat(cache.get("Ada")).isNotSameAs(first);
  }
}
