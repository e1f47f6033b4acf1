package weakrefs.cache;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.UncheckedIOException;
import java.lang.ref.Reference;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import weakrefs.gc.GarbageCollector;
import weakrefs.story.PhoneBook;

/** What every cache promises. The tests hold what they get, so a cache that lets go may not. */
@Timeout(30)
abstract class CacheContract {
  /** A value of its own in each load. */
  record Loaded(Object key, Object identity) {
    Loaded(Object key) {
      this(key, new Object());
    }
  }

  /** Keys that all fall into one bin of a hash map. */
  record Crowded(String name) {
    @Override
    public int hashCode() {
      return 1;
    }
  }

  private final ExecutorService threads = Executors.newCachedThreadPool();

  abstract <K, V> Cache<K, V> cache(Function<? super K, ? extends V> loader);

  @AfterEach
  void endTheThreads() throws InterruptedException {
    threads.shutdownNow();
    assertThat(threads.awaitTermination(10, SECONDS)).isTrue();
  }

  @Test
  void loadsWhatItDoesNotKnow() {
    Cache<String, Loaded> cache = cache(Loaded::new);

    Loaded ada = cache.get("Ada");
    Loaded ben = cache.get("Ben");

    assertThat(ada.key()).isEqualTo("Ada");
    assertThat(ben.key()).isEqualTo("Ben");
    assertCounts(cache, 2, 2, 2);
  }

  @Test
  void returnsTheSameInstanceForAsLongAsSomebodyHoldsIt() {
    Cache<String, Loaded> cache = cache(Loaded::new);
    Loaded ada = cache.get("Ada");

    for (int i = 0; i < 3; i++) {
      GarbageCollector.collect();
      assertThat(cache.get("Ada")).isSameAs(ada);
    }
    assertCounts(cache, 1, 1, 1);
  }

  @Test
  void findsWhatItKnowsByAnEqualKeyInOneLookUp() {
    AtomicInteger hashed = new AtomicInteger();
    record Counted(String name, AtomicInteger hashed) {
      @Override
      public int hashCode() {
        hashed.incrementAndGet(); // which a look-up in a map asks for once
        return name.hashCode();
      }
    }
    Cache<Counted, Loaded> cache = cache(Loaded::new);
    Loaded ada = cache.get(new Counted("Ada", hashed));
    hashed.set(0);

    assertThat(cache.get(new Counted("Ada", hashed))).isSameAs(ada);
    assertThat(hashed).hasValue(1);
  }

  @Test
  void tellsCrowdedKeysApart() {
    Cache<Crowded, Loaded> cache = cache(Loaded::new);
    List<String> names = new PhoneBook(50).names();

    List<Loaded> everybody = names.stream().map(name -> cache.get(new Crowded(name))).toList();

    for (int i = 0; i < 50; i++) {
      assertThat(cache.get(new Crowded(names.get(i)))).isSameAs(everybody.get(i));
    }
    assertCounts(cache, 50, 50, 50);
  }

  @Test
  void letsTheFirstStoredOfTwoRacingLoadsWin() throws Exception {
    CountDownLatch slowIsLoading = new CountDownLatch(1);
    CountDownLatch fastIsDone = new CountDownLatch(1);
    AtomicReference<Loaded> lost = new AtomicReference<>();
    Cache<String, Loaded> cache =
        cache(
            key -> {
              Loaded loaded = new Loaded(key);
              if (lost.compareAndSet(null, loaded)) { // the first load is the slow one
                slowIsLoading.countDown();
                await(fastIsDone);
              }
              return loaded;
            });

    Future<Loaded> slow = start(() -> cache.get("Ada"));
    await(slowIsLoading);
    Loaded fast = cache.get("Ada");
    fastIsDone.countDown();

    assertThat(slow.get(10, SECONDS)).isSameAs(fast).isNotSameAs(lost.get());
    assertThat(cache.get("Ada")).isSameAs(fast);
    assertCounts(cache, 1, 1, 2);
  }

  @Test
  void answersForOthersWhileOneLoads() throws Exception {
    CountDownLatch loading = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    Cache<Crowded, Loaded> cache =
        cache(
            key -> {
              if (key.name().equals("slow")) {
                loading.countDown();
                await(goOn);
              }
              return new Loaded(key);
            });
    Loaded known = cache.get(new Crowded("known"));

    Future<Loaded> slow = start(() -> cache.get(new Crowded("slow")));
    await(loading);
    Future<Loaded> again = start(() -> cache.get(new Crowded("known")));
    Future<Loaded> another = start(() -> cache.get(new Crowded("another")));

    assertThat(again.get(10, SECONDS)).isSameAs(known);
    assertThat(another.get(10, SECONDS)).isNotNull();
    assertThat(slow.isDone()).isFalse();
    goOn.countDown();
    assertThat(slow.get(10, SECONDS)).isNotNull();
  }

  @Test
  void lendsItselfToItsLoaderForAnotherKey() {
    AtomicReference<Cache<Crowded, List<?>>> self = new AtomicReference<>();
    Cache<Crowded, List<?>> cache =
        cache(
            key -> {
              int n = Integer.parseInt(key.name());
              return n == 0
                  ? List.of()
                  : List.of(self.get().get(new Crowded(String.valueOf(n - 1))));
            });
    self.set(cache);

    List<?> hundred = cache.get(new Crowded("100"));

    assertThat(cache.get(new Crowded("99"))).isSameAs(hundred.get(0));
    assertCounts(cache, 101, 101, 101);
  }

  @Test
  void lendsItselfToItsLoaderForTheSameKey() {
    AtomicReference<Cache<String, Loaded>> self = new AtomicReference<>();
    AtomicReference<Loaded> inner = new AtomicReference<>();
    AtomicInteger depth = new AtomicInteger();
    Cache<String, Loaded> cache =
        cache(
            key -> {
              if (depth.incrementAndGet() == 1) {
                inner.set(self.get().get(key));
              }
              return new Loaded(key);
            });
    self.set(cache);

    assertThat(cache.get("Ada")).isSameAs(inner.get());
    assertCounts(cache, 1, 1, 2);
  }

  @Test
  void refusesANullLoader() {
    assertThatNullPointerException()
        .isThrownBy(() -> cache(null))
        .withMessage("a cache needs a loader");
  }

  @Test
  void refusesANullKeyAndLeavesNothingBehind() {
    Cache<String, Loaded> cache = cache(Loaded::new);

    assertThatNullPointerException()
        .isThrownBy(() -> cache.get(null))
        .withMessage("a cache has no null key");
    assertCounts(cache, 0, 0, 0);
  }

  @Test
  void refusesANullValueAndLeavesNothingBehind() {
    AtomicInteger calls = new AtomicInteger();
    Cache<String, Loaded> cache =
        cache(key -> calls.incrementAndGet() == 1 ? null : new Loaded(key));

    assertThatNullPointerException()
        .isThrownBy(() -> cache.get("Ada"))
        .withMessage("the loader returned null for Ada");
    assertCounts(cache, 0, 0, 0);
    assertThat(cache.get("Ada")).isNotNull();
  }

  @Test
  void throwsOnWhatTheLoaderThrowsAndLeavesNothingBehind() {
    RuntimeException noSuchFile = new UncheckedIOException(new FileNotFoundException("Ada"));
    Error broken = new AssertionError("broken");
    AtomicInteger calls = new AtomicInteger();
    Cache<String, Loaded> cache =
        cache(
            key ->
                switch (calls.incrementAndGet()) {
                  case 1 -> throw noSuchFile;
                  case 2 -> throw broken;
                  default -> new Loaded(key);
                });

    assertThatThrownBy(() -> cache.get("Ada")).isSameAs(noSuchFile);
    assertThatThrownBy(() -> cache.get("Ada")).isSameAs(broken);
    assertCounts(cache, 0, 0, 0);
    Loaded ada = cache.get("Ada");
    assertThat(ada).isNotNull();
    assertCounts(cache, 1, 1, 1);
  }

  @Test
  void leavesNothingBehindWhenALoadIsInterrupted() throws Exception {
    CountDownLatch loading = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    AtomicReference<Thread> loader = new AtomicReference<>();
    Cache<String, Loaded> cache =
        cache(
            key -> {
              if (loader.compareAndSet(null, Thread.currentThread())) {
                loading.countDown();
                await(never);
              }
              return new Loaded(key);
            });
    Future<Loaded> load = start(() -> cache.get("Ada"));
    await(loading);

    loader.get().interrupt();

    assertThatThrownBy(() -> load.get(10, SECONDS))
        .hasRootCauseInstanceOf(InterruptedException.class);
    assertCounts(cache, 0, 0, 0);
    assertThat(cache.get("Ada")).isNotNull();
  }

  @Test
  void forgetsEverythingWhenCleared() {
    Cache<String, Loaded> cache = cache(Loaded::new);
    Loaded before = cache.get("Ada");

    cache.clear();

    assertCounts(cache, 0, 0, 1);
    Loaded after = cache.get("Ada");
    assertThat(after).isNotSameAs(before);
    assertCounts(cache, 1, 1, 2);
  }

  @Test
  void storesALoadThatWasUnderWayWhenItWasCleared() {
    AtomicReference<Cache<String, Loaded>> self = new AtomicReference<>();
    Cache<String, Loaded> cache =
        cache(
            key -> {
              self.get().clear();
              return new Loaded(key);
            });
    self.set(cache);

    Loaded ada = cache.get("Ada");

    assertThat(cache.get("Ada")).isSameAs(ada);
    assertCounts(cache, 1, 1, 1);
  }

  @Test
  void hasOneInstanceForAllThreads() throws Exception {
    Cache<Integer, Loaded> cache = cache(Loaded::new);

    List<List<Loaded>> found =
        ended(inFourThreads(t -> IntStream.range(0, 5_000).mapToObj(cache::get).toList()));

    assertThat(found).containsOnly(found.get(0));
    assertThat(found.get(0))
        .extracting(Loaded::key)
        .isEqualTo(IntStream.range(0, 5_000).boxed().toList());
    assertThat(cache.size()).isEqualTo(5_000);
    assertThat(cache.living()).isEqualTo(5_000);
    assertThat(cache.loads()).isBetween(5_000L, 20_000L);
  }

  <T> Future<T> start(Callable<T> work) {
    return threads.submit(work);
  }

  /** Begins the same work in four threads at once, each with its number. */
  <T> List<Future<T>> inFourThreads(IntFunction<T> work) {
    CyclicBarrier together = new CyclicBarrier(4);
    return IntStream.range(0, 4)
        .mapToObj(
            thread ->
                start(
                    () -> {
                      together.await(10, SECONDS);
                      return work.apply(thread);
                    }))
        .toList();
  }

  static <T> List<T> ended(List<Future<T>> all) throws Exception {
    List<T> found = new ArrayList<>();
    for (Future<T> one : all) {
      found.add(one.get(30, SECONDS));
    }
    return found;
  }

  static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, SECONDS)).as("waited 10 s for a latch").isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  static void assertCounts(Cache<?, ?> cache, int size, int living, int loads) {
    assertThat(cache.size()).as("size").isEqualTo(size);
    assertThat(cache.living()).as("living").isEqualTo(living);
    assertThat(cache.loads()).as("loads").isEqualTo(loads);
    assertThat(cache.forgotten()).as("forgotten").isZero();
  }

  /**
   * The reference that a cache keeps for this key, to which a test does what the collector does.
   */
  static Reference<?> entry(Cache<?, ?> cache, Object key) throws ReflectiveOperationException {
    return (Reference<?>) entries(cache).get(key);
  }

  /** What a cache holds, seen without its tidying up. */
  static Map<?, ?> entries(Cache<?, ?> cache) throws ReflectiveOperationException {
    Field entries = ReferenceCache.class.getDeclaredField("entries");
    entries.setAccessible(true);
    return (Map<?, ?>) entries.get(cache);
  }
}
