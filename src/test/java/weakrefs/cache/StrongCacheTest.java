package weakrefs.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import weakrefs.gc.GarbageCollector;

class StrongCacheTest extends CacheContract {
  @Override
  <K, V> Cache<K, V> cache(Function<? super K, ? extends V> loader) {
    return new StrongCache<>(loader);
  }

  @Test
  void neverForgetsWhomNobodyElseHolds() {
    Cache<Integer, Loaded> cache = cache(Loaded::new);
    List<WeakReference<Loaded>> peeks = new ArrayList<>();
    for (int key = 0; key < 100; key++) {
      peeks.add(new WeakReference<>(cache.get(key)));
    }

    GarbageCollector.collect();
    GarbageCollector.collect();

    assertThat(peeks).noneMatch(peek -> peek.refersTo(null));
    assertCounts(cache, 100, 100, 100);
  }

  @Test
  void letsGoOfWhatItHeldWhenCleared() {
    Cache<String, Loaded> cache = cache(Loaded::new);
    WeakReference<Loaded> ada = new WeakReference<>(cache.get("Ada"));

    cache.clear();

    GarbageCollector.awaitCleared(ada);
    assertThat(cache.forgotten()).isZero();
  }
}
