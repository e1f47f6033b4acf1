package weakrefs.inspect;

import java.util.List;
import weakrefs.show.Showable;
import weakrefs.show.View;

/**
 * The variables of a notebook that keep an object alive, by name. Only names: this never holds the
 * object itself.
 *
 * <pre>{@code
 * Book momo = new Book("Momo");
 * whoHolds(momo).count();       // 1
 * whoHolds(momo).names();       // [momo]
 * }</pre>
 *
 * @see Inspector#whoHolds
 * @see Observers
 */
public final class Holders implements Showable {
  private final Found found;

  /** What to say if it was asked about null, or empty. */
  private final String ofNull;

  private Holders(Found found, String ofNull) {
    this.found = found;
    this.ofNull = ofNull;
  }

  static Holders of(Object object) {
    return object == null
        ? new Holders(Found.NOTHING, Found.nothingTo("hold"))
        : new Holders(HolderSearch.holders(object, Variables.all()), "");
  }

  /**
   * Each variable with the way from it to the object: {@code momo}, {@code onScreen[2]}, {@code
   * cache.entries["Ada"]}, {@code $7}. An old variable that was declared again with another type
   * says so. In the order in which they were first declared; unmodifiable.
   */
  public List<String> names() {
    return found.names();
  }

  /** How many variables hold the object. */
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
    return ofNull.isEmpty() ? found.inWords("holds it", "hold it") : ofNull;
  }

  /** Where a holder may be that isn't named, in a sentence or two. */
  String blindSpots() {
    return found.blindSpots();
  }
}
