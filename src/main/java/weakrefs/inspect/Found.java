package weakrefs.inspect;

import java.util.List;

/**
 * What a search found, and where it couldn't look.
 *
 * @param names each variable with the way from it
 * @param gaveUpOn the variables in which it may have missed some
 */
record Found(List<String> names, List<String> gaveUpOn) {
  static final Found NOTHING = new Found(List.of(), List.of());

  Found {
    names = List.copyOf(names);
    gaveUpOn = List.copyOf(gaveUpOn);
  }

  static String nothingTo(String verb) {
    return ("There's nothing to " + verb + ": this is null. " + ResetVariables.inWords()).strip();
  }

  /** The names in a sentence, and after them what it gave up on. */
  String inWords(String one, String many) {
    return switch (names.size()) {
      case 0 -> "No variable that I can see " + one + ". " + blindSpots();
      case 1 -> "1 variable " + one + ": " + names.get(0) + gaveUp(". ");
      default ->
          names.size() + " variables " + many + ": " + String.join(", ", names) + gaveUp(". ");
    };
  }

  /** Where else to look. */
  String blindSpots() {
    return "I can't look at local variables of a method or block that's still running, at other threads, or inside Java's own objects, such as a Cleaner."
        + gaveUp(" ");
  }

  private String gaveUp(String between) {
    return switch (gaveUpOn.size()) {
      case 0 -> "";
      case 1 ->
          between
              + "I gave up on "
              + gaveUpOn.get(0)
              + ", because it's too big or changed while I looked.";
      default ->
          between
              + "I gave up on "
              + ResetVariables.list(gaveUpOn)
              + ", because they're too big or changed while I looked.";
    };
  }
}
