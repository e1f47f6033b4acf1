package weakrefs.notebook;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import weakrefs.widget.Widget;

/**
 * What Jupyter's widgets want to know of a widget: the traits of models of their modules controls
 * and base, version 2.0.0, as ipywidgets 8 documents them ("Jupyter widget models"). What isn't
 * here has a default on the page.
 */
final class State {
  private static final String CONTROLS = "@jupyter-widgets/controls";
  private static final String BASE = "@jupyter-widgets/base";
  private static final String VERSION = "2.0.0"; // of both

  private State() {}

  /** How it's laid out, if not as usual: one more model. */
  static Optional<Map<String, Object>> layoutOf(Widget widget) {
    if (widget instanceof Widget.Button) { // a long label would be cut
      return Optional.of(model(BASE, "Layout", Map.of("width", "auto")));
    } else if (widget instanceof Widget.Row) {
      return Optional.of(model(BASE, "Layout", Map.of("flex_flow", "row wrap")));
    }
    return Optional.empty();
  }

  /**
   * @param parts the ids of its parts
   * @param layout the id of its layout
   */
  static Map<String, Object> of(Widget widget, List<String> parts, Optional<String> layout) {
    Map<String, Object> state;
    if (widget instanceof Widget.Html html) {
      state = model(CONTROLS, "HTML", Map.of("value", html.html()));
    } else if (widget instanceof Widget.Choice choice) {
      state = model(CONTROLS, "ToggleButtons", Map.of());
      state.put("description", choice.label());
      state.put("_options_labels", choice.options());
      state.put("index", choice.picked().isPresent() ? choice.picked().getAsInt() : null);
      state.put("disabled", false);
    } else if (widget instanceof Widget.Button button) {
      Map<String, Object> words = Map.of("description", button.label(), "disabled", false);
      state = model(CONTROLS, "Button", words);
    } else {
      List<String> children = parts.stream().map(State::reference).toList();
      String box = widget instanceof Widget.Row ? "HBox" : "VBox";
      state = model(CONTROLS, box, Map.of("children", children));
    }
    state.put("_dom_classes", List.of());
    state.put("layout", layout.map(State::reference).orElse(null));
    return state;
  }

  private static Map<String, Object> model(String module, String name, Map<String, ?> traits) {
    Map<String, Object> state = new LinkedHashMap<>(traits);
    state.put("_model_module", module);
    state.put("_model_module_version", VERSION);
    state.put("_model_name", name + "Model");
    state.put("_view_module", module);
    state.put("_view_module_version", VERSION);
    state.put("_view_name", name + "View");
    return state;
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
