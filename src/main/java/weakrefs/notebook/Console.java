package weakrefs.notebook;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** No kernel at all, such as {@code jshell --class-path}: what is displayed is printed as text. */
final class Console implements Kernel {
  private final PrintStream out;

  Console(PrintStream out) {
    this.out = out;
  }

  /** Nothing to do: a console shows values by {@code toString}. */
  @Override
  public <T> void show(Class<T> type, Function<? super T, List<Map<String, Object>>> bundles) {}

  @Override
  public boolean replaces() {
    return false;
  }

  @Override
  public void display(String id, Map<String, Object> bundle) {
    Object text = bundle.get("text/plain");
    if (!"".equals(text)) { // nothing takes no line
      out.println(text);
    }
  }

  @Override
  public void update(String id, Map<String, Object> bundle) {
    display(id, bundle);
  }
}
