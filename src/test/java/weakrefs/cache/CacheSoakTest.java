package weakrefs.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import weakrefs.gc.GarbageCollector;

/**
 * A cache that is used for long, by several threads, with collections going on: it doesn't drift.
 *
 * <p>{@code -Dsoak.operations=100000000} makes it long.
 */
@Tag("slow") // goes on for long
class CacheSoakTest {
  private static final long OPERATIONS = Long.getLong("soak.operations", 2_000_000);
  private static final int ROUNDS = 20;
  private static final int THREADS = 2;
  private static final int KEYS = 10_000;
  private static final int HELD = 64;

  record Value(Integer key) {}

  /** Which keys are asked for. */
  enum Keys {
    /** Of those that are held, so that nothing is ever loaded again. */
    KNOWN {
      @Override
      int next(SplittableRandom random, Value[] mine) {
        return mine[random.nextInt(HELD)].key;
      }
    },
    /** One that nobody has asked for before. */
    NEW {
      @Override
      int next(SplittableRandom random, Value[] mine) {
        return FRESH.getAndIncrement();
      }
    },
    /** Few of them often, and most of them hardly ever, as in life. */
    BOTH {
      @Override
      int next(SplittableRandom random, Value[] mine) {
        return random.nextInt(KEYS) & random.nextInt(KEYS);
      }
    };

    private static final AtomicInteger FRESH = new AtomicInteger(KEYS);

    abstract int next(SplittableRandom random, Value[] mine);
  }

  static List<Arguments> uses() {
    // Soft references to what is never asked for again fill any heap: that is what they're for.
    return List.of(
        Arguments.of(new WeakCache<>(Value::new), Keys.KNOWN),
        Arguments.of(new WeakCache<>(Value::new), Keys.NEW),
        Arguments.of(new WeakCache<>(Value::new), Keys.BOTH),
        Arguments.of(new SoftCache<>(Value::new), Keys.BOTH));
  }

  @ParameterizedTest
  @MethodSource("uses")
  @Timeout(value = 1, unit = TimeUnit.HOURS)
  void neitherItsEntriesNorTheHeapDrift(Cache<Integer, Value> cache, Keys keys) throws Exception {
    Value[][] held = new Value[THREADS][HELD];
    for (int thread = 0; thread < THREADS; thread++) {
      for (int i = 0; i < HELD; i++) {
        held[thread][i] = cache.get(thread * HELD + i);
      }
    }
    List<Double> entries = new ArrayList<>();
    List<Double> floors = new ArrayList<>();
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      for (int round = 0; round < ROUNDS; round++) {
        List<Future<?>> work = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
          SplittableRandom random = new SplittableRandom(round * THREADS + thread);
          Value[] mine = held[thread];
          work.add(
              threads.submit(() -> use(cache, keys, random, mine, OPERATIONS / ROUNDS / THREADS)));
        }
        for (Future<?> each : work) {
          each.get();
        }
        GarbageCollector.collect();
        awaitQueueing(cache);
        if (keys == Keys.BOTH) { // the others show that it needs nobody who asks its size()
          assertHoldsWhatIsHeld(cache, held, "after round " + round);
        }
        entries.add((double) CacheContract.entries(cache).size());
        floors.add(ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1048576.0);
      }
    } finally {
      threads.shutdownNow();
    }

    // A round begins with all that has gone in the queue, and empties it. How many of its own
    // entries it leaves depends on when the last collection came by itself.
    long ofOneRound = keys == Keys.KNOWN ? 0 : OPERATIONS / ROUNDS;
    assertThat(highest(entries))
        .as("entries after each round: %s", entries)
        .isLessThanOrEqualTo(THREADS * HELD + ofOneRound);
    assertFlat("megabytes of heap", floors, keys == Keys.NEW ? 1.5 : 1, 2);
    assertHoldsWhatIsHeld(cache, held, "at the end");
  }

  /**
   * Until the JVM's reference handler has queued every reference that's cleared: on a busy machine
   * it's behind by whole rounds, and no cache can remove what isn't in its queue yet.
   */
  @SuppressWarnings("deprecation") // isEnqueued(): racy for deciding what to do, not for waiting
  private static void awaitQueueing(Cache<Integer, Value> cache) throws Exception {
    List<Reference<?>> cleared = new ArrayList<>();
    for (Object entry : CacheContract.entries(cache).values()) {
      if (((Reference<?>) entry).refersTo(null)) {
        cleared.add((Reference<?>) entry);
      }
    }
    GarbageCollector.await(
        "what is cleared to be queued", () -> cleared.stream().allMatch(Reference::isEnqueued));
  }

  private static void assertHoldsWhatIsHeld(
      Cache<Integer, Value> cache, Value[][] held, String when) {
    if (cache instanceof WeakCache) {
      GarbageCollector.await(
          "the cache to notice what has gone", () -> cache.size() == cache.living());
      assertThat(cache.size()).as("size %s", when).isEqualTo((int) distinct(held));
    }
    // Two threads may load the same at once, and one of them wins.
    assertThat(cache.loads() - cache.forgotten()).isGreaterThanOrEqualTo(cache.size());
  }

  private static void assertFlat(String what, List<Double> afterEachRound, double times, int plus) {
    assertThat(highest(afterEachRound.subList(ROUNDS / 2, ROUNDS)))
        .as("%s after each round: %s", what, afterEachRound)
        .isLessThan(highest(afterEachRound.subList(0, ROUNDS / 2)) * times + plus);
  }

  private static void use(
      Cache<Integer, Value> cache,
      Keys keys,
      SplittableRandom random,
      Value[] mine,
      long operations) {
    for (long i = 0; i < operations; i++) {
      int key = keys.next(random, mine);
      Value value = cache.get(key);
      if (value.key != key) {
        throw new AssertionError("asked for " + key + ", got " + value);
      }
      if (keys != Keys.KNOWN) {
        mine[random.nextInt(HELD)] = value;
      }
    }
  }

  private static long distinct(Value[][] held) {
    return Stream.of(held).flatMap(Stream::of).filter(Objects::nonNull).distinct().count();
  }

  private static double highest(List<Double> values) {
    return values.stream().mapToDouble(d -> d).max().orElseThrow();
  }
}
