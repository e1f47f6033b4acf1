package weakrefs.lab;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import weakrefs.cache.Cache;
import weakrefs.cache.SoftCache;
import weakrefs.story.Person;
import weakrefs.story.PhoneBook;
import weakrefs.story.Screen;

/**
 * What {@link Squeeze} does in its JVM. It asks for a collection after each page of fifty. After
 * every fourth person, after each collection and at the end it says {@code saw 12.5 31.2 120 118
 * 120}: milliseconds since the beginning, megabytes of the used heap, entries held, values living,
 * loads. When a collection has passed it says {@code collected 12.4 3 Copy}: milliseconds since the
 * beginning, how many of them it took, and which collector it was.
 */
final class LookUpSoftly {
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
