package weakrefs.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
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

  static List<Cache<Integer, Value>> caches() {
    return List.of(new WeakCache<>(Value::new), new SoftCache<>(Value::new));
  }

  @ParameterizedTest
  @MethodSource("caches")
  @Timeout(value = 1, unit = TimeUnit.HOURS)
  void neitherItsSizeNorTheHeapDrifts(Cache<Integer, Value> cache) throws Exception {
    Value[][] held = new Value[THREADS][HELD];
    List<Double> floors = new ArrayList<>();
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      for (int round = 0; round < ROUNDS; round++) {
        List<Future<?>> work = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
          SplittableRandom random = new SplittableRandom(round * THREADS + thread);
          Value[] mine = held[thread];
          work.add(threads.submit(() -> use(cache, random, mine, OPERATIONS / ROUNDS / THREADS)));
        }
        for (Future<?> each : work) {
          each.get();
        }
        GarbageCollector.collect();
        if (cache instanceof WeakCache) {
          GarbageCollector.await(
              "the cache to notice what has gone", () -> cache.size() == cache.living());
          assertThat(cache.size()).as("size after round %d", round).isEqualTo(distinct(held));
        }
        assertThat(cache.loads() - cache.forgotten()).isGreaterThanOrEqualTo(cache.size());
        floors.add(ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1048576.0);
      }
    } finally {
      threads.shutdownNow();
    }

    assertThat(highest(floors.subList(ROUNDS / 2, ROUNDS)))
        .as("megabytes of heap after each round: %s", floors)
        .isLessThan(highest(floors.subList(0, ROUNDS / 2)) + 2);
  }

  private static void use(
      Cache<Integer, Value> cache, SplittableRandom random, Value[] mine, long operations) {
    for (long i = 0; i < operations; i++) {
      // Few of the keys are asked for often, as in life.
      int key = random.nextInt(KEYS) & random.nextInt(KEYS);
      Value value = cache.get(key);
      if (value.key != key) {
        throw new AssertionError("asked for " + key + ", got " + value);
      }
      mine[random.nextInt(HELD)] = value;
    }
  }

  private static long distinct(Value[][] held) {
    return Stream.of(held).flatMap(Stream::of).filter(Objects::nonNull).distinct().count();
  }

  private static double highest(List<Double> values) {
    return values.stream().mapToDouble(d -> d).max().orElseThrow();
  }
}
