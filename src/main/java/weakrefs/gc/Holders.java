package weakrefs.gc;

import java.util.List;

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
 * @see GarbageCollector#whoHolds
 * @see Observers
 */
public final class Holders {
  private final List<String> names;

  private Holders(List<String> names) {
    this.names = names;
  }

  static Holders of(Object object) {
    return new Holders(
        object == null ? List.of() : HolderSearch.namesOfHolders(object, Variables.all()));
  }

  /**
   * Each variable with the way from it to the object: {@code momo}, {@code onScreen[2]}, {@code
   * cache.entries["Ada"]}, {@code $7}. An old variable that was declared again with another type
   * says so. In the order in which they were first declared; unmodifiable.
   */
  public List<String> names() {
    return names;
  }

  /** How many variables hold the object. */
  public int count() {
    return names.size();
  }

  /** The names in a sentence. */
  @Override
  public String toString() {
    return inWords(names, "holds it", "hold it");
  }

  /** Also for {@link Observers}. */
  static String inWords(List<String> names, String one, String many) {
    return switch (names.size()) {
      case 0 -> "No variable of this notebook " + one + ".";
      case 1 -> "1 variable " + one + ": " + names.get(0);
      default -> names.size() + " variables " + many + ": " + String.join(", ", names);
    };
  }
}
