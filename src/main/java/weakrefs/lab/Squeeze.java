package weakrefs.lab;

import static java.util.Objects.requireNonNull;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tech.tablesaw.api.Table;
import weakrefs.cache.Cache;
import weakrefs.cache.SoftCache;
import weakrefs.story.Person;
import weakrefs.story.PhoneBook;
import weakrefs.story.Screen;
import weakrefs.timeline.Timeline;

/**
 * A soft cache in a heap that gets tight. In a JVM of its own it looks up one person after the
 * other, each with a photo of an eighth of a megabyte, and shows the last five on a screen. All
 * others are held by the {@link weakrefs.cache.SoftCache} only, until the JVM wants their memory.
 * After each page of fifty people it asks for a collection.
 *
 * <p>The JVM uses the Serial collector and a heap of fixed size, whatever the machine is like. Who
 * likes may set its {@code -XX:SoftRefLRUPolicyMSPerMB}: for how many milliseconds after its last
 * use a soft reference stays, for each megabyte of the heap that is free. It takes about a second
 * for 600 people.
 *
 * <p>It can't promise when, or how often, the cache lets go: that is the JVM's choice.
 *
 * <pre>{@code
 * Squeeze squeeze = new Squeeze(32, 600).softRefLRUPolicyMSPerMB(0);
 * Table history = squeeze.run();
 * Chart.cacheInHeap(history, Person.PHOTO_BYTES)
 * }</pre>
 */
public final class Squeeze {
  private static final int SMALLEST_HEAP = 16;
  private static final int LARGEST_HEAP = 256;
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final int people;
  private final List<String> flags;
  private final Duration patience;
  private final Class<?> main;

  /** How it was after somebody was looked up; or the end of a collection, if it has a name. */
  private record Look(
      double millis, double heap, int held, int living, long loads, String collection, long took) {
    static Look parse(String line) {
      String[] words = line.split(" ", 6);
      if (words.length == 6 && words[0].equals("saw")) {
        return new Look(
            Double.parseDouble(words[1]),
            Double.parseDouble(words[2]),
            Integer.parseInt(words[3]),
            Integer.parseInt(words[4]),
            Long.parseLong(words[5]),
            "",
            0);
      }
      words = line.split(" ", 4);
      if (words.length == 4 && words[0].equals("collected")) {
        return new Look(
            Double.parseDouble(words[1]), 0, 0, 0, 0, words[3], Long.parseLong(words[2]));
      }
      throw new IllegalArgumentException(line);
    }
  }

  /**
   * Prepares the experiment; nothing runs yet.
   *
   * @param heapMegabytes the heap of its JVM, in megabytes of 1,048,576 bytes: 16 to 256
   * @param people how many people to look up
   * @throws IllegalArgumentException if the heap is too small or too large, or there is nobody to
   *     look up
   */
  public Squeeze(int heapMegabytes, int people) {
    this(flags(heapMegabytes), people, PATIENCE, LookUpSoftly.class);
  }

  Squeeze(List<String> flags, int people, Duration patience, Class<?> main) {
    if (people < 1) {
      throw new IllegalArgumentException(
          "there has to be at least one person to look up, not " + people);
    }
    this.flags = List.copyOf(flags);
    this.people = people;
    this.patience = requireNonNull(patience);
    this.main = requireNonNull(main);
  }

  private static List<String> flags(int heapMegabytes) {
    if (heapMegabytes < SMALLEST_HEAP || heapMegabytes > LARGEST_HEAP) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a squeeze needs a small heap: give its JVM %d to %d MB, not %d",
              SMALLEST_HEAP,
              LARGEST_HEAP,
              heapMegabytes));
    }
    return List.of("-Xms" + heapMegabytes + "m", "-Xmx" + heapMegabytes + "m", "-XX:+UseSerialGC");
  }

  /**
   * The same experiment with {@code -XX:SoftRefLRUPolicyMSPerMB} set. HotSpot's own choice is
   * 1,000.
   *
   * @param millis milliseconds for each free megabyte, 0 or more
   * @throws IllegalArgumentException if it is less than 0
   */
  public Squeeze softRefLRUPolicyMSPerMB(int millis) {
    if (millis < 0) {
      throw new IllegalArgumentException("give 0 ms or more for each MB, not " + millis);
    }
    List<String> more = new ArrayList<>(flags);
    more.removeIf(flag -> flag.startsWith("-XX:SoftRefLRUPolicyMSPerMB="));
    more.add("-XX:SoftRefLRUPolicyMSPerMB=" + millis);
    return new Squeeze(more, people, patience, main);
  }

  /** The options with which its JVM is started. */
  public List<String> flags() {
    return flags;
  }

  /**
   * Runs it, and returns what happened: a row for each look at the cache and the heap, and a row
   * for each collection. The table has the columns of a {@link weakrefs.timeline.Timeline}, with
   * the heap of the experiment's JVM.
   *
   * @throws LabException if its JVM can't be started or runs out of memory all the same, if it
   *     takes longer than a minute, or if this thread is interrupted; then no JVM is left behind
   */
  public synchronized Table run() {
    List<Look> looks =
        ChildJvm.observe(
            flags,
            main,
            List.of("" + people),
            Look::parse,
            patience,
            seen -> !seen.isEmpty() && seen.get(seen.size() - 1).loads() == people);
    Table table = Timeline.table("A soft cache in a small heap");
    looks.forEach(look -> append(table, look));
    return table;
  }

  private static void append(Table table, Look look) {
    if (look.collection().isEmpty()) {
      Timeline.appendLook(
          table,
          look.millis(),
          "soft cache",
          look.held(),
          look.living(),
          look.loads(),
          look.heap());
    } else {
      double begun = look.millis() - look.took();
      Timeline.appendCollection(table, begun, look.collection(), look.took());
    }
  }

  /**
   * What {@link Squeeze} does in its JVM. It asks for a collection after each page of fifty. After
   * every fourth person, after each collection and at the end it says {@code saw 12.5 31.2 120 118
   * 120}: milliseconds since the beginning, megabytes of the used heap, entries held, values
   * living, loads. When a collection has passed it says {@code collected 12.4 3 Copy}: milliseconds
   * since the beginning, how many of them it took, and which collector it was.
   */
  static final class LookUpSoftly {
    private static final int EVERY = 4;
    private static final int PAGE = 50;

    private final List<GarbageCollectorMXBean> collectors =
        ManagementFactory.getGarbageCollectorMXBeans();
    private final long[] counts = new long[collectors.size()];
    private final long[] took = new long[collectors.size()];
    private final PhoneBook phoneBook;
    private final Cache<String, Person> cache;
    private final Screen screen = new Screen(5);
    private final long start = System.nanoTime();

    private LookUpSoftly(int people) {
      phoneBook = new PhoneBook(people);
      cache = new SoftCache<>(phoneBook::load);
    }

    /** Takes how many people to look up. */
    public static void main(String[] arguments) {
      int people = Integer.parseInt(arguments[0]);
      ChildJvm.untilParentEnds(() -> new LookUpSoftly(people).lookUp());
    }

    private void lookUp() {
      hasCollected(); // what passed before doesn't count
      say();
      int people = 0;
      for (String name : phoneBook.names()) {
        screen.show(cache.get(name));
        if (++people % PAGE == 0) {
          say();
          System.gc();
        }
        if (people % EVERY == 0 | hasCollected() | people == phoneBook.names().size()) {
          say();
        }
      }
    }

    private boolean hasCollected() {
      boolean seen = false;
      for (int i = 0; i < counts.length; i++) {
        GarbageCollectorMXBean collector = collectors.get(i);
        long count = collector.getCollectionCount();
        long millis = collector.getCollectionTime();
        if (count > counts[i]) {
          seen = true;
          System.out.println(
              "collected " + now() + " " + (millis - took[i]) + " " + collector.getName());
        }
        counts[i] = count;
        took[i] = millis;
      }
      return seen;
    }

    private void say() {
      Runtime runtime = Runtime.getRuntime();
      double heap = Math.round((runtime.totalMemory() - runtime.freeMemory()) / 104857.6) / 10.0;
      int held = cache.size();
      int living = Math.min(held, cache.living());
      System.out.println(
          "saw " + now() + " " + heap + " " + held + " " + living + " " + cache.loads());
    }

    private double now() {
      return Math.round((System.nanoTime() - start) / 10_000.0) / 100.0;
    }
  }
}
