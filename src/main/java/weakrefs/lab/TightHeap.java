package weakrefs.lab;

import static weakrefs.lab.Moment.rounded;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import tech.tablesaw.api.Table;
import weakrefs.cache.Cache;
import weakrefs.cache.SoftCache;
import weakrefs.chart.Chart;
import weakrefs.lab.Moment.Collected;
import weakrefs.lab.Moment.Look;
import weakrefs.story.Person;
import weakrefs.story.PhoneBook;
import weakrefs.story.Screen;

/**
 * A soft cache in a heap that gets tight. A separate JVM looks up one person after the other, each
 * with a photo of an eighth of a megabyte, and shows the last five on a screen. Everybody else is
 * held by the {@link weakrefs.cache.SoftCache} only, until the JVM needs their memory. After each
 * page of fifty people it asks for a collection.
 *
 * <p>The JVM uses the Serial collector and a heap of fixed size, whatever the machine. If you like,
 * set its {@code -XX:SoftRefLRUPolicyMSPerMB}: how many milliseconds a softly held object stays
 * after its last use, for each megabyte of free heap. It takes about a second for 600 people.
 *
 * <p>It can't promise when, or how often, the cache forgets people: that's the JVM's choice.
 *
 * <pre>{@code
 * TightHeap tight = new TightHeap(32, 600).softRefLRUPolicyMSPerMB(0);
 * tight.run();
 * tight.chart();
 * tight.table();     // a row for each look and for each collection
 * }</pre>
 */
public final class TightHeap extends Experiment<Table> {
  private final int people;

  /**
   * Prepares the experiment; nothing runs yet.
   *
   * @param heapMegabytes its JVM's heap, in megabytes of 1,048,576 bytes: 16 to 256
   * @param people how many people to look up
   * @throws IllegalArgumentException if the heap is too small or too large, or if there's nobody to
   *     look up
   */
  public TightHeap(int heapMegabytes, int people) {
    this(smallHeap("a squeeze needs a small heap: give its JVM", 16, 256, heapMegabytes), people);
  }

  private TightHeap(List<String> flags, int people) {
    super(LookUpSoftly.class, flags);
    if (people < 1) {
      throw new IllegalArgumentException(
          "there has to be at least one person to look up, not " + people);
    }
    this.people = people;
  }

  /**
   * The same experiment with {@code -XX:SoftRefLRUPolicyMSPerMB} set. HotSpot's default is 1,000.
   *
   * @param millis milliseconds for each free megabyte, 0 or more
   * @throws IllegalArgumentException if it's less than 0
   */
  public TightHeap softRefLRUPolicyMSPerMB(int millis) {
    if (millis < 0) {
      throw new IllegalArgumentException("give 0 ms or more for each MB, not " + millis);
    }
    List<String> more = new ArrayList<>(flags());
    more.removeIf(flag -> flag.startsWith("-XX:SoftRefLRUPolicyMSPerMB="));
    more.add("-XX:SoftRefLRUPolicyMSPerMB=" + millis);
    return new TightHeap(more, people);
  }

  @Override
  Table experiment() {
    return Moment.table("A soft cache in a small heap", "soft cache", ask(Moment.class, people));
  }

  /**
   * What happened: a row for each look at the cache and the heap, and a row for each collection.
   * The columns are a {@link weakrefs.timeline.Timeline}'s; the heap is that of the experiment's
   * JVM.
   */
  public Table table() {
    return seen().copy();
  }

  /** How much of the heap was used over time, and how much of that the people in the cache took. */
  public Chart chart() {
    return Chart.cacheInHeap(seen(), Person.PHOTO_BYTES);
  }

  /**
   * What its JVM does: it asks for a collection after each page of fifty, and reports each
   * collection that has run. It looks at the cache after every fourth person, after each collection
   * and at the end.
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

    /** Takes the number of people to look up. */
    public static void main(String[] arguments) {
      int people = Integer.parseInt(arguments[0]);
      Lines.untilDone(() -> new LookUpSoftly(people).lookUp());
    }

    private void lookUp() {
      hasCollected(); // earlier collections don't count
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
          long length = millis - took[i];
          double end = (System.nanoTime() - start) / 1e6;
          Lines.say(new Collected(rounded(end - length, 2), length, collector.getName()));
        }
        counts[i] = count;
        took[i] = millis;
      }
      return seen;
    }

    private void say() {
      Lines.say(Look.at(cache, start));
    }
  }
}
