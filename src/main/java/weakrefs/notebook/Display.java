package weakrefs.notebook;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import weakrefs.show.View;

/**
 * Something that's shown below a cell, and that can be replaced in the same place.
 *
 * <pre>{@code
 * Display live = Notebook.display(Chart.cacheSize(soFar));
 * live.update(Chart.cacheSize(more));
 * live.finish(Chart.cacheSize(all));
 * }</pre>
 */
public final class Display {
  private final Kernel kernel;
  private final List<String> ids = new ArrayList<>();

  Display(Kernel kernel) {
    this.kernel = kernel;
  }

  /**
   * Shows this instead. A chart is shown as a plain picture, because that can be replaced quickly
   * and often.
   */
  public void update(Object value) {
    show(Views.of(value).replaceable());
  }

  /** Shows this instead, for good: a chart comes alive under the pointer. */
  public void finish(Object value) {
    show(Views.of(value));
  }

  private void show(View view) {
    List<Map<String, Object>> outputs = view.outputs();
    for (int i = 0; i < outputs.size(); i++) {
      if (i == ids.size()) {
        String id = UUID.randomUUID().toString();
        kernel.display(id, outputs.get(i));
        ids.add(id);
      } else {
        kernel.update(ids.get(i), outputs.get(i));
      }
    }
    for (int i = outputs.size(); i < ids.size(); i++) { // such as the previous chart's caption
      kernel.update(ids.get(i), Map.of("text/plain", ""));
    }
  }

  /** Empty, because you already see what it shows. */
  @Override
  public String toString() {
    return "";
  }
}
