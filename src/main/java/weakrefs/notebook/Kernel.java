package weakrefs.notebook;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import jdk.jshell.JShell;

/** What this library needs of a kernel. A bundle is one output in several forms, by MIME type. */
interface Kernel {
  /**
   * The one name in a bundle that is no MIME type: what to know about the forms, by their MIME
   * type, such as the width to show a picture at.
   */
  String METADATA = "metadata";

  /**
   * From now on, shows values of this type as bundles: all but the last as outputs of their own,
   * the last in place of the value.
   */
  <T> void show(Class<T> type, Function<? super T, List<Map<String, Object>>> bundles);

  /** From now on nothing that is printed or shown gets lost, however much it is. */
  default void loseNothing() {}

  /**
   * From now on a value of any type is shown up to a size, and one that can't be turned into text
   * doesn't harm the kernel. The kernel that {@code ./tutorial} starts sees to that itself.
   */
  default void bearAnyValue() {}

  /** The JShell that runs the cells, if it can be found. */
  default Optional<JShell> shell() {
    return Optional.empty();
  }

  /** Whether an update takes the place of what it updates. */
  boolean replaces();

  /** Shows a bundle under an id, by which it can be replaced. */
  void display(String id, Map<String, Object> bundle);

  /** Replaces what was shown under this id. */
  void update(String id, Map<String, Object> bundle);
}
