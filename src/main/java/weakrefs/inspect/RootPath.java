package weakrefs.inspect;

import static weakrefs.gc.WhyNull.notNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import weakrefs.show.Markup;
import weakrefs.show.Showable;
import weakrefs.show.View;

/**
 * How a JVM reaches an object that stays: the path from a <em>root</em>, where a collection begins,
 * through fields and arrays. It's read from a file that the JDK's own tools write about any running
 * program, so unlike {@link Inspector#whoHolds} it needs no help from the program itself, and it
 * sees static fields of any class, other threads and the JDK's own objects. Weak and phantom
 * references are left out because they hold nothing, and soft ones because they let go in time.
 *
 * <p>There are two kinds of such files. A <em>heap dump</em> ({@code jcmd PID GC.heap_dump FILE})
 * has every object, but the program stands still while it's written. A <em>flight recording</em>
 * (JFR, JEP 328; {@code jcmd PID JFR.dump filename=FILE path-to-gc-roots=true}) has a sample of the
 * objects that are old at its end, in its event {@code jdk.OldObjectSample}, so it may miss a class
 * whose objects are few or small.
 *
 * <pre>{@code
 * RootPath.inDump(Path.of("leak.hprof"), Visit.class).steps()
 *     // [a Visit, held by an element of Object[], ..., held by the static field Desk.open, ...]
 * }</pre>
 */
public final class RootPath implements Showable {
  /** A class that the JVM makes for a lambda or a method reference has such a name. */
  private static final Pattern LAMBDA = Pattern.compile("(.+?)\\$\\$Lambda.*");

  private final List<String> steps;
  private final String whyNone;

  private RootPath(List<String> steps, String whyNone) {
    this.steps = List.copyOf(steps);
    this.whyNone = whyNone;
  }

  /**
   * How one of the objects of this class is held in a heap dump.
   *
   * @param dump in the format hprof, as HotSpot writes it; files are made beside it for a moment
   * @param type the exact class
   * @throws UncheckedIOException if there's no such file, or if it isn't a heap dump
   */
  public static RootPath inDump(Path dump, Class<?> type) {
    notNull(dump, "in which heap dump? It is null");
    String name = notNull(type, "to objects of which class? It is null").getName();
    try {
      return new RootPath(
          HeapDump.pathTo(name, dump),
          "This heap dump has no %s that anything holds.".formatted(Histogram.readable(name)));
    } catch (IOException e) {
      throw new UncheckedIOException(dump + " can't be read as a heap dump: " + e.getMessage(), e);
    }
  }

  /**
   * How one of the old objects of this class was held at the end of a flight recording.
   *
   * @param recording made with paths to the roots
   * @param type the exact class
   * @throws UncheckedIOException if there's no such file, or if it isn't a recording
   */
  public static RootPath inRecording(Path recording, Class<?> type) {
    notNull(recording, "in which recording? It is null");
    String name = notNull(type, "to objects of which class? It is null").getName();
    try {
      return new RootPath(
          OldObjectSamples.pathTo(name, recording),
          "This time the flight recorder caught no %s: it looks at a sample only."
              .formatted(Histogram.readable(name)));
    } catch (IOException e) {
      throw new UncheckedIOException(
          recording + " can't be read as a flight recording: " + e.getMessage(), e);
    }
  }

  static String object(String className) {
    return "a " + readable(className);
  }

  static String heldByField(String className, String field) {
    return LAMBDA.matcher(className).matches()
        ? "held by " + readable(className)
        : "held by the field " + readable(className) + "." + field;
  }

  static String heldByElement(String className) {
    return "held by an element of " + readable(className);
  }

  /** What holds the class tells how the program was started, not why the object stays. */
  static List<String> heldByStatic(String className, String field) {
    return List.of(
        "held by the static field " + readable(className) + "." + field,
        "held by its class, which its class loader holds, up to a root of the JVM");
  }

  static String readable(String className) {
    return LAMBDA
        .matcher(Histogram.readable(className))
        .replaceFirst("a lambda, or a method reference, of $1");
  }

  /** Whether there's a path. */
  public boolean isFound() {
    return !steps.isEmpty();
  }

  /**
   * From the object to the root, each step in a few words. After a static field, its class and
   * loader are one step. Empty if no such object was found; unmodifiable.
   */
  public List<String> steps() {
    return steps;
  }

  @Override
  public View view() {
    String html =
        isFound()
            ? steps.stream()
                .map(step -> "<li>" + Markup.html(step) + "</li>")
                .collect(Collectors.joining("", "<ol>", "</ol>"))
            : "<p>" + Markup.html(toString()) + "</p>";
    return View.html(html, toString());
  }

  /** The steps, one per line, or why there are none. */
  @Override
  public String toString() {
    return isFound() ? String.join("\n  ", steps) : whyNone;
  }
}
