package weakrefs.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.ref.WeakReference;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;
import weakrefs.cache.Cache;
import weakrefs.cache.StrongCache;
import weakrefs.cache.WeakCache;
import weakrefs.gc.GarbageCollector;

class HitRatesTest {
  private final Cache<Integer, Object> cache = new StrongCache<>(key -> new Object());

  private static List<Integer> upTo(int end) {
    return IntStream.range(0, end).boxed().toList();
  }

  private static Table blocks(Table history) {
    return history.where(history.stringColumn(HitRates.CACHE).isNotMissing());
  }

  private static Table collections(Table history) {
    return history.where(history.stringColumn(HitRates.COLLECTION).isNotMissing());
  }

  @Test
  void countsWhatWasFoundBlockByBlock() {
    List<Integer> twice =
        IntStream.concat(IntStream.range(0, 50), IntStream.range(40, 80)).boxed().toList();

    Table seen =
        blocks(new HitRates().watch("all", cache::loads).record(twice, cache::get)); // 10 known

    assertThat(seen.intColumn(HitRates.LOOK_UPS).asList()).containsExactly(50, 90);
    assertThat(seen.intColumn(HitRates.HITS).asList()).containsExactly(0, 10);
    assertThat(seen.intColumn(HitRates.BLOCK_SIZE).asList()).containsExactly(50, 40);
  }

  @Test
  void keepsTheOrderInWhichCachesAreWatched() {
    Cache<Integer, Object> other = new StrongCache<>(key -> new Object());
    upTo(50).forEach(other::get);

    Table seen =
        blocks(
            new HitRates()
                .watch("empty at first", cache::loads)
                .watch("knows them", other::loads)
                .record(
                    upTo(50),
                    key -> {
                      cache.get(key);
                      other.get(key);
                    }));

    assertThat(seen.stringColumn(HitRates.CACHE).asList())
        .containsExactly("empty at first", "knows them");
    assertThat(seen.intColumn(HitRates.HITS).asList()).containsExactly(0, 50);
  }

  @Test
  void countsALookUpThatLoadsTwiceAsOneMiss() {
    long[] loads = {0};

    Table seen =
        blocks(
            new HitRates().watch("clumsy", () -> loads[0]).record(upTo(50), key -> loads[0] += 2));

    assertThat(seen.intColumn(HitRates.HITS).asList()).containsExactly(0);
  }

  @Test
  void collectsAtTheGivenPlacesAndMarksThem() {
    Cache<Integer, Object> weak = new WeakCache<>(key -> new Object());
    List<Integer> same = Collections.nCopies(60, 7);

    Table history =
        new HitRates().watch("weak", weak::loads).collectEvery(20).record(same, weak::get);

    Table asked = collections(history);
    asked = asked.where(asked.stringColumn(HitRates.COLLECTION).isEqualTo("asked for"));
    assertThat(asked.intColumn(HitRates.LOOK_UPS).asList()).containsExactly(20, 40);
    assertThat(weak.loads()).as("loaded again after each").isGreaterThanOrEqualTo(3);
  }

  @Test
  void marksACollectionThatNobodyAskedFor() {
    Table history =
        new HitRates()
            .watch("all", cache::loads)
            .record(
                upTo(50),
                key -> {
                  if (key == 30) {
                    GarbageCollector.collect();
                  }
                });

    Table marks = collections(history);
    assertThat(marks.intColumn(HitRates.LOOK_UPS).asList()).contains(31);
    assertThat(marks.stringColumn(HitRates.COLLECTION).asList()).containsOnly("by itself");
  }

  @Test
  void holdsNothingOfWhatItLooksUp() {
    List<WeakReference<Object>> peeks = new java.util.ArrayList<>();

    Table history =
        new HitRates()
            .watch("none", () -> 0)
            .record(upTo(3), key -> peeks.add(new WeakReference<>(new Object())));

    peeks.forEach(GarbageCollector::awaitCleared);
    assertThat(history.isEmpty()).isFalse();
  }

  @Test
  void givesAnEmptyTableForNoLookUps() {
    assertThat(new HitRates().watch("all", cache::loads).record(List.of(), cache::get).isEmpty())
        .isTrue();
  }

  @Test
  void throwsOnWhatALookUpThrows() {
    HitRates rates = new HitRates().watch("all", cache::loads);

    assertThatThrownBy(
            () ->
                rates.record(
                    upTo(1),
                    key -> {
                      throw new IllegalStateException("off line");
                    }))
        .hasMessage("off line");
  }

  @Test
  void saysWhatIsWrong() {
    HitRates rates = new HitRates();
    assertThatIllegalStateException()
        .isThrownBy(() -> rates.record(upTo(1), cache::get))
        .withMessage("no cache is watched: call watch(...) first");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> rates.watch(" ", cache::loads))
        .withMessage("the cache needs a name, and this one is blank");
    rates.watch("all", cache::loads);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> rates.watch("all", cache::loads))
        .withMessageContaining("two caches are called \"all\"");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> rates.collectEvery(0))
        .withMessageContaining("Give one or more, not 0");
  }
}
