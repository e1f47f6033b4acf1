package weakrefs.lab;

import static weakrefs.chart.HouseStyle.inEnglish;
import static weakrefs.gc.WhyNull.notNull;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import weakrefs.cache.Cache;
import weakrefs.cache.StrongCache;
import weakrefs.cache.WeakCache;
import weakrefs.story.Person;
import weakrefs.story.PhoneBook;
import weakrefs.story.Screen;

/**
 * A duel between two caches. Each gets a separate JVM with the same small heap, and looks up the
 * same people, one after the other; a screen shows the last five of them. The strong cache holds
 * everybody, so sooner or later its heap is full; the weak cache forgets people.
 *
 * <p>The JVMs run one after the other, so each has the machine to itself, and a small machine only
 * has to cope with one. Both use the Serial collector, whatever the machine, so the strong cache
 * gets equally far every time, give or take a person.
 *
 * <p>It can't promise how long a duel takes: a few seconds for 5,000 people. A JVM that hangs is
 * ended after a minute.
 *
 * <pre>{@code
 * Duel duel = new Duel(32, 5_000);
 * duel.run(progress -> System.out.println(progress));
 * duel.strong().loaded();      // about 200: then its heap was full
 * duel.weak().loaded();        // 5000
 * }</pre>
 */
public final class Duel extends Experiment<Table> {
  /** Which cache it is. */
  public static final String CACHE = "Cache";

  /** How many people its JVM has loaded so far. */
  public static final String LOADED = "People loaded";

  /** The photos of those people, in megabytes of 1,048,576 bytes. */
  public static final String PHOTOS = "Photos loaded (MB)";

  /** How its JVM ended, in words, or that it hasn't ended yet. */
  public static final String ENDING = "How it ended";

  /** The options that its JVM was started with. */
  public static final String FLAGS = "JVM flags";

  private static final String STRONG = "strong cache";
  private static final String WEAK = "weak cache";

  private final int people;
  private final Map<String, Fighter> fighters = new ConcurrentHashMap<>();

  /** How one side of the duel ended, or where it stands. */
  public enum Ending {
    /** Its JVM hasn't started yet. */
    WAITING("not started yet"),
    /** Its JVM is running. */
    RUNNING("still running"),
    /** Its heap was full: its thread got an {@link OutOfMemoryError}, and the program gave up. */
    OUT_OF_MEMORY("OutOfMemoryError"),
    /** It has looked up everybody, and its JVM survived. */
    ALIVE("alive, all %,d looked up"),
    /** It took too long, so we ended its JVM. */
    DEADLINE("ran out of time"),
    /** Somebody stopped the duel, so we ended its JVM. */
    STOPPED("stopped"),
    /** Its JVM didn't start, or ended for some other reason. */
    FAILED("failed");

    private final String words;

    Ending(String words) {
      this.words = words;
    }
  }

  /**
   * One side of a duel, as it stands.
   *
   * @param cache its name: {@code strong cache} or {@code weak cache}
   * @param flags its JVM's options
   * @param people how many people it has to look up
   * @param loaded how many it has loaded so far
   * @param ending how it ended, or where it stands
   * @param seconds how long its JVM has been running, including its start
   */
  public record Fighter(
      String cache, List<String> flags, int people, int loaded, Ending ending, double seconds) {
    /** In words: {@code alive, all 5,000 looked up}. */
    public String howItEnded() {
      return inEnglish(ending.words, people);
    }
  }

  /** How many people have been looked up so far, and whether that filled the heap. */
  record LookedUp(int loaded, boolean full) {}

  /**
   * Prepares a duel; nothing runs yet.
   *
   * @param heapMegabytes the heap of each JVM, in megabytes of 1,048,576 bytes: 8 to 256
   * @param people how many people to look up; each has a photo of an eighth of a megabyte
   * @throws IllegalArgumentException if the heap is too small or too large, or if there's nobody to
   *     look up
   */
  public Duel(int heapMegabytes, int people) {
    super(
        LookUpEverybody.class,
        smallHeap("a duel needs a small heap: give each JVM", 8, 256, heapMegabytes));
    if (people < 1) {
      throw new IllegalArgumentException(
          "a duel needs at least one person to look up, not " + people);
    }
    this.people = people;
    reset();
  }

  private void reset() {
    List.of(STRONG, WEAK).forEach(cache -> note(cache, 0, Ending.WAITING, System.nanoTime()));
  }

  @Override
  Table experiment() {
    run(table -> {});
    return table();
  }

  /**
   * Runs the duel, and returns when it's over. Each call runs it again.
   *
   * @param listener receives the {@link #table} when a side begins, five times a second while it's
   *     running, and once at the end, always in this thread; an exception that it throws ends the
   *     duel and is passed on
   * @throws LabException if a JVM can't be started or fails for any reason other than a full heap,
   *     or if this thread is interrupted; no JVM is left behind
   */
  public synchronized void run(Consumer<? super Table> listener) {
    notNull(listener, "who should see the progress? The listener is null");
    reset();
    run(STRONG, () -> listener.accept(table()));
    run(WEAK, () -> listener.accept(table()));
    listener.accept(table());
  }

  private void run(String cache, Runnable show) {
    Child.Words words =
        new Child.Words(
            "", // the table says this
            "the duel was interrupted, so we ended its JVM",
            "the JVM with the " + cache + " failed");
    AtomicReference<LookedUp> last = new AtomicReference<>(new LookedUp(0, false));
    Lines<LookedUp> lines = new Lines<>(LookedUp.class, last::set);
    long start = System.nanoTime();
    Ending ending = Ending.FAILED; // unless we hear otherwise
    note(cache, 0, Ending.RUNNING, start);
    try (Child child = Child.java(words, flags(), main, lines::understand, cache, people)) {
      ending = Ending.STOPPED; // unless it gets past this
      show.run();
      boolean ended =
          child.await(
              patience,
              () -> {
                note(cache, last.get().loaded, Ending.RUNNING, start);
                show.run();
              });
      ending =
          !ended
              ? Ending.DEADLINE
              : lines.areWhole()
                  ? Ending.ALIVE
                  : last.get().full ? Ending.OUT_OF_MEMORY : Ending.FAILED;
      if (ending == Ending.FAILED) {
        throw child.failed();
      }
    } finally {
      note(cache, last.get().loaded, ending, start);
    }
  }

  private void note(String cache, int loaded, Ending ending, long start) {
    double seconds = Moment.rounded((System.nanoTime() - start) / 1e9, 2);
    fighters.put(cache, new Fighter(cache, flags(), people, loaded, ending, seconds));
  }

  /** The strong cache's side, as it stands. */
  public Fighter strong() {
    return fighters.get(STRONG);
  }

  /** The weak cache's side, as it stands. */
  public Fighter weak() {
    return fighters.get(WEAK);
  }

  /** Both sides as they stand, one row each. The columns are this class's constants. */
  public Table table() {
    List<Fighter> both = List.of(strong(), weak());
    return Table.create(
        "The duel",
        StringColumn.create(CACHE, both.stream().map(Fighter::cache)),
        IntColumn.create(LOADED, both.stream().mapToInt(Fighter::loaded)),
        DoubleColumn.create(PHOTOS, both.stream().mapToDouble(f -> megabytes(f.loaded))),
        StringColumn.create(ENDING, both.stream().map(Fighter::howItEnded)),
        StringColumn.create(FLAGS, both.stream().map(f -> String.join(" ", f.flags))));
  }

  private static double megabytes(int people) {
    return Moment.rounded(people * (Person.PHOTO_BYTES / 1048576.0), 1);
  }

  /**
   * What each side does in its JVM: it looks up everybody in the phone book, shows them on a screen
   * of five, and reports after each person how many it has {@link LookedUp}.
   */
  static final class LookUpEverybody {
    private LookUpEverybody() {}

    /** Takes {@code strong cache} or {@code weak cache}, and the number of people to look up. */
    public static void main(String[] arguments) {
      PhoneBook phoneBook = new PhoneBook(Integer.parseInt(arguments[1]));
      Cache<String, Person> cache =
          arguments[0].equals(STRONG)
              ? new StrongCache<>(phoneBook::load)
              : new WeakCache<>(phoneBook::load);
      Lines.untilDone(() -> lookUp(phoneBook, cache));
    }

    private static void lookUp(PhoneBook phoneBook, Cache<String, Person> cache) {
      Screen screen = new Screen(5);
      try {
        for (String name : phoneBook.names()) {
          screen.show(cache.get(name));
          Lines.say(new LookedUp((int) cache.loads(), false));
        }
      } catch (OutOfMemoryError e) {
        cache.clear(); // to make room for the report
        screen.clear();
        Lines.say(new LookedUp((int) cache.loads(), true));
        throw e; // which ends this JVM
      }
    }
  }
}
