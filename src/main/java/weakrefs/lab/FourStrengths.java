package weakrefs.lab;

import static java.util.Objects.requireNonNull;

import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.SoftReference;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import weakrefs.story.Book;

/**
 * Four books, and one reference to each: a strong, a soft, a weak and a phantom one. Which of them
 * still finds its book? It looks three times: while somebody else holds the books, when nobody else
 * does and a collection of the whole heap has passed with memory to spare, and when the memory has
 * run out.
 *
 * <p>This happens in a JVM of its own with a small heap, which it fills until the JVM throws an
 * {@link OutOfMemoryError}. All that is told was looked at in that run. It takes about half a
 * second.
 *
 * <p>It can't promise that another JVM keeps a softly held book while there is room: that is left
 * to it.
 *
 * <pre>{@code
 * FourStrengths experiment = new FourStrengths();
 * experiment.run();
 * experiment.table();      // a row for each strength, a column for each look
 * }</pre>
 */
public final class FourStrengths {
  /** The strength: {@code strong}, {@code soft}, {@code weak} or {@code phantom}. */
  public static final String REFERENCE = "Reference";

  /** What it finds while somebody else holds the book. */
  public static final String HELD = "1: while you hold the book";

  /** What it finds when nobody else does, a collection has passed, and memory is free. */
  public static final String COLLECTED = "2: after a collection, with room to spare";

  /** What it finds when the memory has run out. */
  public static final String MEMORY_FULL = "3: after the memory ran out";

  private static final List<String> STRENGTHS = List.of("strong", "soft", "weak", "phantom");
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final List<String> FLAGS = List.of("-Xms16m", "-Xmx16m", "-XX:+UseSerialGC");

  private final Duration patience;
  private final Class<?> main;
  private volatile List<List<Boolean>> looks = List.of();

  /** Prepares the experiment; nothing runs yet. */
  public FourStrengths() {
    this(PATIENCE, LookAtFour.class);
  }

  FourStrengths(Duration patience, Class<?> main) {
    this.patience = requireNonNull(patience);
    this.main = requireNonNull(main);
  }

  /**
   * Runs it, and returns when it is over. Each call runs it anew.
   *
   * @throws LabException if its JVM can't be started or ends too early, if it takes longer than a
   *     minute, or if this thread is interrupted; then no JVM is left behind
   */
  public synchronized void run() {
    looks = List.of();
    looks =
        ChildJvm.observe(
            FLAGS, main, List.of(), FourStrengths::parse, patience, seen -> seen.size() == 3);
  }

  /** One look: whether each of the four finds its book. */
  private static List<Boolean> parse(String line) {
    List<String> words = List.of(line.split(" "));
    if (words.size() != 5 || !words.get(0).equals("found")) {
      throw new IllegalArgumentException(line);
    }
    return words.stream().skip(1).map(Boolean::valueOf).toList();
  }

  /** The options with which its JVM is started. */
  public List<String> flags() {
    return FLAGS;
  }

  /**
   * What was seen: a row for each strength. The columns are the constants of this class.
   *
   * @throws IllegalStateException if {@link #run} has not succeeded yet
   */
  public Table table() {
    List<List<Boolean>> seen = looks;
    if (seen.isEmpty()) {
      throw new IllegalStateException("there's nothing to show yet: call run() first");
    }
    Table table =
        Table.create("What each reference finds", StringColumn.create(REFERENCE, STRENGTHS));
    List<String> columns = List.of(HELD, COLLECTED, MEMORY_FULL);
    for (int i = 0; i < columns.size(); i++) {
      List<String> words = new ArrayList<>();
      seen.get(i).forEach(found -> words.add(found ? "the book" : "null"));
      table.addColumns(StringColumn.create(columns.get(i), words));
    }
    return table;
  }

  /**
   * What {@link FourStrengths} does in a JVM with a small heap. After each of its three looks it
   * says {@code found true true false false}: whether the strong reference, the soft, the weak and
   * the phantom one found their book.
   */
  static final class LookAtFour {
    private final Book strong;
    private final SoftReference<Book> soft;
    private final WeakReference<Book> weak;
    private final PhantomReference<Book> phantom;

    private LookAtFour(List<Book> books) {
      strong = books.get(0);
      soft = new SoftReference<>(books.get(1));
      weak = new WeakReference<>(books.get(2));
      phantom = new PhantomReference<>(books.get(3), new ReferenceQueue<>());
    }

    /** Takes nothing. */
    public static void main(String[] arguments) {
      ChildJvm.untilParentEnds(LookAtFour::look);
    }

    private static void look() {
      List<Book> books = new ArrayList<>();
      for (String title : List.of("Momo", "Ronja", "Pippi", "Emil")) {
        books.add(new Book(title));
      }
      LookAtFour four = new LookAtFour(books);
      System.gc();
      four.say();
      Reference.reachabilityFence(books);
      books = null;
      System.gc();
      four.say();
      fillTheMemory();
      four.say();
    }

    private void say() {
      System.out.println(
          "found "
              + (strong != null)
              + " "
              + (soft.get() != null)
              + " "
              + (weak.get() != null)
              + " "
              + (phantom.get() != null));
    }

    /**
     * In pieces that are small to a heap of 16 MB, so that a soft reference isn't what's missing.
     */
    private static void fillTheMemory() {
      List<byte[]> all = new ArrayList<>();
      try {
        while (true) {
          all.add(new byte[64 * 1024]);
        }
      } catch (OutOfMemoryError expected) {
        all.clear();
      }
    }
  }
}
