package weakrefs.figure;

/** Why a figure has no picture, in words for whoever misses it. */
final class Undrawable extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * A reason.
   *
   * @param why completes the sentence "no picture: ..."
   */
  Undrawable(String why) {
    super(why, null, false, false); // an answer, not an accident: it needs no trace
  }

  /** Something in the figure that a picture would have to leave out. */
  static Undrawable option(String path, Object value) {
    String text = value instanceof Number || value instanceof Boolean ? "" + value : "";
    if (value instanceof String string) {
      text = "\"" + OneLine.of(string) + "\"";
    }
    return new Undrawable("a picture can't show " + path + (text.isEmpty() ? "" : " = " + text));
  }
}
