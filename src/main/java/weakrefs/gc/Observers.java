package weakrefs.gc;

import java.util.List;

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
 * @see GarbageCollector#whoObserves
 * @see Holders
 */
public final class Observers {
  private final List<String> names;

  private Observers(List<String> names) {
    this.names = names;
  }

  static Observers of(Object object) {
    return new Observers(
        object == null ? List.of() : HolderSearch.namesOfObservers(object, Variables.all()));
  }

  /**
   * Each variable with the way from it to the reference: {@code peek}, {@code peeks[2]}, {@code
   * cache.entries["Ada"]}. One way for each variable, the shortest. In the order in which they were
   * first declared; unmodifiable.
   */
  public List<String> names() {
    return names;
  }

  /** How many variables observe the object. */
  public int count() {
    return names.size();
  }

  /** The names in a sentence. */
  @Override
  public String toString() {
    return Holders.inWords(names, "observes it", "observe it");
  }
}
