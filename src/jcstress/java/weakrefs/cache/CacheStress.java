package weakrefs.cache;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.Reference;
import java.util.concurrent.ConcurrentMap;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.ZII_Result;

/**
 * What a cache promises when threads meet in it and values are cleared at the same time. To put the
 * caches under stress:
 *
 * <pre>
 * mvn -Pstress -DskipTests package
 * java -cp "target/stress-classes:target/stress-lib/*:target/weak-references.jar" \
 *     org.openjdk.jcstress.Main -t CacheStress -r target/jcstress
 * </pre>
 *
 * <p>A collection would be far too slow to meet two threads often. So a test does what the
 * collector and the JDK's reference handler do to a reference: {@link Reference#clear} and {@link
 * Reference#enqueue}, one after the other, with time in between. No test has more than two actors,
 * because a machine with two cores would skip it.
 */
public class CacheStress {
  private static final VarHandle ENTRIES;

  static {
    try {
      ENTRIES =
          MethodHandles.privateLookupIn(ReferenceCache.class, MethodHandles.lookup())
              .findVarHandle(ReferenceCache.class, "entries", ConcurrentMap.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private CacheStress() {}

  /** A cache whose entry for 1 the test can reach. */
  abstract static class Scene {
    static final Integer KEY = 1;
    static final Integer ANOTHER = 2;
    final ReferenceCache<Integer, Object> cache = new WeakCache<>(key -> new Object());

    Reference<?> entry(Integer key) {
      return (Reference<?>) ((ConcurrentMap<?, ?>) ENTRIES.get(cache)).get(key);
    }

    void see(ZII_Result result, boolean asReturned) {
      result.r1 = asReturned;
      result.r2 = cache.size();
      result.r3 = cache.living();
    }
  }

  /** Two threads that miss at the same time get one instance. */
  @JCStressTest
  @Outcome(id = "true, 1, 1", expect = ACCEPTABLE, desc = "one instance, one entry")
  @Outcome(expect = FORBIDDEN, desc = "two instances, or an entry too many or too few")
  @State
  public static class TwoLoads extends Scene {
    private Object one;
    private Object two;

    @Actor
    public void one() {
      one = cache.get(KEY);
    }

    @Actor
    public void two() {
      two = cache.get(KEY);
    }

    @Arbiter
    public void see(ZII_Result result) {
      see(result, one == two);
    }
  }

  /** The value is gone, and the cache hears about it while it's loading the value again. */
  @JCStressTest
  @Outcome(id = "true, 1, 1", expect = ACCEPTABLE, desc = "one new instance, which stays")
  @Outcome(expect = FORBIDDEN, desc = "two instances, or the dead entry removed the living one")
  @State
  public static class ToldLateWhileItLoads extends Scene {
    private final Reference<?> dead;
    private Object loaded;
    private Object found;

    public ToldLateWhileItLoads() {
      cache.get(KEY);
      dead = entry(KEY);
      dead.clear();
    }

    @Actor
    public void reader() {
      loaded = cache.get(KEY);
    }

    @Actor
    public void collectorThenReader() {
      dead.enqueue();
      found = cache.get(KEY);
    }

    @Arbiter
    public void see(ZII_Result result) {
      see(result, loaded == found);
    }
  }

  /** One thread reads a value that's cleared at this moment, and the other counts. */
  @JCStressTest
  @Outcome(id = "true, 0, 1", expect = ACCEPTABLE, desc = "read before it went; forgotten since")
  @Outcome(id = "false, 1, 1", expect = ACCEPTABLE, desc = "gone before it was read; loaded again")
  @Outcome(expect = FORBIDDEN, desc = "an entry of nobody's, or a living one lost")
  @State
  public static class GoesWhileItIsRead extends Scene {
    private final Object first = cache.get(KEY);
    private final Reference<?> entry = entry(KEY);
    private Object read;

    @Actor
    public void reader() {
      read = cache.get(KEY);
    }

    @Actor
    public void collectorThenCounter() {
      entry.enqueue(); // clears it, too
      cache.size();
    }

    @Arbiter
    public void see(ZII_Result result) {
      result.r1 = read == first;
      result.r2 = cache.size();
      result.r3 = (int) cache.forgotten();
    }
  }

  /** Two threads take dead entries from one queue, and each entry is removed once. */
  @JCStressTest
  @Outcome(id = "2, 2, 0", expect = ACCEPTABLE, desc = "both forgotten, each counted once")
  @Outcome(expect = FORBIDDEN, desc = "a removal lost, or counted twice")
  @State
  public static class TwoForget extends Scene {
    private final Object first = cache.get(KEY);
    private final Object second = cache.get(ANOTHER);

    public TwoForget() { // both after the last load, which would take them from the queue
      entry(KEY).enqueue();
      entry(ANOTHER).enqueue();
    }

    @Actor
    public void one() {
      cache.size();
    }

    @Actor
    public void two() {
      cache.size();
    }

    @Arbiter
    public void see(III_Result result) {
      result.r1 = (int) cache.loads();
      result.r2 = (int) cache.forgotten();
      result.r3 = cache.size();
    }
  }

  /** What was stored before a clear is gone after it; what's loaded meanwhile may stay, intact. */
  @JCStressTest
  @Outcome(id = "true, 0, 0", expect = ACCEPTABLE, desc = "loaded, then cleared")
  @Outcome(id = "true, 1, 1", expect = ACCEPTABLE, desc = "cleared, then loaded")
  @Outcome(expect = FORBIDDEN, desc = "an entry of before, or one that isn't what was returned")
  @State
  public static class ClearedWhileItLoads extends Scene {
    private final Object before = cache.get(ANOTHER);
    private Object loaded;

    @Actor
    public void reader() {
      loaded = cache.get(KEY);
    }

    @Actor
    public void cleaner() {
      cache.clear();
    }

    @Arbiter
    public void see(ZII_Result result) {
      Reference<?> entry = entry(KEY);
      see(
          result,
          before != null && entry(ANOTHER) == null && (entry == null || entry.get() == loaded));
    }
  }
}
