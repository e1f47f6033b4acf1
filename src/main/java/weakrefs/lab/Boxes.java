package weakrefs.lab;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Axis;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.components.Marker;
import tech.tablesaw.plotly.traces.BarTrace;
import tech.tablesaw.plotly.traces.Trace;
import weakrefs.cache.Cache;
import weakrefs.cache.StrongCache;
import weakrefs.cache.WeakCache;
import weakrefs.story.Person;
import weakrefs.story.PhoneBook;
import weakrefs.story.Screen;

/**
 * The same program in boxes of different size. In each {@link Box} a JVM of its own looks up the
 * same people, once with a weak cache and once with a strong one; a screen shows the last five of
 * them. Nobody tells it how large its heap is: it makes its choice by the box.
 *
 * <p>The boxes are tried one after the other. It can't promise how long that takes: about a second
 * for each.
 *
 * <pre>{@code
 * Boxes boxes = new Boxes(600, 64, 128, 256);
 * boxes.run();
 * boxes.strongWorksIn()      // 1 of them: the largest
 * boxes.weakWorksIn()        // 3
 * }</pre>
 */
public final class Boxes {
  /** How large the box is, in megabytes of 1,048,576 bytes. */
  public static final String BOX = "Box (MB)";

  /** What the JVM's heap may grow to there, in megabytes of 1,048,576 bytes. */
  public static final String HEAP = "Largest heap (MB)";

  /** Which collector the JVM chose. */
  public static final String COLLECTOR = "Collector";

  /** How many people the strong cache had looked up at its end. */
  public static final String STRONG = "Strong cache: people";

  /** How many people the weak cache had looked up at its end. */
  public static final String WEAK = "Weak cache: people";

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final String VERMILION = "#D55E00";
  private static final String BLUE = "#0072B2";

  private final int people;
  private final List<Box> boxes;
  private final Duration patience;
  private final Class<?> main;
  private volatile List<Outcome> outcomes = List.of();

  private record Outcome(Box box, Box.View view, int strong, int weak) {
    String name() {
      return box.megabytes() + " MB";
    }
  }

  /**
   * What a child has said so far; written by the thread that listens, until the child has ended.
   */
  private static final class Report {
    Box.View view;
    int strong = -1;
    int weak = -1;

    void hear(String line) {
      if (line.startsWith("strong ")) {
        strong = Integer.parseInt(line.substring("strong ".length()));
      } else if (line.startsWith("weak ")) {
        weak = Integer.parseInt(line.substring("weak ".length()));
      } else {
        view = Box.View.parse(line);
      }
    }
  }

  /**
   * Prepares the boxes; nothing runs yet.
   *
   * @param people how many people to look up; each has a photo of an eighth of a megabyte
   * @param megabytes the memory of each box, in megabytes of 1,048,576 bytes: 64 to 4,096
   * @throws IllegalArgumentException if there is no box, one of another size, or nobody to look up
   */
  public Boxes(int people, int... megabytes) {
    this(PATIENCE, InABox.class, people, megabytes);
  }

  Boxes(Duration patience, Class<?> main, int people, int... megabytes) {
    if (people < 1) {
      throw new IllegalArgumentException(
          "there has to be at least one person to look up, not " + people);
    }
    if (megabytes.length == 0) {
      throw new IllegalArgumentException(
          "say how many megabytes each box should have, such as 64, 128");
    }
    this.people = people;
    this.boxes = Arrays.stream(megabytes).mapToObj(Box::new).toList();
    this.patience = requireNonNull(patience);
    this.main = requireNonNull(main);
  }

  /**
   * Tries each box, and returns when all were tried. Each call tries anew.
   *
   * @throws LabException if a JVM can't be started or ends of something else than a full heap, if
   *     it takes longer than a minute, or if this thread is interrupted; then no JVM is left behind
   */
  public synchronized void run() {
    outcomes = List.of();
    List<Outcome> seen = new ArrayList<>();
    for (Box box : boxes) {
      seen.add(run(box));
    }
    outcomes = List.copyOf(seen);
  }

  private Outcome run(Box box) {
    Report report = new Report();
    try (ChildJvm child = ChildJvm.start(box.flags(), main, List.of("" + people), report::hear)) {
      if (!child.await(patience, () -> {})) {
        throw new LabException(
            String.format(
                Locale.ROOT,
                "the program in %s was still running after %d s, so we ended its JVM",
                box,
                Math.max(1, patience.toSeconds())));
      }
      if (report.view == null || report.strong < 0 || report.weak < 0) {
        throw new LabException("the JVM in " + box + " failed. " + child.lastWords());
      }
      return new Outcome(box, report.view, report.strong, report.weak);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabException("interrupted, so we ended the JVM in " + box, e);
    }
  }

  /**
   * In how many of the boxes the program worked with a strong cache: everybody was looked up.
   *
   * @throws IllegalStateException if {@link #run} has not succeeded yet
   */
  public int strongWorksIn() {
    return worksIn(Outcome::strong);
  }

  /**
   * In how many of the boxes the program worked with a weak cache: everybody was looked up.
   *
   * @throws IllegalStateException if {@link #run} has not succeeded yet
   */
  public int weakWorksIn() {
    return worksIn(Outcome::weak);
  }

  private int worksIn(ToIntFunction<Outcome> served) {
    return (int) seen().stream().filter(o -> served.applyAsInt(o) == people).count();
  }

  private List<Outcome> seen() {
    if (outcomes.isEmpty()) {
      throw new IllegalStateException("there's nothing to show yet: call run() first");
    }
    return outcomes;
  }

  /**
   * A row for each box. The columns are the constants of this class.
   *
   * @throws IllegalStateException if {@link #run} has not succeeded yet
   */
  public Table table() {
    Table table =
        Table.create(
            "The same program in each box",
            IntColumn.create(BOX),
            IntColumn.create(HEAP),
            StringColumn.create(COLLECTOR),
            IntColumn.create(STRONG),
            IntColumn.create(WEAK));
    for (Outcome outcome : seen()) {
      table.intColumn(BOX).append(outcome.box.megabytes());
      table.intColumn(HEAP).append(outcome.view.largestHeap());
      table.stringColumn(COLLECTOR).append(outcome.view.collector());
      table.intColumn(STRONG).append(outcome.strong);
      table.intColumn(WEAK).append(outcome.weak);
    }
    return table;
  }

  /**
   * How many people each cache looked up, by the size of the box.
   *
   * @throws IllegalStateException if {@link #run} has not succeeded yet
   */
  public Figure figure() {
    String title =
        inWords(
            "The strong cache served all %,d people in %d of %d boxes, the weak one in %d",
            people, strongWorksIn(), boxes.size(), weakWorksIn());
    Layout layout =
        Layout.builder(title)
            .width(760)
            .height(420)
            .xAxis(Axis.builder().title("Memory of the box").build())
            .yAxis(Axis.builder().title("People looked up").build())
            .build();
    return new Figure(
        layout,
        bars("strong cache", VERMILION, Outcome::strong),
        bars("weak cache", BLUE, Outcome::weak));
  }

  private Trace bars(String name, String colour, ToIntFunction<Outcome> height) {
    Object[] names = seen().stream().map(Outcome::name).toArray();
    double[] heights = seen().stream().mapToDouble(height::applyAsInt).toArray();
    return BarTrace.builder(names, heights)
        .name(name)
        .marker(Marker.builder().color(colour).build())
        .build();
  }

  /**
   * The numbers of the {@link #figure} in words.
   *
   * @throws IllegalStateException if {@link #run} has not succeeded yet
   */
  public String caption() {
    return seen().stream()
        .map(
            o ->
                inWords(
                    "In %s, the strong cache looked up %,d people and the weak one %,d.",
                    o.box, o.strong, o.weak))
        .collect(joining(" "));
  }

  /** The words are English, so are the numbers. */
  private static String inWords(String words, Object... values) {
    return String.format(Locale.ROOT, words, values);
  }

  /**
   * The program that is tried in each of the {@link Boxes}. It says what it sees, and then for each
   * cache how many people it has looked up, such as {@code weak 600}: all, or as many as there was
   * room for.
   */
  static final class InABox {
    private InABox() {}

    /** Takes how many people to look up. */
    public static void main(String[] arguments) {
      PhoneBook phoneBook = new PhoneBook(Integer.parseInt(arguments[0]));
      ChildJvm.untilParentEnds(
          () -> {
            System.out.println(Box.View.ofThisJvm().line());
            // The one that may fill the heap comes last.
            System.out.println("weak " + lookUp(phoneBook, new WeakCache<>(phoneBook::load)));
            System.out.println("strong " + lookUp(phoneBook, new StrongCache<>(phoneBook::load)));
          });
    }

    private static long lookUp(PhoneBook phoneBook, Cache<String, Person> cache) {
      Screen screen = new Screen(5);
      try {
        for (String name : phoneBook.names()) {
          screen.show(cache.get(name));
        }
      } catch (OutOfMemoryError e) {
        screen.clear();
      }
      long loaded = cache.loads();
      cache.clear(); // there must be room to speak
      return loaded;
    }
  }
}
