package weakrefs.notebook;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import weakrefs.widget.Widget;

/**
 * What Jupyter's widgets want to know of a widget: the traits of a model of {@code
 * @jupyter-widgets/controls} or {@code base} 2.0.0, as ipywidgets 8 documents them ("Jupyter widget models"). What
 * isn't here has a default on the page.
 */
final class State {
  private static final String CONTROLS = "@jupyter-widgets/controls";
  private static final String BASE = "@jupyter-widgets/base";
  private static final String VERSION = "2.0.0"; // of both

  private State() {}

  /** How it's laid out, if not as usual: the traits of one more model. */
  static Optional<Map<String, Object>> layoutOf(Widget widget) {
    Map<String, Object> layout = new LinkedHashMap<>();
    name(layout, BASE, "Layout");
    if (widget instanceof Widget.Button) {
      layout.put("width", "auto"); // otherwise a long label is cut
    } else if (widget instanceof Widget.Row) {
      layout.put("flex_flow", "row wrap");
    } else {
      return Optional.empty();
    }
    return Optional.of(layout);
  }

  /**
   * @param parts the ids of its parts
   * @param layout the id of its layout
   */
  static Map<String, Object> of(Widget widget, List<String> parts, Optional<String> layout) {
    Map<String, Object> state = new LinkedHashMap<>();
    if (widget instanceof Widget.Html html) {
      name(state, CONTROLS, "HTML");
      state.put("value", html.html());
    } else if (widget instanceof Widget.Choice choice) {
      name(state, CONTROLS, "ToggleButtons");
      state.put("description", choice.label());
      state.put("_options_labels", choice.options());
      state.put("index", choice.picked().isPresent() ? choice.picked().getAsInt() : null);
      state.put("disabled", false);
    } else if (widget instanceof Widget.Button button) {
      name(state, CONTROLS, "Button");
      state.put("description", button.label());
      state.put("disabled", false);
    } else {
      name(state, CONTROLS, widget instanceof Widget.Row ? "HBox" : "VBox");
      state.put("children", parts.stream().map(State::reference).toList());
    }
    state.put("_dom_classes", List.of());
    state.put("layout", layout.map(State::reference).orElse(null));
    return state;
  }

  private static void name(Map<String, Object> state, String module, String name) {
    state.put("_model_module", module);
    state.put("_model_module_version", VERSION);
    state.put("_model_name", name + "Model");
    state.put("_view_module", module);
    state.put("_view_module_version", VERSION);
    state.put("_view_name", name + "View");
  }

  private static String reference(String id) {
    return "IPY_MODEL_" + id;
  }

  /** With the model's name, for a page that doesn't have it yet. */
  static Map<String, Object> described(Map<String, Object> state) {
    return Map.of(
        "model_name",
        state.get("_model_name"),
        "model_module",
        state.get("_model_module"),
        "model_module_version",
        VERSION,
        "state",
        state);
  }
}
