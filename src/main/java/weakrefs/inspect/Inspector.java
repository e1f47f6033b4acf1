package weakrefs.inspect;

import java.lang.reflect.Field;
import java.util.List;
import java.util.Optional;

/**
 * Finds out what the garbage collector doesn't tell you about an object: who holds it, who observes
 * it, and how. It searches the variables of this notebook, or of a {@code jshell} console.
 *
 * <pre>{@code
 * Book momo = new Book("Momo");
 * whoHolds(momo)                 // 1 variable holds it: momo
 * }</pre>
 */
public final class Inspector {
  private Inspector() {}

  /**
   * Who holds this object? Names the variables of this notebook (or of a {@code jshell} console)
   * from which it can be reached through strong references: the learner's own, and the hidden ones,
   * such as {@code $7}, in which JShell keeps the value of a bare line.
   *
   * <p>It can't see local variables of a method or block that's still running, other threads, or
   * inside the JDK's own objects other than collections, maps and arrays: what a {@link
   * java.lang.ref.Cleaner} holds, for example. It gives up on a variable after 100,000 objects, or
   * after 2,000,000 elements of one collection, and says so. Outside JShell it sees nobody.
   *
   * @param object may be null, and then there's nothing to hold
   */
  public static Finding whoHolds(Object object) {
    return object == null ? Finding.ofNull("hold") : PathSearch.holders(object, Variables.all());
  }

  /**
   * How one object holds another: the shortest path from the first to the second through strong
   * references, such as {@code .entries["Ada"]}; empty if there is none. It sees what {@link
   * #whoHolds} sees.
   *
   * @param from may be null, which holds nothing
   * @param object may be null, which nobody holds
   */
  public static Optional<String> pathBetween(Object from, Object object) {
    return object == null ? Optional.empty() : PathSearch.path(from, object);
  }

  /**
   * Who observes this object? Names the variables from which a weak, soft or phantom reference to
   * it can be reached, as {@link #whoHolds} names those that hold it; a {@link
   * java.util.WeakHashMap} observes its keys. A variable may do both, by different paths.
   *
   * <p>It never calls {@code get}, so it changes nothing. It can't see references to something else
   * that holds the object (a weak reference to the list it's in), references inside the object
   * itself, or what {@code whoHolds} can't see.
   *
   * <pre>{@code
   * WeakReference<Book> peek = new WeakReference<>(momo);
   * Inspector.whoObserves(momo)     // 1 variable observes it: peek
   * }</pre>
   *
   * @param object may be null, and then there's nothing to observe
   */
  public static Finding whoObserves(Object object) {
    return object == null
        ? Finding.ofNull("observe")
        : PathSearch.observers(object, Variables.all());
  }

  /**
   * Whether this is one of the hidden variables in which JShell keeps the value of a bare line, or
   * something inside one, as {@link Finding#names} gives them: {@code $7}, {@code $7[2]}.
   */
  public static boolean isHidden(String name) {
    return CellClasses.isHidden(name);
  }

  /**
   * The variables that JShell set to null, not the learner: somebody changed a class and ran its
   * cell again, so JShell made the variables of that type again, without their values. It looks as
   * if a collection had taken their objects, but there wasn't one; in fact, the old variables still
   * hold the old objects.
   *
   * <p>A variable is on this list from that moment until it has a value again. One that was set to
   * null by hand ({@code momo = null;}), or declared again, with the same type or a different one,
   * isn't on it. The list can't tell whether a variable got a value after its reset and was then
   * set to null by hand, or whether it was null by hand when a second reset came. It leaves out
   * variables of primitive types, and those that JShell makes unusable instead of null (some that
   * were declared with {@code var}). Outside JShell it's empty.
   *
   * <pre>{@code
   * class Note { String text; }          // first cell
   * Note note = new Note();              // second cell
   * class Note { int page; }             // the first cell again, changed
   * Inspector.resetVariables()    // [note]
   * }</pre>
   *
   * @return their names, in the order in which they were first declared; unmodifiable
   */
  public static List<String> resetVariables() {
    return ResetVariables.all().stream().map(Field::getName).toList();
  }
}
