package weakrefs.bench;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.ref.Reference;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import weakrefs.cache.Cache;
import weakrefs.cache.WeakCache;
import weakrefs.gc.GarbageCollector;
import weakrefs.story.Person;
import weakrefs.story.PhoneBook;
import weakrefs.story.Screen;
import weakrefs.timeline.Timeline;

/**
 * How costs grow with the number of entries in a {@link WeakCache}, from a thousand up, and what it
 * costs to be watched by a {@link Timeline}.
 *
 * <p>With all values held, in nanoseconds:
 *
 * <ul>
 *   <li>{@code size}: one call of {@link WeakCache#size} when there's nothing to remove
 *   <li>{@code remove 100}: what {@code size} takes to remove 100 entries whose values are gone,
 *       per entry; {@code remove a tenth}: the same when a tenth of all values are gone. We clear
 *       and enqueue their references ourselves, as the collector and the JDK's reference handler
 *       do, but all at once, so only the cache's own work is timed. A hundred entries are still in
 *       the processor's cache when they're removed, many aren't.
 *   <li>{@code look}: what a timeline does every 2 ms; this calls the private method itself
 *   <li>{@code collection}: one {@link System#gc()}; {@code collection without the cache}: the same
 *       with only the values, held by the same array
 * </ul>
 *
 * <p>It goes through all numbers of entries several times, with a new cache each time, so that a
 * busy moment of the machine doesn't affect just one number.
 *
 * <p>Then the same work is done again and again, alternately with nothing watching and inside
 * {@link Timeline#record}; only the work itself is timed, not what the timeline waits for at the
 * end:
 *
 * <ul>
 *   <li>{@code people}: what a notebook shows, a {@link PhoneBook} of 200 read page by page, with a
 *       collection after each page
 *   <li>{@code hits in N}: nothing but hits in a cache of that size, from 1,000 entries up
 * </ul>
 *
 * <p>Arguments: the JSON file for every single measurement; the largest number of entries; how
 * often to measure each thing; how often to do each work in each way. {@code bench.py} computes
 * what they add up to.
 *
 * <pre>{@code
 * java -Xms1g -Xmx1g -XX:+UseG1GC -cp ... weakrefs.bench.Growth target/bench/growth.json 1000000 30 100
 * }</pre>
 */
public final class Growth {
  private static final int PASSES = 5;
  private static final int CALLS = 2000;
  private static final int FEW = 100;
  private static final int HITS = 1_000_000;

  private static final MethodHandle LOOK;
  private static final Field ENTRIES;

  static {
    try {
      LOOK =
          MethodHandles.privateLookupIn(Timeline.class, MethodHandles.lookup())
              .findVirtual(Timeline.class, "look", MethodType.methodType(void.class, long.class));
      ENTRIES = WeakCache.class.getSuperclass().getDeclaredField("entries");
      ENTRIES.setAccessible(true);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the library has changed: " + e, e);
    }
  }

  /** Where results go that nobody wants, so that the compiler can't leave out the work. */
  private static volatile long sink;

  /** For each cost and each number of entries, all measurements. */
  private final Map<String, Map<Integer, List<Double>>> nanos = new LinkedHashMap<>();

  private Growth() {}

  /** Measures, and writes the file. */
  public static void main(String[] arguments) throws IOException {
    int largest = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1_000_000;
    int times = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 30;
    int pairs = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 100;
    Map<String, Object> results = Results.ofThisJvm();
    results.put("growth", new Growth().measure(numbers(largest), times));
    results.put("watching", watching(largest, pairs));
    Results.write(Path.of(arguments[0]), results);
  }

  /** Two a decade, so that a slope has more than its ends. */
  static List<Integer> numbers(int largest) {
    List<Integer> numbers = new ArrayList<>();
    for (int n = 1000; n <= largest; n *= 10) {
      numbers.add(n);
      if (n * 3L <= largest) {
        numbers.add(3 * n);
      }
    }
    return numbers;
  }

  // ---- what a number of entries costs ----

  private List<Object> measure(List<Integer> numbers, int times) {
    int inAPass = Math.max(1, times / PASSES);
    Crowd warm = new Crowd(numbers.get(0));
    for (int i = 0; i < 100; i++) {
      warm.callSize();
      warm.remove(FEW);
      warm.look();
    }
    for (int pass = 0; pass < Math.min(PASSES, times); pass++) {
      for (int n : numbers) {
        measure(n, inAPass);
      }
    }
    return series();
  }

  private void measure(int n, int times) {
    Crowd crowd = new Crowd(n);
    crowd.look(); // may find the memory cold
    for (int i = 0; i < times; i++) {
      note("size", n, crowd.callSize());
      note("remove 100", n, crowd.remove(FEW));
      note("remove a tenth", n, crowd.remove(n / 10));
      note("look", n, crowd.look());
    }
    System.gc();
    for (int i = 0; i < times; i++) {
      note("collection", n, collection());
    }
    crowd.leaveTheCache();
    System.gc();
    for (int i = 0; i < times; i++) {
      note("collection without the cache", n, collection());
    }
    Reference.reachabilityFence(crowd);
  }

  private void note(String cost, int n, double took) {
    nanos.computeIfAbsent(cost, c -> new TreeMap<>()).computeIfAbsent(n, k -> new ArrayList<>());
    nanos.get(cost).get(n).add(took);
  }

  private static double collection() {
    long start = System.nanoTime();
    System.gc();
    return System.nanoTime() - start;
  }

  private List<Object> series() {
    List<Object> all = new ArrayList<>();
    nanos.forEach(
        (cost, byNumber) -> {
          Map<String, Object> series = new LinkedHashMap<>();
          series.put("cost", cost);
          series.put("entries", byNumber.keySet());
          series.put("nanos", byNumber.values());
          all.add(series);
        });
    return all;
  }

  /** A cache with so many entries, and what holds all of its values. */
  private static final class Crowd {
    private final SplittableRandom random = new SplittableRandom(1);
    private final Object[] held;
    private WeakCache<Integer, Object> cache = new WeakCache<>(key -> new Object());
    private Map<?, ?> entries;
    private Timeline timeline;

    Crowd(int n) {
      held = new Object[n];
      for (int key = 0; key < n; key++) {
        held[key] = cache.get(key);
      }
      try {
        entries = (Map<?, ?>) ENTRIES.get(cache);
      } catch (IllegalAccessException e) {
        throw new IllegalStateException(e);
      }
      timeline = new Timeline().watch("crowd", cache);
    }

    double callSize() {
      long sum = 0;
      long start = System.nanoTime();
      for (int i = 0; i < CALLS; i++) {
        sum += cache.size();
      }
      double took = (System.nanoTime() - start) / (double) CALLS;
      sink += sum;
      return took;
    }

    /** Nanoseconds for each of the removed; afterwards the cache is as full as before. */
    double remove(int k) {
      int[] keys = random.ints(0, held.length).distinct().limit(k).toArray();
      for (int key : keys) {
        ((Reference<?>) entries.get(key)).enqueue();
      }
      long start = System.nanoTime();
      int left = cache.size();
      double took = System.nanoTime() - start;
      if (left != held.length - k) {
        throw new IllegalStateException(left + " are left of " + held.length + " less " + k);
      }
      for (int key : keys) {
        held[key] = cache.get(key);
      }
      return took / k;
    }

    double look() {
      long start = System.nanoTime();
      try {
        LOOK.invokeExact(timeline, start);
      } catch (Throwable e) {
        throw new IllegalStateException(e);
      }
      return System.nanoTime() - start;
    }

    void leaveTheCache() {
      cache = null;
      entries = null;
      timeline = null;
    }
  }

  // ---- what it costs to be watched ----

  private static List<Object> watching(int largest, int pairs) {
    List<Object> all = new ArrayList<>();
    WeakCache<String, Person> cache = new WeakCache<>(PEOPLE::load);
    all.add(watching("people", 200, pairs, cache, () -> readPageByPage(cache)));
    for (int n = 1000; n <= largest; n *= 10) {
      int entries = n;
      WeakCache<Integer, Object> full = new WeakCache<>(key -> new Object());
      Object[] held = new Object[n];
      for (int key = 0; key < n; key++) {
        held[key] = full.get(key);
      }
      System.gc();
      all.add(watching("hits in %,d".formatted(n), n, pairs, full, () -> hit(full, entries)));
      Reference.reachabilityFence(held);
    }
    return all;
  }

  private static final PhoneBook PEOPLE = new PhoneBook(200);

  private static void readPageByPage(Cache<String, Person> cache) {
    Screen screen = new Screen(5);
    for (List<String> page : PEOPLE.pages(50)) {
      page.forEach(name -> screen.show(cache.get(name)));
      GarbageCollector.collect();
    }
  }

  private static void hit(Cache<Integer, Object> cache, int entries) {
    SplittableRandom random = new SplittableRandom(1);
    long sum = 0;
    for (int i = 0; i < HITS; i++) {
      sum += cache.get(random.nextInt(entries)) == null ? 0 : 1;
    }
    sink += sum;
  }

  private static Map<String, Object> watching(
      String name, int entries, int pairs, Cache<?, ?> cache, Runnable work) {
    List<Long> without = new ArrayList<>();
    List<Long> with = new ArrayList<>();
    for (int pair = -Math.min(5, pairs); pair < pairs; pair++) {
      long[] took = new long[2];
      for (int turn = 0; turn < 2; turn++) {
        int watched = Math.floorMod(pair + turn, 2);
        Runnable timed =
            () -> {
              long start = System.nanoTime();
              work.run();
              took[watched] = System.nanoTime() - start;
            };
        if (watched == 1) {
          new Timeline().watch(name, cache).record(timed);
        } else {
          timed.run();
        }
      }
      if (pair >= 0) {
        without.add(took[0]);
        with.add(took[1]);
      }
    }
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("work", name);
    result.put("entries", entries);
    result.put("without", without);
    result.put("with", with);
    return result;
  }
}
