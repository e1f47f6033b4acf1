package weakrefs.bench;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import weakrefs.bench.Contestant.Key;
import weakrefs.bench.Contestant.Value;

/**
 * How many look-ups per microsecond: {@link weakrefs.cache.WeakCache} next to Caffeine's and
 * Guava's caches with weak values, a synchronized {@link java.util.WeakHashMap}, and, as the limit
 * of what's possible, a plain {@link java.util.concurrent.ConcurrentHashMap}.
 *
 * <p>Three kinds of work:
 *
 * <ul>
 *   <li>{@link #hit}: all keys are known, and their values are held elsewhere. They're looked up
 *       one after the other in an order that was shuffled once, with keys that are equal to those
 *       in the cache, but not the same objects.
 *   <li>{@link #miss}: in the same cache, a key that nothing has looked up before, again and again.
 *       Its value is made, and nothing holds it. So the cache grows until the JVM's next young
 *       collection, which comes at its own pace (the young generation has 64 MB), and then it has
 *       to get rid of as many entries as were made since the last one: in the long run, what an
 *       entry costs from beginning to end. The plain map is told to forget each key right away.
 *   <li>{@link #churn}: a collection of the whole heap, which isn't timed itself, and then as many
 *       look-ups as there are keys, in random order. That's one operation here, so multiply by the
 *       number of keys to get look-ups. Each thread holds the last values that it got, a tenth as
 *       many as there are keys, like a screen. So most values are collected, and more than half of
 *       the look-ups load one again, while the cache is getting rid of the old entries. With two
 *       threads, the time that one is stopped for the other's collection counts. The plain map
 *       isn't part of this, because it would keep everything.
 * </ul>
 *
 * <p>The whole comparison takes 25 minutes; {@code CP} is as in {@code package-info}:
 *
 * <pre>{@code
 * java -cp CP org.openjdk.jmh.Main CacheBenchmark -t 1 -rf json -rff FOLDER/caches-1.json
 * java -cp CP org.openjdk.jmh.Main CacheBenchmark -t 2 -rf json -rff FOLDER/caches-2.json
 * }</pre>
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
    value = 2,
    jvmArgs = {"-Xms768m", "-Xmx768m", "-Xmn64m", "-XX:+UseG1GC"})
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class CacheBenchmark {
  /** A cache, and what holds all of its values. */
  @State(Scope.Benchmark)
  public static class Filled {
    @Param({"WeakCache", "Caffeine", "Guava", "WeakHashMap", "ConcurrentHashMap"})
    String cache;

    @Param({"1000", "10000", "100000", "1000000"})
    int keys;

    Contestant contestant;
    Value[] held;

    /** Others than those in the cache, in another order. */
    Key[] asked;

    @Setup
    public void fill() {
      contestant = Contestant.of(cache);
      held = new Value[keys];
      int[] order = shuffled(keys, new SplittableRandom(1));
      for (int i = 0; i < keys; i++) {
        held[i] = contestant.get(new Key(order[i]));
      }
      order = shuffled(keys, new SplittableRandom(2));
      asked = new Key[keys];
      for (int i = 0; i < keys; i++) {
        asked[i] = new Key(order[i]);
      }
      System.gc(); // what lives is old from now on
    }
  }

  /** Where in the order of keys a thread is. */
  @State(Scope.Thread)
  public static class Place {
    int next;

    @Setup
    public void spread(Filled filled) {
      next = new SplittableRandom(Thread.currentThread().getId()).nextInt(filled.keys);
    }
  }

  @Benchmark
  public Object hit(Filled filled, Place place) {
    Key[] asked = filled.asked;
    int i = place.next;
    place.next = i + 1 == asked.length ? 0 : i + 1;
    return filled.contestant.get(asked[i]);
  }

  /** Numbers that no other thread has, and that aren't known keys. */
  @State(Scope.Thread)
  public static class Fresh {
    private static final AtomicInteger THREADS = new AtomicInteger();

    int next;

    @Setup
    public void begin(Filled filled) {
      next = filled.keys + (THREADS.getAndIncrement() << 28);
    }
  }

  @Benchmark
  public Object miss(Filled filled, Fresh fresh) {
    Key key = new Key(fresh.next++);
    Value value = filled.contestant.get(key);
    filled.contestant.forget(key);
    return value;
  }

  /** A cache whose values only the screens hold. */
  @State(Scope.Benchmark)
  public static class Unheld {
    @Param({"WeakCache", "Caffeine", "Guava", "WeakHashMap"})
    String cache;

    @Param({"1000", "10000", "100000", "1000000"})
    int keys;

    Contestant contestant;

    @Setup
    public void make() {
      contestant = Contestant.of(cache);
    }
  }

  /** The last values that a thread has seen. */
  @State(Scope.Thread)
  public static class Screen {
    SplittableRandom random;
    Value[] shown;
    int next;

    @Setup
    public void clear(Unheld unheld) {
      random = new SplittableRandom(Thread.currentThread().getId());
      shown = new Value[unheld.keys / 10];
    }

    /** Outside of the time that is measured. */
    @Setup(Level.Invocation)
    public void collect() {
      System.gc();
    }

    void show(Value value) {
      shown[next] = value;
      next = next + 1 == shown.length ? 0 : next + 1;
    }
  }

  @Benchmark
  @OutputTimeUnit(TimeUnit.SECONDS)
  public void churn(Unheld unheld, Screen screen) {
    for (int i = 0; i < unheld.keys; i++) {
      screen.show(unheld.contestant.get(new Key(screen.random.nextInt(unheld.keys))));
    }
  }

  private static int[] shuffled(int count, SplittableRandom random) {
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      int at = random.nextInt(i + 1);
      order[i] = order[at];
      order[at] = i;
    }
    return order;
  }
}
