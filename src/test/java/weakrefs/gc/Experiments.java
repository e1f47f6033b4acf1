package weakrefs.gc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.Deflater;
import weakrefs.cache.WeakCache;

/** What is tried in each collector's own JVM; {@link CollectorsTest} starts it. */
enum Experiments {
  CLEARS_A_YOUNG_REFERENT {
    @Override
    void run() {
      for (int i = 0; i < 20; i++) {
        WeakReference<Object> young = new WeakReference<>(new Object());
        GarbageCollector.collect();
        assertThat(young.refersTo(null)).as("cleared by collection %d", i).isTrue();
      }
    }
  },

  CLEARS_AN_OLD_REFERENT {
    @Override
    void run() {
      byte[] old = new byte[1000];
      WeakReference<Object> peek = new WeakReference<>(old);
      growOld();
      assertThat(peek.get()).isSameAs(old);
      old = null;
      if (oldOnesOutliveYoungCollections()) {
        growOld();
        assertThat(peek.refersTo(null))
            .as("it was not old: young collections cleared it")
            .isFalse();
      }

      GarbageCollector.collect();

      assertThat(peek.refersTo(null)).isTrue();
    }
  },

  CLEARS_OLD_ONES_ALSO_WHILE_NATIVE_CODE_HOLDS_IT_UP {
    @Override
    void run() {
      Thread busy = new Thread(Experiments::compress);
      busy.start();
      try {
        for (int i = 0; i < 20; i++) {
          Object old = new Object();
          WeakReference<Object> peek = new WeakReference<>(old);
          GarbageCollector.collect();
          Reference.reachabilityFence(old);
          old = null;

          GarbageCollector.collect();

          assertThat(peek.refersTo(null)).as("cleared in round %d", i).isTrue();
        }
      } finally {
        busy.interrupt();
      }
    }
  },

  KEEPS_WHO_IS_HELD {
    @Override
    void run() {
      Object held = new Object();
      WeakReference<Object> peek = new WeakReference<>(held);

      GarbageCollector.collect();

      assertThat(peek.get()).isSameAs(held);
      assertThatThrownBy(() -> GarbageCollector.awaitCleared(peek, Duration.ofMillis(30)))
          .isInstanceOf(GcTimeoutException.class)
          .hasMessageStartingWith(
              "waited 30 ms for a reference to be cleared, but it didn't happen.");
      Reference.reachabilityFence(held);
    }
  },

  AWAITS_WHAT_FOLLOWS_A_COLLECTION {
    @Override
    void run() {
      ReferenceQueue<Object> queue = new ReferenceQueue<>();
      WeakReference<Object> reference = new WeakReference<>(new Object(), queue);
      WeakCache<Integer, Object> cache = new WeakCache<>(key -> new Object());
      for (int i = 0; i < 1000; i++) {
        cache.get(i);
      }

      GarbageCollector.awaitCleared(reference);
      GarbageCollector.await("the queue to have it", () -> queue.poll() == reference);
      GarbageCollector.await("the cache to be empty", () -> cache.size() == 0);
    }
  },

  LOGS_EACH_COLLECTION_ONCE {
    @Override
    void run() {
      try (CollectionLog log = CollectionLog.start()) {
        List<Instant[]> windows = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
          Instant before = Instant.now();
          GarbageCollector.collect();
          windows.add(new Instant[] {before, Instant.now()});
        }

        List<GarbageCollection> requested = requested(log.collections());

        assertThat(requested).as("%s", log.collections()).hasSize(5);
        for (int i = 0; i < 5; i++) {
          assertThat(requested.get(i).start())
              .as("%s", requested)
              .isBetween(windows.get(i)[0].minusMillis(3), windows.get(i)[1].plusMillis(3));
          assertThat(requested.get(i).length()).isBetween(Duration.ZERO, Duration.ofSeconds(5));
          assertThat(requested.get(i).collector()).isNotEmpty();
        }
      }
    }
  },

  LOGS_IN_THE_ORDER_OF_TIME {
    @Override
    void run() {
      try (CollectionLog log = CollectionLog.start()) {
        growOld();
        GarbageCollector.collect();
        growOld();

        List<GarbageCollection> all = log.collections();

        assertThat(all).extracting(GarbageCollection::start).isSorted();
        assertThat(requested(all)).hasSize(1);
        assertThat(all.size()).as("%s", all).isGreaterThanOrEqualTo(3);
      }
    }
  },

  /** For JVMs that ignore {@code System.gc()}. */
  COLLECTS_ALL_THE_SAME_OR_SAYS_THAT_IT_CAN_NOT {
    @Override
    void run() {
      byte[] old = new byte[1000];
      WeakReference<Object> peek = new WeakReference<>(old);
      growOld();
      old = null;
      for (int i = 0; i < 3; i++) {
        WeakReference<Object> young = new WeakReference<>(new Object());
        try (CollectionLog log = CollectionLog.start()) {
          GarbageCollector.collect();
          assertThat(young.refersTo(null)).isTrue();
          assertThat(peek.refersTo(null)).as("the old one is cleared").isTrue();
          assertThat(theFirstOf(log).collector()).isNotEmpty();
        } catch (GcTimeoutException e) {
          assertThat(e)
              .hasMessageStartingWith(
                  "waited 10.0 s for a garbage collection, but it didn't happen.")
              .hasMessageContaining("-XX:+DisableExplicitGC");
        }
      }
    }
  };

  abstract void run();

  /** Native code that has a Java array in hand for most of the time. */
  private static void compress() {
    byte[] noise = new byte[1 << 20];
    new Random(1).nextBytes(noise);
    byte[] compressed = new byte[2 * noise.length];
    Deflater deflater = new Deflater();
    while (!Thread.currentThread().isInterrupted()) {
      deflater.reset();
      deflater.setInput(noise);
      deflater.finish();
      deflater.deflate(compressed);
    }
    deflater.end();
  }

  /** A collection beside the program clears references before it is over, and is told of then. */
  private static GarbageCollection theFirstOf(CollectionLog log) {
    long start = System.nanoTime();
    while (log.collections().isEmpty()) {
      assertThat(System.nanoTime() - start).as("ns without news").isLessThan(10_000_000_000L);
      LockSupport.parkNanos(1_000_000);
    }
    return log.collections().get(0);
  }

  private static List<GarbageCollection> requested(List<GarbageCollection> all) {
    return all.stream().filter(c -> c.cause().equals("System.gc()")).toList();
  }

  /** Allocates until the JVM has collected several times by itself. */
  private static void growOld() {
    GarbageCollectorMXBean young =
        ManagementFactory.getGarbageCollectorMXBeans().stream()
            .filter(c -> !c.getName().endsWith("Pauses"))
            .filter(c -> !c.getName().matches(".*(Old|Major|MarkSweep|Concurrent).*"))
            .findFirst()
            .orElseThrow();
    long enough = young.getCollectionCount() + 4;
    long start = System.nanoTime();
    byte[] garbage = null;
    while (young.getCollectionCount() < enough) {
      garbage = new byte[8 * 1024];
      assertThat(System.nanoTime() - start)
          .as("nanoseconds without 4 collections by %s", young.getName())
          .isLessThan(20_000_000_000L);
    }
    Reference.reachabilityFence(garbage);
  }

  /** Where generations are old fashioned, so that it is easy to know who is in which. */
  private static boolean oldOnesOutliveYoungCollections() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .anyMatch(c -> c.getName().equals("Copy") || c.getName().equals("PS Scavenge"));
  }

  String sentence() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** Runs those named, and says of each how it went. */
  public static void main(String[] names) {
    for (String name : names) {
      try {
        valueOf(name).run();
        System.out.println("passed: " + name);
      } catch (Throwable e) {
        StringWriter trace = new StringWriter();
        e.printStackTrace(new PrintWriter(trace));
        System.out.println("failed: " + name + "\n" + trace);
      }
    }
  }
}
