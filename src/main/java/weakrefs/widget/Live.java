package weakrefs.widget;

import java.util.Optional;
import weakrefs.show.Showable;
import weakrefs.show.View;

/**
 * A value that answers clicks, if it's the last line of a cell and the kernel has a page that can
 * draw widgets. Everywhere else it's an ordinary {@link Showable}.
 *
 * <p>A kernel keeps what answers clicks until it ends or another value takes the same {@link
 * #place}. So a live value should hold words and numbers, or weak references.
 *
 * <pre>{@code
 * class Lamp implements Live {
 *   int is = 0;
 *   public String place() { return "lamp"; }
 *   public Optional<Widget> widget() {
 *     return Optional.of(new Widget.Choice("Lamp", List.of("off", "on"), OptionalInt.of(is), to -> is = to));
 *   }
 *   public View view() { return View.text("A lamp that's " + (is == 1 ? "on" : "off")); }
 * }
 * new Lamp()      // the last line of a cell: two buttons
 * }</pre>
 */
public interface Live extends Showable {
  /** Where it lives: of two values with the same place, only the one shown last answers. */
  String place();

  /**
   * What to draw now: the same kinds of widgets in the same places each time. If it's empty the
   * first time, there's nothing to click, and the view is shown as usual.
   */
  Optional<Widget> widget();

  /**
   * What the same output shows on a page that can't draw widgets, and everywhere once the kernel is
   * gone. It mustn't tell more than the widgets do.
   */
  default View fallback() {
    return view();
  }
}
