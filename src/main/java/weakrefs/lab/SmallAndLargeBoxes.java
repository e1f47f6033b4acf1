package weakrefs.lab;

import static java.util.stream.Collectors.joining;
import static weakrefs.chart.HouseStyle.inEnglish;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Marker;
import tech.tablesaw.plotly.traces.BarTrace;
import tech.tablesaw.plotly.traces.Trace;
import weakrefs.cache.Cache;
import weakrefs.cache.StrongCache;
import weakrefs.cache.WeakCache;
import weakrefs.chart.Chart;
import weakrefs.chart.HouseStyle;
import weakrefs.story.Person;
import weakrefs.story.PhoneBook;
import weakrefs.story.Screen;

/**
 * The same program in boxes of different sizes. In each {@link Box} a separate JVM looks up the
 * same people, once with a weak cache and once with a strong one; a screen shows the last five of
 * them. Nothing tells it how large its heap should be: it chooses that by the size of the box.
 *
 * <p>The boxes are tried one after the other. It can't promise how long that takes: about a second
 * for each.
 *
 * <pre>{@code
 * SmallAndLargeBoxes boxes = new SmallAndLargeBoxes(600, 64, 128, 256);
 * boxes.run();
 * boxes.strongWorksIn()      // 1 of them: the largest
 * boxes.weakWorksIn()        // 3
 * boxes.chart();
 * boxes.table();             // a row for each box
 * }</pre>
 */
public final class SmallAndLargeBoxes extends Experiment<List<SmallAndLargeBoxes.Served>> {
  /** How large the box is, in megabytes of 1,048,576 bytes. */
  public static final String BOX = "Box (MB)";

  /** What the JVM's heap may grow to in it, in megabytes of 1,048,576 bytes. */
  public static final String HEAP = "Largest heap (MB)";

  /** Which collector the JVM chose. */
  public static final String COLLECTOR = "Collector";

  /** How many people the strong cache had looked up when it ended. */
  public static final String STRONG = "Strong cache: people";

  /** How many people the weak cache had looked up when it ended. */
  public static final String WEAK = "Weak cache: people";

  private final int people;
  private final List<Box> boxes;

  /**
   * What the JVM in a box saw there, and how many people each cache had looked up when it ended.
   */
  record Served(int box, int largestHeap, int weak, int strong, String collector) {}

  /**
   * Prepares the boxes; nothing runs yet.
   *
   * @param people how many people to look up; each has a photo of an eighth of a megabyte
   * @param megabytes the memory of each box, in megabytes of 1,048,576 bytes: 64 to 4,096
   * @throws IllegalArgumentException if there are no boxes, if one is too small or too large, or if
   *     there's nobody to look up
   */
  public SmallAndLargeBoxes(int people, int... megabytes) {
    super(InABox.class, List.of());
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
  }

  @Override
  List<Served> experiment() {
    return boxes.stream().map(this::run).toList();
  }

  private Served run(Box box) {
    Child.Words words =
        new Child.Words(
            "the program in " + box + " was still running after %.1f s, so we ended its JVM",
            "interrupted, so we ended the JVM in " + box,
            "the JVM in " + box + " failed");
    return ask(Served.class, words, box.flags(), main, patience, people, box.megabytes()).get(0);
  }

  /** In how many boxes the program worked with a strong cache, so that it looked up everybody. */
  public int strongWorksIn() {
    return worksIn(Served::strong);
  }

  /** In how many boxes the program worked with a weak cache, so that it looked up everybody. */
  public int weakWorksIn() {
    return worksIn(Served::weak);
  }

  private int worksIn(ToIntFunction<Served> cache) {
    return (int) seen().stream().mapToInt(cache).filter(served -> served == people).count();
  }

  /** A row for each box. The columns are this class's constants. */
  public Table table() {
    return Table.create(
        "The same program in each box",
        IntColumn.create(BOX, seen().stream().mapToInt(Served::box)),
        IntColumn.create(HEAP, seen().stream().mapToInt(Served::largestHeap)),
        StringColumn.create(COLLECTOR, seen().stream().map(Served::collector)),
        IntColumn.create(STRONG, seen().stream().mapToInt(Served::strong)),
        IntColumn.create(WEAK, seen().stream().mapToInt(Served::weak)));
  }

  /** How many people each cache looked up, by the size of the box. */
  public Chart chart() {
    String title =
        inEnglish(
            "The strong cache served all %,d people in %d of %d boxes, the weak one in %d",
            people, strongWorksIn(), boxes.size(), weakWorksIn());
    Figure figure =
        new Figure(
            HouseStyle.layout(title, "Memory of the box", "People looked up"),
            bars("strong cache", HouseStyle.VERMILION, Served::strong),
            bars("weak cache", HouseStyle.BLUE, Served::weak));
    return Chart.of(figure, caption());
  }

  private Trace bars(String name, String color, ToIntFunction<Served> height) {
    return BarTrace.builder(
            seen().stream().map(one -> one.box + " MB").toArray(),
            seen().stream().mapToDouble(height::applyAsInt).toArray())
        .name(name)
        .marker(Marker.builder().color(color).build())
        .build();
  }

  private String caption() {
    return seen().stream()
        .map(
            one ->
                inEnglish(
                    "In %s, the strong cache looked up %,d people and the weak one %,d.",
                    new Box(one.box), one.strong, one.weak))
        .collect(joining(" "));
  }

  /**
   * What the JVM in each box does: with each cache it looks up everybody, or as many as there's
   * room for, and reports how many it {@link Served}.
   */
  static final class InABox {
    private InABox() {}

    /** Takes the number of people to look up, and the memory of the box. */
    public static void main(String[] arguments) {
      PhoneBook phoneBook = new PhoneBook(Integer.parseInt(arguments[0]));
      int box = Integer.parseInt(arguments[1]);
      Lines.untilDone(
          () -> {
            Box.View view = Box.View.ofThisJvm();
            // The one that may fill the heap is last.
            int weak = lookUp(phoneBook, new WeakCache<>(phoneBook::load));
            int strong = lookUp(phoneBook, new StrongCache<>(phoneBook::load));
            Lines.say(new Served(box, view.largestHeap(), weak, strong, view.collector()));
          });
    }

    private static int lookUp(PhoneBook phoneBook, Cache<String, Person> cache) {
      Screen screen = new Screen(5);
      try {
        for (String name : phoneBook.names()) {
          screen.show(cache.get(name));
        }
      } catch (OutOfMemoryError e) {
        screen.clear();
      }
      int loaded = (int) cache.loads();
      cache.clear(); // to make room for the report
      return loaded;
    }
  }
}
