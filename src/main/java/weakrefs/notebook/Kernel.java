package weakrefs.notebook;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import jdk.jshell.JShell;
import weakrefs.show.View;

/** What this library needs of a kernel. An output is in several forms, as in a {@link View}. */
interface Kernel {
  /**
   * From now on, shows values of this type by their view: all but its last output as outputs of
   * their own, the last in place of the value. The type may be an interface, for both kernels look
   * for a class, then for its interfaces, then for its superclass.
   */
  void show(Class<?> type, Function<Object, View> view);

  /**
   * From now on nothing that is printed or shown gets lost, however much it is. A value of any type
   * is shown up to a size, and one that can't be turned into text doesn't harm the kernel; the
   * kernel that {@code ./tutorial} starts sees to that itself.
   */
  default void prepare() {}

  /** The JShell that runs the cells, if it can be found. */
  default Optional<JShell> shell() {
    return Optional.empty();
  }

  /** Whether an update takes the place of what it updates. */
  default boolean replaces() {
    return true;
  }

  /** Shows an output under an id, by which it can be replaced. */
  void display(String id, Map<String, Object> output);

  /** Replaces what was shown under this id. */
  void update(String id, Map<String, Object> output);
}
