package weakrefs.inspect;

import static weakrefs.gc.WhyNull.notNull;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import weakrefs.gc.HotSpotCollector;
import weakrefs.show.Markup;
import weakrefs.show.Showable;
import weakrefs.show.View;

/**
 * How Java itself reaches an object that doesn't go away: the path from a <em>root</em>, where
 * every collection begins, over fields and arrays. It is found by the JDK's flight recorder (JFR,
 * JEP 328), whose event {@code jdk.OldObjectSample} notes some of the objects that are made while
 * it records, and, of those that are still there at the end, who holds them.
 *
 * <p>Unlike {@link Inspector#whoHolds} it sees static fields of any class, other threads and the
 * JDK's own objects. But it is a sample: it may miss a class whose objects are few or small. Then
 * there is no way to tell, and {@link #toString} says so. Nor is there with Shenandoah: its
 * collections and the recorder's search use the same bits of an object, and the JVM may crash. From
 * JDK 24 and 21.0.7 on the JVM itself leaves the search out there (JDK-8279016); here it is left
 * out on each JDK.
 *
 * <pre>{@code
 * RootPath.to(Window.class, () -> openAndClose(20)).steps()
 *     // [a Window, held by an element of Object[], ..., held by the static field Desk.open, ...]
 * }</pre>
 */
public final class RootPath implements Showable {
  private static final boolean IS_SHENANDOAH =
      HotSpotCollector.here().equals(Optional.of(HotSpotCollector.SHENANDOAH));

  /** Not in a JDK that was cut down. */
  private static final boolean HAS_RECORDER = ModuleLayer.boot().findModule("jdk.jfr").isPresent();

  private final String className;
  private final List<String> steps;

  private RootPath(String className, List<String> steps) {
    this.className = className;
    this.steps = List.copyOf(steps);
  }

  /**
   * Runs some work under the flight recorder, collects, and asks how an object of this class is
   * reached that was made by the work and is still there. Takes about a second, and allocates some
   * garbage for the recorder to notice that time has passed.
   *
   * @param type exactly the class whose objects stay
   * @param work what leaves them behind; its exceptions are passed on
   */
  public static RootPath to(Class<?> type, Runnable work) {
    notNull(type, "to objects of which class? It is null");
    notNull(work, "there is no work to watch: it is null");
    String name = Histogram.readable(type.getName());
    if (HAS_RECORDER && !IS_SHENANDOAH) {
      return new RootPath(name, OldObjectSamples.pathTo(type, work));
    }
    work.run();
    return new RootPath(name, List.of());
  }

  /** Whether the recorder has caught such an object. */
  public boolean isFound() {
    return !steps.isEmpty();
  }

  /**
   * From the object to the root, each step in a few words; from a static field on, its class and
   * loader are one step. Empty if none was caught; unmodifiable.
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

  /** The steps, one a line, or why there are none. */
  @Override
  public String toString() {
    String whyNone =
        !HAS_RECORDER
            ? "This Java has no flight recorder, and so no way to tell how a %s is held."
            : IS_SHENANDOAH
                ? "With Shenandoah the flight recorder can't tell how a %s is held: its search could end the whole JVM (JDK-8279016). Any other collector will do."
                : "This time the flight recorder caught no %s: it looks at a sample only, and on some JVMs at none.";
    return isFound() ? String.join("\n  ", steps) : whyNone.formatted(className);
  }
}
