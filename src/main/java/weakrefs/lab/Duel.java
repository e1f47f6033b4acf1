package weakrefs.lab;

import static java.util.Objects.requireNonNull;
import static weakrefs.gc.WhyNull.notNull;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
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
 * A duel of two caches. Each gets a JVM of its own with the same small heap, and looks up the same
 * people, one after the other; a screen shows the last five of them. The strong cache holds
 * everybody, so its heap is full one day; the weak cache lets go.
 *
 * <p>The two JVMs run one after the other, so that each has the machine to itself and a small
 * machine has to bear only one. They use the Serial collector whatever the machine is like, so the
 * strong cache gets equally far each time, give or take a person.
 *
 * <p>It can't promise how long a duel takes: a few seconds for 5,000 people. A JVM that hangs is
 * ended after a minute.
 *
 * <pre>{@code
 * Duel duel = new Duel(32, 5_000);
 * duel.fight(progress -> System.out.println(progress));
 * duel.strong().loaded();      // about 200: then its heap was full
 * duel.weak().loaded();        // 5000
 * }</pre>
 */
public final class Duel {
  /** Which cache it is. */
  public static final String CACHE = "Cache";

  /** How many people its JVM has loaded so far. */
  public static final String LOADED = "People loaded";

  /** The photos of those people, in megabytes of 1,048,576 bytes. */
  public static final String PHOTOS = "Photos loaded (MB)";

  /** In words, how its JVM ended, or that it hasn't yet. */
  public static final String ENDING = "How it ended";

  /** The options with which its JVM was started. */
  public static final String FLAGS = "JVM flags";

  private static final int SMALLEST_HEAP = 8;
  private static final int LARGEST_HEAP = 256;
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final int people;
  private final Duration patience;
  private final Class<?> main;
  private final List<String> flags;
  private volatile Fighter strong;
  private volatile Fighter weak;

  /** What became of a fighter. */
  public enum Ending {
    /** It has not begun. */
    WAITING,
    /** It is at it. */
    RUNNING,
    /** Its heap was full: its thread got an {@link OutOfMemoryError}, and the program gave up. */
    OUT_OF_MEMORY,
    /** It has looked up everybody, and lives. */
    ALIVE,
    /** It took too long, so its JVM was ended. */
    DEADLINE,
    /** Somebody stopped the duel, so its JVM was ended. */
    STOPPED,
    /** Its JVM didn't start, or ended of another cause. */
    FAILED
  }

  /**
   * One side of a duel, as it stands.
   *
   * @param cache its name: {@code strong cache} or {@code weak cache}
   * @param flags the options of its JVM
   * @param people how many people it is to look up
   * @param loaded how many it has loaded so far
   * @param ending what became of it
   * @param seconds how long its JVM has been running, its start included
   */
  public record Fighter(
      String cache, List<String> flags, int people, int loaded, Ending ending, double seconds) {
    /** In words: {@code alive, all 5,000 looked up}. */
    public String howItEnded() {
      return switch (ending) {
        case WAITING -> "not started yet";
        case RUNNING -> "still running";
        case OUT_OF_MEMORY -> "OutOfMemoryError";
        case ALIVE -> String.format(Locale.ROOT, "alive, all %,d looked up", people);
        case DEADLINE -> "ran out of time";
        case STOPPED -> "stopped";
        case FAILED -> "failed";
      };
    }
  }

  /** What a child has said so far; written by the thread that listens. */
  private static final class Report {
    volatile int loaded;
    volatile Ending ending;

    void hear(String line) {
      if (line.startsWith("loaded ")) { // a line cut short by a sudden end may say too little
        loaded = Math.max(loaded, Integer.parseInt(line.substring("loaded ".length())));
      } else if (line.startsWith("ended ")) {
        ending = Ending.valueOf(line.substring("ended ".length()));
      } else {
        throw new IllegalArgumentException(line);
      }
    }
  }

  /**
   * Prepares a duel; nothing runs yet.
   *
   * @param heapMegabytes the heap of each JVM, in megabytes of 1,048,576 bytes: 8 to 256
   * @param people how many people to look up; each has a photo of an eighth of a megabyte
   * @throws IllegalArgumentException if the heap is too small or too large, or there is nobody to
   *     look up
   */
  public Duel(int heapMegabytes, int people) {
    this(heapMegabytes, people, PATIENCE, LookUpEverybody.class);
  }

  Duel(int heapMegabytes, int people, Duration patience, Class<?> main) {
    if (heapMegabytes < SMALLEST_HEAP || heapMegabytes > LARGEST_HEAP) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a duel needs a small heap: give each JVM %d to %d MB, not %d",
              SMALLEST_HEAP,
              LARGEST_HEAP,
              heapMegabytes));
    }
    if (people < 1) {
      throw new IllegalArgumentException(
          "a duel needs at least one person to look up, not " + people);
    }
    this.people = people;
    this.patience = requireNonNull(patience);
    this.main = requireNonNull(main);
    // Without -Xms a heap of 32 MB is full after 194 to 230 people on JDK 25, depending on the
    // machine's memory; with it always after 226 (238 on JDK 17). With C1 alone
    // (-XX:TieredStopAtLevel=1) the JVM would start sooner, but load a person four times slower.
    flags = List.of("-Xms" + heapMegabytes + "m", "-Xmx" + heapMegabytes + "m", "-XX:+UseSerialGC");
    reset();
  }

  private void reset() {
    strong = new Fighter("strong cache", flags, people, 0, Ending.WAITING, 0);
    weak = new Fighter("weak cache", flags, people, 0, Ending.WAITING, 0);
  }

  /**
   * Fights, and returns when it is over. Each call fights anew.
   *
   * @throws LabException if a JVM can't be started or ends of something else than a full heap, or
   *     if this thread is interrupted; then no JVM is left behind
   */
  public void fight() {
    fight(table -> {});
  }

  /**
   * Fights, and returns when it is over. Each call fights anew.
   *
   * @param listener is shown the {@link #table} when a side begins, five times a second while it
   *     lasts, and once at the end, all in this thread; what it throws ends the duel, and is thrown
   *     on
   * @throws LabException if a JVM can't be started or ends of something else than a full heap, or
   *     if this thread is interrupted; then no JVM is left behind
   */
  public synchronized void fight(Consumer<? super Table> listener) {
    notNull(listener, "who should see the progress? The listener is null");
    reset();
    Runnable show = () -> listener.accept(table());
    run("strong", strong, now -> strong = now, show);
    run("weak", weak, now -> weak = now, show);
    show.run();
  }

  private void run(String kind, Fighter fighter, Consumer<Fighter> update, Runnable show) {
    Report report = new Report();
    long start = System.nanoTime();
    Ending ending = Ending.FAILED; // unless we hear otherwise
    update.accept(now(fighter, report, Ending.RUNNING, start));
    try (ChildJvm child = ChildJvm.start(flags, main, List.of(kind, "" + people), report::hear)) {
      ending = Ending.STOPPED; // unless we get beyond this
      show.run();
      boolean ended =
          child.await(
              patience,
              () -> {
                update.accept(now(fighter, report, Ending.RUNNING, start));
                show.run();
              });
      ending = !ended ? Ending.DEADLINE : report.ending == null ? Ending.FAILED : report.ending;
      if (ending == Ending.FAILED) {
        throw new LabException(
            "the JVM with the " + fighter.cache() + " failed. " + child.lastWords());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabException("the duel was interrupted, so we ended its JVM", e);
    } finally {
      update.accept(now(fighter, report, ending, start));
    }
  }

  private static Fighter now(Fighter fighter, Report report, Ending ending, long start) {
    double seconds = Math.round((System.nanoTime() - start) / 1e7) / 100.0;
    return new Fighter(
        fighter.cache(), fighter.flags(), fighter.people(), report.loaded, ending, seconds);
  }

  /** The strong cache's side, as it stands. */
  public Fighter strong() {
    return strong;
  }

  /** The weak cache's side, as it stands. */
  public Fighter weak() {
    return weak;
  }

  /** Both sides as they stand, a row each. The columns are the constants of this class. */
  public Table table() {
    Table table =
        Table.create(
            "The duel",
            StringColumn.create(CACHE),
            IntColumn.create(LOADED),
            DoubleColumn.create(PHOTOS),
            StringColumn.create(ENDING),
            StringColumn.create(FLAGS));
    for (Fighter fighter : List.of(strong, weak)) {
      table.stringColumn(CACHE).append(fighter.cache());
      table.intColumn(LOADED).append(fighter.loaded());
      table.doubleColumn(PHOTOS).append(megabytes(fighter.loaded()));
      table.stringColumn(ENDING).append(fighter.howItEnded());
      table.stringColumn(FLAGS).append(String.join(" ", fighter.flags()));
    }
    return table;
  }

  private static double megabytes(int people) {
    return Math.round(people * (Person.PHOTO_BYTES / 1048576.0) * 10) / 10.0;
  }

  /**
   * What each side of a {@link Duel} does, in its own JVM: it looks up everybody in the phone book,
   * and shows them on a screen of five. It says {@code loaded 57} after each person, and at its end
   * {@code ended ALIVE} or {@code ended OUT_OF_MEMORY}.
   */
  static final class LookUpEverybody {
    private LookUpEverybody() {}

    /** Takes {@code strong} or {@code weak}, and how many people to look up. */
    public static void main(String[] arguments) {
      PhoneBook phoneBook = new PhoneBook(Integer.parseInt(arguments[1]));
      Cache<String, Person> cache =
          arguments[0].equals("strong")
              ? new StrongCache<>(phoneBook::load)
              : new WeakCache<>(phoneBook::load);
      ChildJvm.untilParentEnds(() -> lookUp(phoneBook, cache));
    }

    private static void lookUp(PhoneBook phoneBook, Cache<String, Person> cache) {
      Screen screen = new Screen(5);
      try {
        for (String name : phoneBook.names()) {
          screen.show(cache.get(name));
          System.out.println("loaded " + cache.loads());
        }
      } catch (OutOfMemoryError e) {
        cache.clear(); // there must be room to speak
        screen.clear();
        System.out.println("loaded " + cache.loads());
        System.out.println("ended OUT_OF_MEMORY");
        throw e; // and die of it
      }
      System.out.println("ended ALIVE");
    }
  }
}
