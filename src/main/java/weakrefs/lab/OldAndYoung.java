package weakrefs.lab;

import static weakrefs.chart.HouseStyle.inEnglish;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import weakrefs.story.Book;

/**
 * Two weakly referenced books that nothing holds: which collection clears which reference? One book
 * is young. The other was held until the collector had moved it to the old part of the heap, and
 * then no longer. A young collection collects in the young part only; a full one, everywhere.
 *
 * <p>This happens in a separate JVM with the Serial collector, because its parts of the heap are
 * simple. Everything that it tells you, it counted in that run: collections with the JVM's own
 * counters, books by looking at their references after each collection. It takes about a second.
 *
 * <p>It can't promise the same for other collectors, or when a JVM chooses to collect.
 *
 * <pre>{@code
 * OldAndYoung experiment = new OldAndYoung();
 * experiment.run();
 * experiment.table();                   // what each collection cleared
 * experiment.youngBookOutlived();       // 0 young collections
 * experiment.oldBookOutlived();         // all 40 of them
 * }</pre>
 */
public final class OldAndYoung extends Experiment<List<OldAndYoung.Saw>> {
  /** After which collections it saw this: {@code 40 young collections}. */
  public static final String AFTER = "After";

  /** Whether the young book was still there. */
  public static final String YOUNG_BOOK = "Young book";

  /** Whether the old book was still there. */
  public static final String OLD_BOOK = "Old book";

  /** How much of the heap was free then, in megabytes of 1,048,576 bytes. */
  public static final String FREE = "Free heap (MB)";

  private static final int MOST = 1_000;

  private final int youngCollections;

  /** A look at both books: how many collections of each kind had run, and what was still there. */
  record Saw(
      int youngCollections,
      int fullCollections,
      boolean youngBook,
      boolean oldBook,
      double freeMegabytes) {
    boolean sameAs(Saw other) {
      return youngBook == other.youngBook && oldBook == other.oldBook;
    }

    String collections() {
      int count = fullCollections == 0 ? youngCollections : fullCollections;
      return count == 0
          ? "no collection yet"
          : inEnglish(
              "%,d %s collection%s",
              count, fullCollections == 0 ? "young" : "full", count == 1 ? "" : "s");
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
   * @throws IllegalArgumentException if it's none, or more than you'd want to wait for
   */
  public OldAndYoung(int youngCollections) {
    super(TwoBooks.class, List.of("-Xmx64m", "-XX:+UseSerialGC"));
    if (youngCollections < 1 || youngCollections > MOST) {
      throw new IllegalArgumentException(
          "choose 1 to 1000 young collections, not " + youngCollections);
    }
    this.youngCollections = youngCollections;
  }

  @Override
  List<Saw> experiment() {
    List<Saw> looks = ask(Saw.class, youngCollections);
    if (!areAsPlanned(looks)) {
      throw new LabException(WORDS.failed() + ". Seen: " + looks);
    }
    return looks;
  }

  /**
   * Whether the young collections came one by one, without any other, and then a single full one.
   */
  private boolean areAsPlanned(List<Saw> looks) {
    List<Integer> young = looks.stream().map(Saw::youngCollections).toList();
    List<Integer> full = looks.stream().map(Saw::fullCollections).toList();
    int last = looks.size() - 1;
    return last == youngCollections + 1
        && IntStream.rangeClosed(0, last).allMatch(i -> young.get(i) == Math.min(i, last - 1))
        && IntStream.rangeClosed(0, last).allMatch(i -> full.get(i) == i / last);
  }

  /** After how many young collections the young book was still there. */
  public int youngBookOutlived() {
    return (int) youngLooks().stream().filter(Saw::youngBook).count() - 1;
  }

  /** After how many young collections the old book was still there. */
  public int oldBookOutlived() {
    return (int) youngLooks().stream().filter(Saw::oldBook).count() - 1;
  }

  /** All but the last look, which came after the full collection. */
  private List<Saw> youngLooks() {
    return seen().subList(0, youngCollections + 1);
  }

  /**
   * What it saw: before the first collection, after each one that cleared something, after the last
   * young one, and after the full one. The columns are this class's constants.
   */
  public Table table() {
    List<Saw> seen = seen();
    List<Saw> rows =
        IntStream.range(0, seen.size())
            .filter(i -> i == 0 || i >= youngCollections || !seen.get(i).sameAs(seen.get(i - 1)))
            .mapToObj(seen::get)
            .toList();
    return Table.create(
        "What each collection cleared",
        StringColumn.create(AFTER, rows.stream().map(Saw::collections)),
        StringColumn.create(YOUNG_BOOK, rows.stream().map(look -> inWords(look.youngBook))),
        StringColumn.create(OLD_BOOK, rows.stream().map(look -> inWords(look.oldBook))),
        DoubleColumn.create(FREE, rows.stream().mapToDouble(Saw::freeMegabytes)));
  }

  private static String inWords(boolean isThere) {
    return isThere ? "still there" : "gone";
  }

  /** What its JVM does: it reports what it {@link Saw} at first and after each collection. */
  static final class TwoBooks {
    /**
     * An object that has survived this many young collections is old, because the Serial collector
     * counts an object's age in four bits, so up to 15 ({@code age_bits} in HotSpot's
     * markWord.hpp).
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
      Lines.untilDone(() -> new TwoBooks().look(Integer.parseInt(arguments[0])));
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

    /** A book that's held until it's old, and then no longer. */
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

    /** Allocates until the young part of the heap is full and the JVM collects it. */
    private void collectYoung() {
      long before = youngCollector.getCollectionCount();
      while (youngCollector.getCollectionCount() == before) {
        garbage = new byte[4 * 1024];
      }
    }

    private void saw() {
      Runtime runtime = Runtime.getRuntime();
      long used = runtime.totalMemory() - runtime.freeMemory();
      Lines.say(
          new Saw(
              (int) (youngCollector.getCollectionCount() - youngBefore),
              (int) (fullCollector.getCollectionCount() - fullBefore),
              !young.refersTo(null),
              !old.refersTo(null),
              Math.round((runtime.maxMemory() - used) / 104857.6) / 10.0));
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
