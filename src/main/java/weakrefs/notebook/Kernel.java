package weakrefs.notebook;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import jdk.jshell.JShell;
import weakrefs.show.View;

/** What this library needs from a kernel. An output has several forms, as in a {@link View}. */
interface Kernel {
  /**
   * From now on, shows values of this type by these outputs: the last one in place of the value,
   * all others as separate outputs before it. The type may be an interface, because both kernels
   * look for a class, then for its interfaces, then for its superclass.
   */
  void show(Class<?> type, Function<Object, List<Map<String, Object>>> outputs);

  /**
   * From now on, nothing that's printed or shown is lost, however much it is. Values of any type
   * are shown up to a limit, and one that can't be turned into text doesn't harm the kernel; the
   * kernel that {@code ./tutorial} starts takes care of these two itself.
   */
  default void prepare() {}

  /** The JShell that runs the cells, if we can find it. */
  default Optional<JShell> shell() {
    return Optional.empty();
  }

  /** Its lines to a page that may be able to draw widgets. */
  default Optional<Comms> comms() {
    return Optional.empty();
  }

  /** Whether an update replaces what was shown before. */
  default boolean replaces() {
    return true;
  }

  /** Shows an output under an id, which can be used to replace it. */
  void display(String id, Map<String, Object> output);

  /** Replaces what's shown under this id. */
  void update(String id, Map<String, Object> output);
}
