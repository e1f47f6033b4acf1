package weakrefs.inspect;

import java.util.List;
import weakrefs.show.Markup;
import weakrefs.show.Showable;
import weakrefs.show.View;

/**
 * The names of a notebook's variables that were found to hold an object, or to observe it. It's
 * only names, so this never holds the object itself.
 *
 * <pre>{@code
 * Book momo = new Book("Momo");
 * WeakReference<Book> peek = new WeakReference<>(momo);
 * whoHolds(momo).count();       // 1
 * whoHolds(momo).names();       // [momo]
 * whoObserves(momo).names();    // [peek]
 * }</pre>
 *
 * @see Inspector#whoHolds
 * @see Inspector#whoObserves
 */
public final class Finding implements Showable {
  private final String verb;
  private final List<String> names;
  private final String words;
  private final String blindSpots;

  private Finding(String verb, List<String> names, String words, String blindSpots) {
    this.verb = verb;
    this.names = List.copyOf(names);
    this.words = words;
    this.blindSpots = blindSpots;
  }

  /**
   * @param verb what the variables do: "hold"
   * @param gaveUpOn the variables in which the search may have missed something
   */
  static Finding of(String verb, List<String> names, List<String> gaveUpOn) {
    String gaveUp =
        gaveUpOn.isEmpty()
            ? ""
            : "I gave up on %s, because %s too big or changed while I looked."
                .formatted(Markup.list(gaveUpOn, "and"), gaveUpOn.size() == 1 ? "it's" : "they're");
    String blindSpots =
        "I can't look at local variables of a method or block that's still running, at other threads, or inside Java's own objects, such as a Cleaner. "
            + gaveUp;
    String who =
        switch (names.size()) {
          case 0 -> "No variable that I can see " + verb + "s it. " + blindSpots;
          case 1 -> "1 variable " + verb + "s it: ";
          default -> names.size() + " variables " + verb + " it: ";
        };
    String after = names.isEmpty() || gaveUp.isEmpty() ? "" : ". " + gaveUp;
    String words = who + String.join(", ", names) + after;
    return new Finding(verb, names, words.strip(), blindSpots.strip());
  }

  static Finding ofNull(String verb) {
    String words = "There's nothing to " + verb + ": this is null. " + ResetVariables.inWords();
    return new Finding(verb, List.of(), words.strip(), "");
  }

  /**
   * Each variable with the path from it to the object, or to the reference that observes the
   * object: {@code momo}, {@code onScreen[2]}, {@code cache.entries["Ada"]}, {@code $7}. There's
   * one path for each variable, the shortest. An old variable that was declared again with a
   * different type says so. In the order in which they were first declared; unmodifiable.
   */
  public List<String> names() {
    return names;
  }

  /** How many variables there are. */
  public int count() {
    return names.size();
  }

  /** Whether these variables hold the object; those that observe it only know where it is. */
  public boolean isOfHolders() {
    return verb.equals("hold");
  }

  @Override
  public View view() {
    return View.list(words, names);
  }

  /** The names in a sentence; or that there are none, and where the search can't look. */
  @Override
  public String toString() {
    return words;
  }

  /** Where the search couldn't look, in a sentence or two. */
  String blindSpots() {
    return blindSpots;
  }
}
