package weakrefs.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.Reference;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.Tuple;

/**
 * Whatever is done to a cache, and in whatever order: it behaves as a plain map does that is told
 * which of its values are gone.
 *
 * <p>The tests do to a reference what the collector does: they clear it, and later enqueue it. The
 * model holds all values strongly, so that no true collection interferes.
 */
@Tag("slow") // tries many
class CachePropertiesTest {
  enum What {
    GET,
    /** The collector clears the reference. */
    GOES,
    /** The collector tells the cache of one whose value has gone, the first of those first. */
    IS_TOLD,
    SIZE,
    LIVING,
    CLEAR
  }

  record Deed(What what, int key) {}

  /** What a cache should be: a map, and the dead of which it hasn't been told. */
  private static final class Model {
    record Entry(Object value, Reference<?> reference, boolean[] dead) {}

    final Map<Integer, Entry> entries = new HashMap<>();
    final Queue<Reference<?>> untold = new ArrayDeque<>();
    final List<Reference<?>> told = new ArrayList<>();
    final List<Object> everyValue = new ArrayList<>();
    long loads;
    long forgotten;

    void removeTold() {
      entries
          .values()
          .removeIf(
              entry -> {
                boolean gone = told.contains(entry.reference);
                forgotten += gone ? 1 : 0;
                return gone;
              });
      told.clear();
    }
  }

  @Property(tries = 500)
  void aWeakCacheIsAMapThatIsToldWhatHasGone(@ForAll("deeds") List<Deed> deeds) throws Exception {
    isLikeItsModel(WeakCache::new, deeds);
  }

  @Property(tries = 500)
  void aSoftCacheIsAMapThatIsToldWhatHasGone(@ForAll("deeds") List<Deed> deeds) throws Exception {
    isLikeItsModel(SoftCache::new, deeds);
  }

  @Provide
  Arbitrary<List<Deed>> deeds() {
    Arbitrary<Deed> deed =
        Combinators.combine(
                Arbitraries.frequency(
                    Tuple.of(6, What.GET),
                    Tuple.of(4, What.GOES),
                    Tuple.of(3, What.IS_TOLD),
                    Tuple.of(2, What.SIZE),
                    Tuple.of(2, What.LIVING),
                    Tuple.of(1, What.CLEAR)),
                Arbitraries.integers().between(0, 4))
            .as(Deed::new);
    return deed.list().ofMaxSize(60);
  }

  private static void isLikeItsModel(
      Function<Function<Integer, Object>, Cache<Integer, Object>> maker, List<Deed> deeds)
      throws ReflectiveOperationException {
    Model model = new Model();
    Cache<Integer, Object> cache =
        maker.apply(
            key -> {
              Object value = new Object();
              model.everyValue.add(value);
              return value;
            });
    for (Deed deed : deeds) {
      Model.Entry entry = model.entries.get(deed.key);
      switch (deed.what) {
        case GET -> {
          Object got = cache.get(deed.key);
          if (entry != null && !entry.dead[0]) {
            assertThat(got).as("%s", deed).isSameAs(entry.value);
          } else {
            model.removeTold();
            model.forgotten += model.entries.containsKey(deed.key) ? 1 : 0;
            model.loads++;
            assertThat(got).isSameAs(model.everyValue.get(model.everyValue.size() - 1));
            Reference<?> reference = CacheContract.entry(cache, deed.key);
            model.entries.put(deed.key, new Model.Entry(got, reference, new boolean[1]));
          }
        }
        case GOES -> {
          if (entry != null && !entry.dead[0]) {
            entry.reference.clear();
            entry.dead[0] = true;
            model.untold.add(entry.reference);
          }
        }
        case IS_TOLD -> {
          // Never more than a load removes at most: which of them it would take is the queue's
          // choice.
          Reference<?> gone = model.told.size() < 16 ? model.untold.poll() : null;
          if (gone != null) {
            gone.enqueue();
            model.told.add(gone);
          }
        }
        case SIZE -> {
          int size = cache.size();
          model.removeTold();
          assertThat(size).isEqualTo(model.entries.size());
        }
        case LIVING ->
            assertThat(cache.living())
                .isEqualTo((int) model.entries.values().stream().filter(e -> !e.dead[0]).count());
        case CLEAR -> {
          cache.clear();
          model.entries.clear();
        }
      }
      assertThat(model.everyValue).hasSize((int) cache.loads());
      assertThat(cache.loads()).as("loads after %s", deed).isEqualTo(model.loads);
      assertThat(cache.forgotten()).as("forgotten after %s", deed).isEqualTo(model.forgotten);
    }
  }
}
