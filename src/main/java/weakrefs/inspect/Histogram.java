package weakrefs.inspect;

import static weakrefs.gc.WhyNull.notNull;

import java.lang.constant.ClassDesc;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import weakrefs.gc.GarbageCollector;
import weakrefs.gc.GcTimeoutException;
import weakrefs.show.Showable;
import weakrefs.show.View;

/**
 * How many objects of each class are in the heap: what {@code jcmd PID GC.class_histogram} prints,
 * but from inside this JVM. Two of them, one before and one after some work, show which class
 * grows: the first step in finding a leak.
 *
 * <p>Or {@link #parse} one that {@code jcmd} printed about another JVM.
 *
 * <p>It counts what's left after a collection of the whole heap. A class's bytes are those of its
 * own objects only, not of what they hold: a window's pixels count as {@code byte[]}. It can't tell
 * who holds an object; that's the next question, for {@link Inspector#whoHolds} and {@link
 * RootPath}.
 *
 * <pre>{@code
 * Histogram before = Histogram.now();
 * openAndClose(20);
 * Histogram.now().growthSince(before).top(5)       // Window +20, ...
 * }</pre>
 */
public final class Histogram implements Showable {
  private static final Pattern ROW =
      Pattern.compile("\\s*\\d+:\\s+(\\d+)\\s+(\\d+)\\s+(\\S+).*", Pattern.DOTALL);

  /** This library's classes, except those that do the counting. */
  private static final Pattern LIBRARY = Pattern.compile("weakrefs\\.(?!inspect\\.Histogram).*");

  private static final Pattern PRIMITIVES =
      Pattern.compile("(boolean|byte|char|double|float|int|long|short)\\[.*");

  private static final Comparator<Line> BIGGEST_FIRST =
      Comparator.comparingLong(Line::bytes)
          .thenComparingLong(Line::instances)
          .reversed()
          .thenComparing(Line::className);

  /**
   * One class.
   *
   * @param className as a reader would write it: {@code byte[]}, {@code java.lang.String}, and
   *     {@code Window} for a class declared in a cell, whatever JShell calls it
   * @param instances how many objects; in a comparison, how many more, which may be negative
   * @param bytes how much these objects take themselves, without what they hold; in a comparison,
   *     how much more
   */
  public record Line(String className, long instances, long bytes) {
    private Line plus(Line other) {
      return new Line(className, instances + other.instances, bytes + other.bytes);
    }

    private Line negated() {
      return new Line(className, -instances, -bytes);
    }

    private boolean isOurs() {
      return (!className.contains(".") || LIBRARY.matcher(className).matches())
          && !PRIMITIVES.matcher(className).matches()
          && !className.contains("$$"); // made by the JVM or the compiler, such as a lambda
    }
  }

  private final String title;
  private final boolean isGrowth;

  /**
   * As the JVM printed it, or empty. Its thousands of lines are parsed only on request, because as
   * objects they'd show up as growth in the next histogram.
   */
  private final String printed;

  private final List<Line> lines;

  private Histogram(String title, boolean isGrowth, String printed, List<Line> lines) {
    this.title = title;
    this.isGrowth = isGrowth;
    this.printed = printed;
    this.lines = List.copyOf(lines);
  }

  /**
   * Collects, and counts what's left.
   *
   * @throws IllegalStateException if this JVM doesn't have that command; HotSpot does
   * @throws GcTimeoutException if this JVM doesn't collect on request
   */
  public static Histogram now() {
    GarbageCollector.collect();
    return GarbageCollector.classHistogram()
        .map(Histogram::parse)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "this JVM counts no objects: it has no command GC.class_histogram, as HotSpot has"));
  }

  /**
   * What {@code jcmd PID GC.class_histogram} printed about any JVM.
   *
   * @param printed lines that aren't about a class are skipped
   */
  public static Histogram parse(String printed) {
    notNull(printed, "there is nothing to read: what jcmd printed is null");
    return new Histogram("Objects in the heap", false, printed, List.of());
  }

  private static Stream<Line> read(String printed) {
    return printed
        .lines()
        .map(ROW::matcher)
        .filter(Matcher::matches)
        .map(
            row ->
                new Line(
                    readable(row.group(3)),
                    Long.parseLong(row.group(1)),
                    Long.parseLong(row.group(2))));
  }

  /** One line for each class, most bytes first; all versions of a cell's class count as one. */
  private static List<Line> summed(Stream<Line> lines) {
    return lines
        .collect(Collectors.toMap(Line::className, line -> line, Line::plus))
        .values()
        .stream()
        .filter(line -> line.instances != 0 || line.bytes != 0)
        .sorted(BIGGEST_FIRST)
        .toList();
  }

  /** Turns {@code [[Ljava.lang.String;} into {@code java.lang.String[][]}. */
  static String readable(String jvmName) {
    int dimensions = jvmName.startsWith("[") ? jvmName.lastIndexOf('[') + 1 : 0;
    String element = jvmName.substring(dimensions);
    if (dimensions > 0) { // then it's B for byte, or Ljava.lang.String;
      element =
          element.length() == 1
              ? ClassDesc.ofDescriptor(element).displayName()
              : element.substring(1, element.length() - 1);
    }
    return CellClasses.asWritten(element) + "[]".repeat(dimensions);
  }

  /**
   * What has grown, and what has shrunk, since an earlier one, without what hasn't changed.
   *
   * @param before one from the same JVM
   * @throws IllegalArgumentException if one of them is already a comparison
   */
  public Histogram growthSince(Histogram before) {
    notNull(before, "there is nothing to compare with: the earlier histogram is null");
    if (isGrowth || before.isGrowth) {
      throw new IllegalArgumentException(
          "compare two histograms as Histogram.now() made them, not what has grown between others");
    }
    List<Line> changes =
        summed(Stream.concat(lines().stream(), before.lines().stream().map(Line::negated)));
    return new Histogram("What has grown", true, "", changes);
  }

  /** Only the classes from this notebook's cells and from this library. */
  public Histogram ours() {
    List<Line> ours = lines().stream().filter(Line::isOurs).toList();
    return new Histogram(title + ", our own classes", isGrowth, "", ours);
  }

  /**
   * The first lines only.
   *
   * @param most how many at most
   * @throws IllegalArgumentException if that's less than one
   */
  public Histogram top(int most) {
    if (most < 1) {
      throw new IllegalArgumentException("ask for one line or more, not " + most);
    }
    List<Line> all = lines();
    return new Histogram(title, isGrowth, "", all.subList(0, Math.min(most, all.size())));
  }

  /** How many objects of exactly this class; in a comparison, how many more. */
  public long instances(Class<?> type) {
    String name = readable(notNull(type, "of which class? It is null").getName());
    return lines().stream()
        .filter(line -> line.className.equals(name))
        .mapToLong(Line::instances)
        .sum();
  }

  /** What this shows, in a few words. */
  public String title() {
    return title;
  }

  /** One line for each class, most bytes first; unmodifiable. */
  public List<Line> lines() {
    return printed.isEmpty() ? lines : summed(read(printed));
  }

  @Override
  public View view() {
    List<List<String>> rows = new ArrayList<>();
    for (Line line : lines()) {
      rows.add(List.of(line.className, inWords(line.instances), inWords(line.bytes)));
    }
    return View.table(title, List.of("class", "instances", "bytes"), rows, toString());
  }

  /** One of the numbers as it's shown: {@code 1,234}, or {@code +20} in a comparison. */
  String inWords(long number) {
    return String.format(Locale.ROOT, isGrowth ? "%+,d" : "%,d", number);
  }

  /** A table in plain text. */
  @Override
  public String toString() {
    StringBuilder words = new StringBuilder(title);
    words.append(String.format("%n%12s %14s  %s", "instances", "bytes", "class"));
    for (Line line : lines()) {
      words.append(
          String.format(
              "%n%12s %14s  %s", inWords(line.instances), inWords(line.bytes), line.className));
    }
    return words.toString();
  }
}
