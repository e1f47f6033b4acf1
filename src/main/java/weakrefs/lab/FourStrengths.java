package weakrefs.lab;

import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.SoftReference;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import weakrefs.story.Book;

/**
 * Four books and a reference to each: a strong, a soft, a weak and a phantom one. Which of them
 * still finds its book? The experiment looks three times: while something else holds the books,
 * after nothing else does and a collection of the whole heap has run with memory to spare, and
 * after the memory has run out.
 *
 * <p>This happens in a separate JVM with a small heap, which it fills until the JVM throws an
 * {@link OutOfMemoryError}. Everything that it tells you, it saw in that run. It takes about half a
 * second.
 *
 * <p>It can't promise that a different JVM keeps a softly held book while there's room: that's up
 * to the JVM.
 *
 * <pre>{@code
 * FourStrengths experiment = new FourStrengths();
 * experiment.run();
 * experiment.table();      // a row for each strength, a column for each look
 * }</pre>
 */
public final class FourStrengths extends Experiment<List<FourStrengths.Found>> {
  /** The strength: {@code strong}, {@code soft}, {@code weak} or {@code phantom}. */
  public static final String REFERENCE = "Reference";

  /** What it finds while something else holds the book. */
  public static final String HELD = "1: while you hold the book";

  /** What it finds after nothing else does, a collection has run, and memory is free. */
  public static final String COLLECTED = "2: after a collection, with room to spare";

  /** What it finds after the memory has run out. */
  public static final String MEMORY_FULL = "3: after the memory ran out";

  private static final List<String> STRENGTHS = List.of("strong", "soft", "weak", "phantom");

  /** One look: whether each reference finds its book. */
  record Found(boolean strong, boolean soft, boolean weak, boolean phantom) {
    List<String> inWords() {
      return Stream.of(strong, soft, weak, phantom)
          .map(found -> found ? "the book" : "null")
          .toList();
    }
  }

  /** Prepares the experiment; nothing runs yet. */
  public FourStrengths() {
    super(LookAtFour.class, List.of("-Xms16m", "-Xmx16m", "-XX:+UseSerialGC"));
  }

  @Override
  List<Found> experiment() {
    return ask(Found.class);
  }

  /** What it saw: a row for each strength. The columns are this class's constants. */
  public Table table() {
    List<Found> looks = seen();
    return Table.create(
        "What each reference finds",
        StringColumn.create(REFERENCE, STRENGTHS),
        StringColumn.create(HELD, looks.get(0).inWords()),
        StringColumn.create(COLLECTED, looks.get(1).inWords()),
        StringColumn.create(MEMORY_FULL, looks.get(2).inWords()));
  }

  /** What its JVM does: it looks three times, and reports what each reference {@link Found}. */
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
      Lines.untilDone(LookAtFour::look);
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
      Lines.say(
          new Found(strong != null, soft.get() != null, weak.get() != null, phantom.get() != null));
    }

    /**
     * Fills the memory in pieces that are small for a heap of 16 MB, so that it really is full at
     * the end.
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
