package weakrefs.figure;

import java.util.Locale;

/** Why a figure has no picture, in words for the reader who misses it. */
final class Undrawable extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * A reason.
   *
   * @param why completes the sentence "no picture: ..."; if there are values, a format as in {@link
   *     String#format}
   */
  Undrawable(String why, Object... values) {
    // It's an answer, not an accident, so it doesn't need a stack trace.
    super(values.length == 0 ? why : String.format(Locale.ROOT, why, values), null, false, false);
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
