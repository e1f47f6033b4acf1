package weakrefs.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import weakrefs.gc.GarbageCollector;
import weakrefs.story.Person;
import weakrefs.story.PhoneBook;
import weakrefs.story.Screen;

class WeakCacheTest extends CacheContract {
  @Override
  <K, V> Cache<K, V> cache(Function<? super K, ? extends V> loader) {
    return new WeakCache<>(loader);
  }

  @Test
  void forgetsAPersonNobodyHolds() {
    PhoneBook phoneBook = new PhoneBook(10);
    Cache<String, Person> cache = cache(phoneBook::load);
    cache.get("Ada");

    GarbageCollector.await("Ada to be forgotten", () -> cache.size() == 0);

    assertThat(cache.living()).isZero();
    assertThat(cache.forgotten()).isOne();
    assertThat(cache.loads()).isOne();
    assertThat(cache.get("Ada").name()).isEqualTo("Ada");
    assertThat(phoneBook.loads()).isEqualTo(2);
  }

  @Test
  void keepsWhoIsHeldAndForgetsTheOthers() {
    PhoneBook phoneBook = new PhoneBook(100);
    Cache<String, Person> cache = cache(phoneBook::load);
    Screen screen = new Screen(10);
    phoneBook.names().forEach(name -> screen.show(cache.get(name)));

    GarbageCollector.await("the others to be forgotten", () -> cache.size() == 10);

    assertThat(cache.living()).isEqualTo(10);
    assertThat(cache.forgotten()).isEqualTo(90);
    for (Person person : screen.people()) {
      assertThat(cache.get(person.name())).isSameAs(person);
    }
    assertThat(phoneBook.loads()).isEqualTo(100);
  }

  @Test
  void forgetsOneWhoseLastHolderLeaves() {
    Cache<String, Loaded> cache = cache(Loaded::new);
    List<Loaded> mine = new ArrayList<>(List.of(cache.get("Ada")));
    List<Loaded> yours = new ArrayList<>(List.of(cache.get("Ada")));

    mine.clear();
    GarbageCollector.collect();
    assertThat(cache.living()).isOne();

    yours.clear();
    GarbageCollector.await("Ada to be forgotten", () -> cache.size() == 0);
    assertThat(cache.forgotten()).isOne();
  }

  @Test
  void tellsTheLivingFromTheEntriesRightAfterACollection() {
    Cache<Integer, Loaded> cache = cache(Loaded::new);
    List<Loaded> held =
        IntStream.range(0, 20_000)
            .mapToObj(cache::get)
            .filter(loaded -> (int) loaded.key() % 1_000 == 0)
            .toList();

    GarbageCollector.collect();

    assertThat(cache.living()).isEqualTo(held.size());
    assertThat(cache.size()).isGreaterThanOrEqualTo(held.size());
    GarbageCollector.await("the cache to notice", () -> cache.size() == cache.living());
    assertThat(cache.size()).isEqualTo(held.size());
    assertThat(cache.loads() - cache.forgotten()).isEqualTo(held.size());
  }

  @Test
  void keepsNobodyAliveByCounting() {
    Cache<String, Loaded> cache = cache(Loaded::new);
    WeakReference<Loaded> ada = new WeakReference<>(cache.get("Ada"));

    GarbageCollector.await(
        "Ada to go while she is counted",
        () -> {
          cache.living();
          cache.size();
          return ada.refersTo(null);
        });
  }

  /** So {@code size()} asks no entry whether its value lives: it does not scan. */
  @Test
  void countsAnEntryUntilItIsToldThatItsValueIsGone() throws ReflectiveOperationException {
    Cache<String, Loaded> cache = cache(Loaded::new);
    List<Loaded> held = List.of(cache.get("Ada"), cache.get("Ben")); // no collection interferes
    Reference<?> ada = entry(cache, "Ada");

    ada.clear();
    assertThat(cache.living()).isOne();
    assertThat(cache.size()).isEqualTo(2);
    assertThat(cache.forgotten()).isZero();

    ada.enqueue();
    assertThat(cache.size()).isOne();
    assertThat(cache.forgotten()).isOne();
    assertThat(cache.get("Ben")).isSameAs(held.get(1));
  }

  @Test
  void loadsAnewOneWhoIsGoneButStillCounted() throws ReflectiveOperationException {
    Cache<String, Loaded> cache = cache(Loaded::new);
    Loaded first = cache.get("Ada");
    entry(cache, "Ada").clear();

    Loaded second = cache.get("Ada");

    assertThat(second).isNotSameAs(first);
    assertThat(cache.get("Ada")).isSameAs(second);
    assertThat(cache.size()).isOne();
    assertThat(cache.loads()).isEqualTo(2);
    assertThat(cache.forgotten()).isOne();
  }

  @Test
  void keepsAReloadedOneWhenTheDeadEntryComesLate() throws ReflectiveOperationException {
    Cache<String, Loaded> cache = cache(Loaded::new);
    Loaded first = cache.get("Ada");
    Reference<?> late = entry(cache, "Ada");
    late.clear();
    Loaded reloaded = cache.get("Ada");

    late.enqueue();

    assertThat(cache.size()).isOne();
    assertThat(cache.get("Ada")).isSameAs(reloaded).isNotSameAs(first);
    assertThat(cache.forgotten()).isOne();
  }

  @Test
  void noticesWhoIsGoneWhenSomebodyElseIsLoadedNotWhenSomebodyIsFound()
      throws ReflectiveOperationException {
    Cache<String, Loaded> cache = cache(Loaded::new);
    List<Loaded> held = List.of(cache.get("Ada"), cache.get("Ben"));
    entry(cache, "Ada").enqueue();

    assertThat(cache.get("Ben")).isSameAs(held.get(1));
    assertThat(cache.forgotten()).isZero();

    cache.get("Carl");
    assertThat(cache.forgotten()).isOne();
  }

  @Test
  void removesAFewAtEachLoadAndAllOfThemWhenItsSizeIsAsked() throws ReflectiveOperationException {
    Cache<Integer, Loaded> cache = cache(Loaded::new);
    List<Loaded> held = new ArrayList<>(); // no collection interferes
    for (int key = 0; key < 100; key++) {
      held.add(cache.get(key));
      entry(cache, key).clear();
    }
    for (int key = 0; key < 100; key++) {
      entry(cache, key).enqueue();
    }

    held.add(cache.get(100));
    assertThat(cache.forgotten()).isEqualTo(16);
    held.add(cache.get(101));
    assertThat(cache.forgotten()).isEqualTo(32);

    assertThat(cache.size()).isEqualTo(2);
    assertThat(cache.forgotten()).isEqualTo(100);
  }

  /** A key whose hashCode throws, but only when it's told to. */
  private static final class Moody {
    private boolean isAngry;

    @Override
    public int hashCode() {
      if (isAngry) {
        throw new IllegalStateException("not now");
      }
      return 1;
    }
  }

  @Test
  void losesNothingButTheEntryOfAKeyThatThrows() throws ReflectiveOperationException {
    Cache<Object, Loaded> cache = cache(Loaded::new);
    Moody moody = new Moody();
    List<Object> keys = List.of("Ada", moody, "Ben");
    List<Loaded> held = new ArrayList<>(keys.stream().map(cache::get).toList());
    List<Reference<?>> entries = new ArrayList<>();
    for (Object key : keys) {
      entries.add(entry(cache, key));
    }
    entries.forEach(Reference::enqueue);
    moody.isAngry = true;

    held.add(cache.get("Carl")); // nobody who asks for Carl hears of another key's mood
    assertThat(cache.forgotten()).isEqualTo(2);
    assertThat(cache.size()).as("Carl and the entry that couldn't go").isEqualTo(2);
    assertThat(cache.living()).isOne();

    moody.isAngry = false;
    held.add(cache.get(moody));
    assertThat(cache.size()).isEqualTo(2);
    assertThat(cache.living()).isEqualTo(2);
    assertThat(cache.forgotten()).isEqualTo(3);
  }

  /** Comes back when it should go, which only a finalizer can do. */
  private static final class Phoenix {
    private static final List<Phoenix> BACK = new CopyOnWriteArrayList<>();

    @Override
    @SuppressWarnings({"deprecation", "removal"})
    protected void finalize() {
      BACK.add(this);
    }
  }

  @Test
  void loadsASecondOneWhenAFinalizerHasBroughtTheFirstOneBack() {
    Cache<String, Phoenix> cache = cache(key -> new Phoenix());
    cache.get("Ada");

    GarbageCollector.await("the finalizer to run", () -> !Phoenix.BACK.isEmpty());

    assertThat(cache.get("Ada")).isNotIn(Phoenix.BACK);
    assertThat(cache.loads()).isEqualTo(2);
  }

  @Test
  void doesNotCountTheClearedAsForgotten() throws ReflectiveOperationException {
    Cache<String, Loaded> cache = cache(Loaded::new);
    cache.get("Ada");
    Reference<?> entry = entry(cache, "Ada");
    cache.clear();

    entry.enqueue();

    assertThat(cache.size()).isZero();
    assertThat(cache.forgotten()).isZero();
  }

  @Test
  void letsGoOfTheKeyToo() {
    Cache<Object, Object> cache = cache(key -> new Object());
    Object key = new Object();
    WeakReference<Object> peek = new WeakReference<>(key);
    cache.get(key);
    key = null;

    GarbageCollector.await("the entry to go", () -> cache.size() == 0);

    GarbageCollector.awaitCleared(peek);
  }

  /** Whoever holds one instance while another lives would see two. */
  @Test
  void neverHasTwoLivingInstancesOfOneKeyWhateverIsCollected() throws Exception {
    int keys = 16;
    Cache<Integer, Loaded> cache = cache(Loaded::new);
    AtomicReferenceArray<WeakReference<Loaded>> lastSeen = new AtomicReferenceArray<>(keys);
    AtomicBoolean goOn = new AtomicBoolean(true);
    List<Future<Integer>> readers =
        inFourThreads(
            seed -> {
              int looks = 0;
              Loaded[] held = new Loaded[3];
              for (int i = seed; goOn.get(); i += 7, looks++) {
                int key = i & (keys - 1);
                Loaded mine = cache.get(key);
                held[looks % held.length] = mine;
                WeakReference<Loaded> before = lastSeen.get(key);
                Loaded theirs = before == null ? null : before.get();
                if (theirs != null && theirs != mine || !mine.key().equals(key)) {
                  throw new AssertionError("asked for " + key + ": " + theirs + ", " + mine);
                }
                if (theirs == null) {
                  lastSeen.set(key, new WeakReference<>(mine));
                }
              }
              return looks;
            });

    for (int i = 0; i < 60; i++) {
      GarbageCollector.collect();
    }
    goOn.set(false);

    assertThat(ended(readers)).allMatch(looks -> looks > 0);
    GarbageCollector.await("all to be forgotten", () -> cache.size() == 0);
    assertThat(cache.living()).isZero();
    assertThat(cache.forgotten()).isBetween((long) keys, cache.loads());
  }

  @Test
  void forgetsAsManyAsItStoredWhenNobodyIsHeld() throws Exception {
    Cache<Integer, Loaded> cache = cache(Loaded::new);
    ended(
        inFourThreads(
            t -> IntStream.range(0, 50_000).map(n -> cache.get(t * 50_000 + n).hashCode()).sum()));

    GarbageCollector.await("all to be forgotten", () -> cache.size() == 0);

    assertThat(cache.loads()).isEqualTo(200_000);
    assertThat(cache.forgotten()).isEqualTo(200_000);
  }
}
