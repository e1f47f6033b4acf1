package weakrefs.notebook;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import weakrefs.widget.Widget;

/**
 * What Jupyter's widgets want to know of a widget: the traits of a model of {@code
 * @jupyter-widgets/controls} 2.0.0, as ipywidgets 8 documents them ("Jupyter widget models"). What
 * isn't here has a default on the page.
 */
final class State {
  private static final String MODULE = "@jupyter-widgets/controls";
  private static final String VERSION = "2.0.0";

  private State() {}

  /**
   * @param parts the ids of a column's parts
   */
  static Map<String, Object> of(Widget widget, List<String> parts) {
    Map<String, Object> state = new LinkedHashMap<>();
    if (widget instanceof Widget.Html html) {
      name(state, "HTML");
      state.put("value", html.html());
    } else if (widget instanceof Widget.Choice choice) {
      name(state, "ToggleButtons");
      state.put("description", choice.label());
      state.put("_options_labels", choice.options());
      state.put("index", choice.picked().isPresent() ? choice.picked().getAsInt() : null);
      state.put("disabled", false);
    } else {
      name(state, "VBox");
      state.put("children", parts.stream().map(id -> "IPY_MODEL_" + id).toList());
    }
    return state;
  }

  private static void name(Map<String, Object> state, String name) {
    state.put("_model_module", MODULE);
    state.put("_model_module_version", VERSION);
    state.put("_model_name", name + "Model");
    state.put("_view_module", MODULE);
    state.put("_view_module_version", VERSION);
    state.put("_view_name", name + "View");
    state.put("_dom_classes", List.of());
    state.put("layout", null);
  }

  /** With the model's name, for a page that doesn't have it yet. */
  static Map<String, Object> described(Map<String, Object> state) {
    return Map.of(
        "model_name", state.get("_model_name"),
        "model_module", MODULE,
        "model_module_version", VERSION,
        "state", state);
  }
}
