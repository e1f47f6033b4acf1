package weakrefs.inspect;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import weakrefs.show.Markup;

/**
 * What to say to a learner whose variable is null: whether JShell did that, and what to run. A
 * helper that accepts null asks here; one that refuses it calls {@link
 * weakrefs.gc.WhyNull#notNull}.
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
   * Which variables JShell has reset, and what to run, in a few sentences; empty if there are none.
   */
  public static String inWords() {
    return inWords(reset -> true);
  }

  /** The same, but only about variables that could be passed where this type is asked for. */
  public static String inWords(Class<?> type) {
    return inWords(reset -> type.isAssignableFrom(reset.getType()));
  }

  /**
   * The same, but only about variables that the exception's message names; empty if it names none.
   */
  public static String inWords(NullPointerException thrown) {
    String message = String.valueOf(thrown.getMessage());
    // because "REPL.$JShell$12.tag" is null: see JEP 358
    return inWords(reset -> message.matches("(?s).*\\$\\w+\\.\\Q" + reset.getName() + "\\E\".*"));
  }

  private static String inWords(Predicate<Field> which) {
    return inWords(all().stream().filter(which).map(Field::getName).toList());
  }

  static String inWords(List<String> names) {
    if (names.isEmpty()) {
      return "";
    }
    boolean one = names.size() == 1;
    return "JShell has reset %s to null, because a class that %s has changed. That wasn't a collection. Run the %s once more."
        .formatted(
            Markup.list(names, "and"),
            one ? "it needs" : "they need",
            one ? "cell that makes it" : "cells that make them");
  }

  /** See {@link Inspector#resetVariables}. */
  static List<Field> all() {
    List<Field> all = new ArrayList<>();
    for (List<Class<?>> versions : CellClasses.all()) {
      int last = versions.size() - 1;
      if (last > 0) {
        Variables.in(versions.get(last))
            .filter(newest -> isReset(newest, versions.subList(0, last)))
            .forEach(all::add);
      }
    }
    return all;
  }

  /**
   * JShell makes a variable again when a class that its type names is made again; its old value
   * stays in the old class. That shows in the type, which is the same except for the version of
   * that class. A variable that was declared again has a different type, or the very same one.
   */
  private static boolean isReset(Field newest, List<Class<?>> olderVersions) {
    String type = Variables.typeOf(newest);
    return Variables.read(newest, null).isEmpty()
        && olderVersions.stream()
            .flatMap(Variables::in)
            .filter(older -> older.getName().equals(newest.getName()))
            .filter(older -> CellClasses.areVersionsOfOne(Variables.typeOf(older), type))
            .anyMatch(older -> Variables.read(older, null).isPresent());
  }
}
