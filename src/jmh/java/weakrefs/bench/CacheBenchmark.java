package weakrefs.bench;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import weakrefs.bench.Contestant.Key;
import weakrefs.bench.Contestant.Value;

/**
 * How many look-ups a microsecond: {@link weakrefs.cache.WeakCache} beside Caffeine's and Guava's
 * caches with weak values, a synchronized {@link java.util.WeakHashMap}, and, as the limit of what
 * can be reached, a plain {@link java.util.concurrent.ConcurrentHashMap}.
 *
 * <p>Three kinds of work:
 *
 * <ul>
 *   <li>{@link #hit}: all keys are known, and their values held elsewhere. They are asked for one
 *       after the other in an order that was shuffled once, by keys that are equal to those in the
 *       cache, and not the same objects.
 *   <li>{@link #miss}: beside those, a key that nobody has asked for before, again and again. Its
 *       value is made, and let go at once. So the cache grows until the JVM's next young
 *       collection, which comes at its own pace (each 64 MB), and then has to get rid of as many
 *       entries as were made since the last one: what an entry costs from its beginning to its end,
 *       in the long run. The plain map is told to forget each key right away.
 *   <li>{@link #churn}: keys in random order; each thread holds the last values that it got, a
 *       tenth as many as there are keys, as a screen does. 50 ms after each collection the next one
 *       of the whole heap is asked for, and lets go who isn't held. The plain map keeps everything:
 *       it hits always, and is a limit that nobody can reach who forgets.
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
  /** A cache, and those who hold all of its values. */
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

  /** Where in the order of keys one thread is. */
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

  /** Numbers that no other thread has, and that aren't among the known keys. */
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

  /** A cache whose values nobody holds but the screens, and a collection again and again. */
  @State(Scope.Benchmark)
  public static class Collected {
    private static final long EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    @Param({"WeakCache", "Caffeine", "Guava", "WeakHashMap", "ConcurrentHashMap"})
    String cache;

    @Param({"1000", "10000", "100000", "1000000"})
    int keys;

    Contestant contestant;
    private Thread rhythm;
    private volatile boolean stopped;

    @Setup
    public void start() {
      contestant = Contestant.of(cache);
      rhythm =
          new Thread(
              () -> {
                while (!stopped) {
                  LockSupport.parkNanos(EVERY_NANOS);
                  System.gc();
                }
              },
              "rhythm");
      rhythm.setDaemon(true);
      rhythm.start();
    }

    @TearDown(Level.Trial)
    public void stop() throws InterruptedException {
      stopped = true;
      rhythm.join();
    }
  }

  /** The last values that a thread has seen. */
  @State(Scope.Thread)
  public static class Shown {
    SplittableRandom random;
    Value[] values;
    int next;

    @Setup
    public void clear(Collected collected) {
      random = new SplittableRandom(Thread.currentThread().getId());
      values = new Value[Math.max(1, collected.keys / 10)];
    }
  }

  @Benchmark
  public Object churn(Collected collected, Shown shown) {
    Value value = collected.contestant.get(new Key(shown.random.nextInt(collected.keys)));
    int i = shown.next;
    shown.values[i] = value;
    shown.next = i + 1 == shown.values.length ? 0 : i + 1;
    return value;
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
