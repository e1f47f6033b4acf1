package weakrefs.lab;

import static java.util.Objects.requireNonNull;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import weakrefs.story.Book;

/**
 * Two weakly referenced books that nobody holds: which collection clears which reference? One book
 * is young. The other was held until the collector had moved it to the old part of the heap, and
 * was let go then. A young collection looks at the young part only; a full one looks everywhere.
 *
 * <p>This happens in a JVM of its own, with the Serial collector, whose parts of the heap are
 * simple. All that is told was counted in that run: a collection by the JVM's own counters, a book
 * by looking at its reference after each of them. It takes about a second.
 *
 * <p>It can't promise the same for other collectors, nor when a JVM chooses to collect.
 *
 * <pre>{@code
 * OldAndYoung experiment = new OldAndYoung();
 * experiment.run();
 * experiment.table();                   // what each collection cleared
 * experiment.youngBookOutlived();       // 0 young collections
 * experiment.oldBookOutlived();         // all 40 of them
 * }</pre>
 */
public final class OldAndYoung {
  /** After which collections this was seen: {@code 40 young collections}. */
  public static final String AFTER = "After";

  /** Whether the young book was still there. */
  public static final String YOUNG_BOOK = "Young book";

  /** Whether the old book was still there. */
  public static final String OLD_BOOK = "Old book";

  /** How much of the heap was free then, in megabytes of 1,048,576 bytes. */
  public static final String FREE = "Free heap (MB)";

  private static final int MOST = 1_000;
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final List<String> FLAGS = List.of("-Xmx64m", "-XX:+UseSerialGC");

  private final int youngCollections;
  private final Duration patience;
  private final Class<?> main;
  private volatile List<Look> looks = List.of();

  /** A look at both books: how many collections of each kind had passed, and what was there. */
  private record Look(
      int youngCollections,
      int fullCollections,
      boolean youngBookIsThere,
      boolean oldBookIsThere,
      double freeMegabytes) {
    static Look parse(String line) {
      String[] words = line.split(" ");
      if (words.length != 6 || !words[0].equals("saw")) {
        throw new IllegalArgumentException(line);
      }
      return new Look(
          Integer.parseInt(words[1]),
          Integer.parseInt(words[2]),
          Boolean.parseBoolean(words[3]),
          Boolean.parseBoolean(words[4]),
          Double.parseDouble(words[5]));
    }
  }

  /** Prepares the experiment with 40 young collections; nothing runs yet. */
  public OldAndYoung() {
    this(40);
  }

  /**
   * Prepares the experiment; nothing runs yet.
   *
   * @param youngCollections how many young collections the old book has to face: 1 to 1,000
   * @throws IllegalArgumentException if it is none, or too many to wait for
   */
  public OldAndYoung(int youngCollections) {
    this(youngCollections, PATIENCE, TwoBooks.class);
  }

  OldAndYoung(int youngCollections, Duration patience, Class<?> main) {
    if (youngCollections < 1 || youngCollections > MOST) {
      throw new IllegalArgumentException(
          "choose 1 to 1000 young collections, not " + youngCollections);
    }
    this.youngCollections = youngCollections;
    this.patience = requireNonNull(patience);
    this.main = requireNonNull(main);
  }

  /**
   * Runs it, and returns when it is over. Each call runs it anew.
   *
   * @throws LabException if its JVM can't be started, ends too early or collects otherwise than
   *     asked, if it takes longer than a minute, or if this thread is interrupted; then no JVM is
   *     left behind
   */
  public synchronized void run() {
    looks = List.of();
    looks =
        ChildJvm.observe(
            FLAGS, main, List.of("" + youngCollections), Look::parse, patience, this::isAsPlanned);
  }

  /** Young collections one by one, no other among them, and then a single full one. */
  private boolean isAsPlanned(List<Look> seen) {
    if (seen.size() != youngCollections + 2) {
      return false;
    }
    for (int i = 0; i <= youngCollections; i++) {
      if (seen.get(i).youngCollections() != i || seen.get(i).fullCollections() != 0) {
        return false;
      }
    }
    Look last = seen.get(youngCollections + 1);
    return last.youngCollections() == youngCollections && last.fullCollections() == 1;
  }

  /** The options with which its JVM is started. */
  public List<String> flags() {
    return FLAGS;
  }

  /**
   * How many young collections the young book was still there after.
   *
   * @throws IllegalStateException if {@link #run} has not succeeded yet
   */
  public int youngBookOutlived() {
    return (int) youngLooks().stream().filter(Look::youngBookIsThere).count() - 1;
  }

  /**
   * How many young collections the old book was still there after.
   *
   * @throws IllegalStateException if {@link #run} has not succeeded yet
   */
  public int oldBookOutlived() {
    return (int) youngLooks().stream().filter(Look::oldBookIsThere).count() - 1;
  }

  /** All but the last look, which came after the full collection. */
  private List<Look> youngLooks() {
    List<Look> seen = seen();
    return seen.subList(0, seen.size() - 1);
  }

  private List<Look> seen() {
    if (looks.isEmpty()) {
      throw new IllegalStateException("there's nothing to show yet: call run() first");
    }
    return looks;
  }

  /**
   * What was seen: before the first collection, after each one that cleared something, after the
   * last young one, and after the full one. The columns are the constants of this class.
   *
   * @throws IllegalStateException if {@link #run} has not succeeded yet
   */
  public Table table() {
    List<Look> seen = seen();
    Table table =
        Table.create(
            "What each collection cleared",
            StringColumn.create(AFTER),
            StringColumn.create(YOUNG_BOOK),
            StringColumn.create(OLD_BOOK),
            DoubleColumn.create(FREE));
    for (int i = 0; i < seen.size(); i++) {
      Look look = seen.get(i);
      boolean isNews =
          i == 0
              || look.youngBookIsThere() != seen.get(i - 1).youngBookIsThere()
              || look.oldBookIsThere() != seen.get(i - 1).oldBookIsThere();
      if (isNews || i >= seen.size() - 2) {
        table.stringColumn(AFTER).append(after(look));
        table.stringColumn(YOUNG_BOOK).append(words(look.youngBookIsThere()));
        table.stringColumn(OLD_BOOK).append(words(look.oldBookIsThere()));
        table.doubleColumn(FREE).append(Math.round(look.freeMegabytes() * 10) / 10.0);
      }
    }
    return table;
  }

  private static String after(Look look) {
    return look.fullCollections() > 0
        ? collections(look.fullCollections(), "full")
        : collections(look.youngCollections(), "young");
  }

  private static String collections(int count, String kind) {
    return count == 0
        ? "no collection yet"
        : String.format(Locale.ROOT, "%,d %s collection%s", count, kind, count == 1 ? "" : "s");
  }

  private static String words(boolean isThere) {
    return isThere ? "still there" : "gone";
  }

  /**
   * What {@link OldAndYoung} does in a JVM with the Serial collector. After each collection it says
   * {@code saw 3 0 false true 61.2}: young collections, full collections, whether the young book
   * and the old one are still there, and the megabytes that are free.
   */
  static final class TwoBooks {
    /**
     * Who has outlived that many young collections is old: the Serial collector counts an object's
     * age in four bits ({@code MaxTenuringThreshold} is 15 at most).
     */
    private static final int UNTIL_OLD = 16;

    private static volatile byte[] garbage;

    private final GarbageCollectorMXBean youngCollector = collector("Copy");
    private final GarbageCollectorMXBean fullCollector = collector("MarkSweepCompact");
    private final WeakReference<Book> old = growOld();
    private final long youngBefore = youngCollector.getCollectionCount();
    private final long fullBefore = fullCollector.getCollectionCount();
    private final WeakReference<Book> young =
        new WeakReference<>(new Book("The Neverending Story"));

    private TwoBooks() {}

    /** Takes the number of young collections to look at. */
    public static void main(String[] arguments) {
      ChildJvm.untilParentEnds(() -> new TwoBooks().look(Integer.parseInt(arguments[0])));
    }

    private void look(int youngCollections) {
      saw();
      for (int i = 0; i < youngCollections; i++) {
        collectYoung();
        saw();
      }
      System.gc();
      saw();
    }

    /** A book that somebody holds until it is old, and nobody after that. */
    private WeakReference<Book> growOld() {
      Book held = new Book("Momo");
      WeakReference<Book> peek = new WeakReference<>(held);
      for (int i = 0; i < UNTIL_OLD; i++) {
        collectYoung();
      }
      if (peek.get() != held) {
        throw new AssertionError("a held book is gone");
      }
      return peek;
    }

    /** Allocates until the young part of the heap is full, and the JVM collects it. */
    private void collectYoung() {
      long before = youngCollector.getCollectionCount();
      while (youngCollector.getCollectionCount() == before) {
        garbage = new byte[4 * 1024];
      }
    }

    private void saw() {
      Runtime runtime = Runtime.getRuntime();
      long used = runtime.totalMemory() - runtime.freeMemory();
      System.out.println(
          "saw "
              + (youngCollector.getCollectionCount() - youngBefore)
              + " "
              + (fullCollector.getCollectionCount() - fullBefore)
              + " "
              + !young.refersTo(null)
              + " "
              + !old.refersTo(null)
              + " "
              + (runtime.maxMemory() - used) / 1048576.0);
    }

    private static GarbageCollectorMXBean collector(String name) {
      List<GarbageCollectorMXBean> all = ManagementFactory.getGarbageCollectorMXBeans();
      return all.stream()
          .filter(bean -> bean.getName().equals(name))
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("no collector " + name));
    }
  }
}
