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
 * How the JVM itself reaches an object that stays: the path from a <em>root</em>, where a
 * collection begins, through fields and arrays. The JDK's flight recorder finds it (JFR, JEP 328):
 * its event {@code jdk.OldObjectSample} notes some of the objects that are made while it records
 * and, for those still there at the end, who holds them.
 *
 * <p>Unlike {@link Inspector#whoHolds}, it sees static fields of any class, other threads and the
 * JDK's own objects. But it's a sample, so it may miss a class whose objects are few or small. Then
 * it can't tell, and {@link #toString} says so. With Shenandoah it can't tell either, because the
 * collector and the recorder's search both use an object's mark word, and the JVM may crash. Since
 * JDK 24 and 21.0.7 the JVM itself skips the search there (JDK-8279016); this class skips it on
 * every JDK.
 *
 * <pre>{@code
 * RootPath.to(Window.class, () -> openAndClose(20)).steps()
 *     // [a Window, held by an element of Object[], ..., held by the static field Desk.open, ...]
 * }</pre>
 */
public final class RootPath implements Showable {
  private static final boolean IS_SHENANDOAH =
      HotSpotCollector.here().equals(Optional.of(HotSpotCollector.SHENANDOAH));

  /** A JDK that was cut down may not have it. */
  private static final boolean HAS_RECORDER = ModuleLayer.boot().findModule("jdk.jfr").isPresent();

  private final String className;
  private final List<String> steps;

  private RootPath(String className, List<String> steps) {
    this.className = className;
    this.steps = List.copyOf(steps);
  }

  /**
   * Runs some work under the flight recorder, collects, and asks how an object of this class is
   * reached that the work made and that's still there. Takes about a second, and allocates some
   * garbage so that the recorder notices that time has passed.
   *
   * @param type the exact class whose objects stay
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
   * From the object to the root, each step in a few words. After a static field, its class and
   * loader are one step. Empty if no such object was caught; unmodifiable.
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
    String whyNone =
        !HAS_RECORDER
            ? "This Java has no flight recorder, and so no way to tell how a %s is held."
            : IS_SHENANDOAH
                ? "With Shenandoah the flight recorder can't tell how a %s is held: its search could end the whole JVM (JDK-8279016). Any other collector will do."
                : "This time the flight recorder caught no %s: it looks at a sample only, and on some JVMs at none.";
    return isFound() ? String.join("\n  ", steps) : whyNone.formatted(className);
  }
}
