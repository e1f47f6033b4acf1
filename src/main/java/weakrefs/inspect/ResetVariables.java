package weakrefs.inspect;

import java.util.List;
import java.util.function.Predicate;
import weakrefs.inspect.Variables.Reset;

/**
 * What to say to a learner whose variable is null: whether JShell has done that, and what to run.
 *
 * <pre>{@code
 * ResetVariables.inWords()
 *     // JShell has reset tag to null, because a class that it needs has changed. ...
 * }</pre>
 *
 * @see Inspector#resetVariables
 */
public final class ResetVariables {
  private ResetVariables() {}

  /**
   * Which variables JShell has reset, and what to run, in two sentences; empty if there are none.
   */
  public static String inWords() {
    return inWords(reset -> true);
  }

  /** The same of those variables alone that could have been given where this type is asked for. */
  public static String inWords(Class<?> type) {
    return inWords(reset -> type.isAssignableFrom(reset.type()));
  }

  /**
   * The same of those alone that this exception tells of; empty if the JVM's message names none.
   */
  public static String inWords(NullPointerException thrown) {
    String message = String.valueOf(thrown.getMessage());
    // because "REPL.$JShell$12.tag" is null: see JEP 358
    return inWords(reset -> message.matches("(?s).*\\$\\w+\\.\\Q" + reset.name() + "\\E\".*"));
  }

  private static String inWords(Predicate<Reset> which) {
    return ofThese(Variables.reset().stream().filter(which).map(Reset::name).toList());
  }

  static String ofThese(List<String> names) {
    if (names.isEmpty()) {
      return "";
    }
    boolean one = names.size() == 1;
    return "JShell has reset %s to null, because a class that %s has changed. That wasn't a collection. Run the %s once more."
        .formatted(
            list(names),
            one ? "it needs" : "they need",
            one ? "cell that makes it" : "cells that make them");
  }

  /** {@code a}, {@code a and b}, {@code a, b and c}. */
  static String list(List<String> names) {
    int last = names.size() - 1;
    return last < 1
        ? String.join("", names)
        : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
  }
}
