package weakrefs.inspect;

import java.util.List;
import weakrefs.show.Showable;
import weakrefs.show.View;

/**
 * The variables of a notebook that know where an object is without keeping it alive, by name: those
 * with a weak, soft or phantom reference to it. Only names: this never holds the object itself.
 *
 * <pre>{@code
 * Book momo = new Book("Momo");
 * WeakReference<Book> peek = new WeakReference<>(momo);
 * whoObserves(momo).names();    // [peek]
 * }</pre>
 *
 * @see Inspector#whoObserves
 * @see Holders
 */
public final class Observers implements Showable {
  private final Found found;

  /** What to say if it was asked about null, or empty. */
  private final String ofNull;

  private Observers(Found found, String ofNull) {
    this.found = found;
    this.ofNull = ofNull;
  }

  static Observers of(Object object) {
    return object == null
        ? new Observers(Found.NOTHING, Found.nothingTo("observe"))
        : new Observers(HolderSearch.observers(object, Variables.all()), "");
  }

  /**
   * Each variable with the way from it to the reference: {@code peek}, {@code peeks[2]}, {@code
   * cache.entries["Ada"]}. One way for each variable, the shortest. In the order in which they were
   * first declared; unmodifiable.
   */
  public List<String> names() {
    return found.names();
  }

  /** How many variables observe the object. */
  public int count() {
    return names().size();
  }

  @Override
  public View view() {
    return View.list(toString(), names());
  }

  /** The names in a sentence; or that there are none, and where nobody looked. */
  @Override
  public String toString() {
    return ofNull.isEmpty() ? found.inWords("observes it", "observe it") : ofNull;
  }
}
