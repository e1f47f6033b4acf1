package weakrefs.notebook;

import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * A kernel's lines to the page, which Jupyter calls comms. What goes through is a map that becomes
 * JSON; what comes back is JSON as a map, whose numbers are doubles.
 */
interface Comms {
  /**
   * Opens a line for a widget.
   *
   * @param data what the page hears first
   * @param received is told what the page sends, in the thread that also takes cells
   * @return the line's id
   */
  String open(Map<String, Object> data, Consumer<Map<String, Object>> received);

  void send(String id, Map<String, Object> data);

  /** Closes a line, so that the page takes its widget away, and forgets it. */
  void close(String id);

  /** Forgets a line, and what its widget held; the page isn't told. */
  void forget(String id);

  /** Answers each message on lines that the page opens to this target. */
  void serve(String target, UnaryOperator<Map<String, Object>> answer);

  /** Replaces what's shown under this id, at any time; {@link Kernel#update} needs a cell. */
  void update(String displayId, Map<String, Object> output);
}
