package weakrefs.notebook;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * No kernel at all, such as {@code jshell --class-path}: displaying something prints it as text.
 */
final class Console implements Kernel {
  private final PrintStream out;

  Console(PrintStream out) {
    this.out = out;
  }

  /** Nothing to do: a console shows values by {@code toString}. */
  @Override
  public void show(Class<?> type, Function<Object, List<Map<String, Object>>> outputs) {}

  @Override
  public boolean replaces() {
    return false;
  }

  @Override
  public void display(String id, Map<String, Object> output) {
    Object text = output.get("text/plain");
    if (!"".equals(text)) { // an empty text shouldn't take up a line
      out.println(text);
    }
  }

  @Override
  public void update(String id, Map<String, Object> output) {
    display(id, output);
  }
}
