package weakrefs.exercise;

import java.util.List;
import java.util.Locale;
import weakrefs.inspect.Inspector;
import weakrefs.inspect.ResetVariables;
import weakrefs.show.Markup;

/** What the answers to several exercises have to put into words. */
final class Words {
  /** A longer text would fill the page. */
  private static final int LONGEST = 200;

  private Words() {}

  /** The same in every country. */
  static String say(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  /** As much of it as fits into a sentence. */
  static String cut(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }

  static String list(List<String> names) {
    return Markup.list(names, "and");
  }

  /** Such as {@code momo and shelf[0] hold}. */
  static String hold(List<String> names) {
    return list(names) + (names.size() == 1 ? " holds" : " hold");
  }

  /** Those holders that JShell made, and not the learner. */
  static List<String> hidden(List<String> names) {
    return names.stream().filter(Inspector::isHidden).toList();
  }

  /** A sentence, and more if it's about a variable that JShell set to null. */
  static String endedWith(Throwable thrown) {
    String why = thrown instanceof NullPointerException e ? ResetVariables.inWords(e) : "";
    return ("Your code stopped with an error: " + error(thrown) + ". " + why).strip();
  }

  /** An exception in its own words. */
  private static String error(Throwable thrown) {
    Class<?> named = thrown.getClass();
    while (named.isAnonymousClass()) {
      named = named.getSuperclass();
    }
    String message;
    try {
      message = thrown.getMessage();
    } catch (Throwable e) { // getMessage may be a learner's code, too
      message = null;
    }
    return named.getSimpleName() + (message == null ? "" : " (" + cut(message) + ")");
  }
}
