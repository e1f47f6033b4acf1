package weakrefs.notebook;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import weakrefs.show.Markup;
import weakrefs.widget.Live;
import weakrefs.widget.Widget;

/**
 * The widgets that are on the page: tells Jupyter's own widgets ({@code @jupyter-widgets/controls}
 * 2.0.0) what to draw, and does what a click asks for.
 *
 * <p>A click arrives in the thread that also takes cells, so it waits while a cell runs, and
 * whatever ended that thread would end the notebook. That's why the work is done in a different
 * thread, with a deadline, and nothing it throws gets out.
 */
final class Widgets {
  static final String TARGET = "jupyter.widget";

  /** The version of the messages. */
  static final String PROTOCOL = "2.1.0";

  private static final String CONTROL = "jupyter.widget.control";
  private static final String WIDGET_VIEW = "application/vnd.jupyter.widget-view+json";
  private static final Duration DEADLINE = Duration.ofSeconds(2);

  /** What a cell shows instead of its value, which its widgets show already. */
  static final Map<String, Object> NOTHING = Map.of("text/html", "", "text/plain", "");

  private final Kernel kernel;
  private final Comms comms;
  private final Map<String, Open> open = new ConcurrentHashMap<>();

  Widgets(Kernel kernel, Comms comms) {
    this.kernel = kernel;
    this.comms = comms;
    comms.serve(CONTROL, asked -> states());
  }

  /** Shows it below the running cell, if it has anything to click. */
  synchronized boolean show(Live live) {
    Open before = open.remove(live.place());
    if (before != null) {
      before.slots.forEach(Node::close);
    }
    open.values().forEach(Open::refresh);
    Optional<Widget> first = live.widget();
    if (first.isEmpty()) {
      return false;
    }
    Open its = new Open(live, first.get());
    open.put(live.place(), its);
    its.outputs().forEach((slot, output) -> kernel.display(slot.id, output));
    return true;
  }

  /** What a page asks for that was opened after the widgets were. */
  private synchronized Map<String, Object> states() {
    Map<String, Object> states = new LinkedHashMap<>();
    open.values().forEach(each -> each.slots.forEach(slot -> slot.collect(states)));
    return Map.of("method", "update_states", "states", states, "buffer_paths", List.of());
  }

  /** A live value with what the page shows of it. */
  private final class Open {
    final Live live;
    final Node root;

    /**
     * The root, and a widget without any words in place of each further output of the fallback,
     * such as its caption.
     */
    final List<Node> slots = new ArrayList<>();

    Map<Node, Map<String, Object>> shown;
    String trouble = "";

    Open(Live live, Widget first) {
      this.live = live;
      root = new Node(this, framed(first));
      slots.add(root);
      while (slots.size() < live.fallback().outputs().size()) {
        slots.add(new Node(this, new Widget.Html("")));
      }
    }

    /** With a place for what went wrong. */
    private Widget framed(Widget widget) {
      return new Widget.Column(List.of(widget, new Widget.Html(trouble)));
    }

    /** The widgets and their fallback. */
    Map<Node, Map<String, Object>> outputs() {
      List<Map<String, Object>> fallback = live.fallback().outputs();
      shown = new LinkedHashMap<>();
      for (int i = 0; i < slots.size(); i++) {
        Map<String, Object> output = new LinkedHashMap<>();
        output.put(WIDGET_VIEW, viewOf(slots.get(i).id));
        output.putAll(i < fallback.size() ? fallback.get(i) : Map.of("text/plain", ""));
        shown.put(slots.get(i), output);
      }
      return shown;
    }

    void refresh() {
      redraw();
      Map<Node, Map<String, Object>> before = shown;
      outputs()
          .forEach(
              (slot, output) -> {
                if (!output.equals(before.get(slot))) {
                  comms.update(slot.id, output);
                }
              });
    }

    /** The widgets alone, so their output stays as it is, and with it the keyboard's focus. */
    void redraw() {
      live.widget().ifPresent(now -> root.become(framed(now)));
    }

    void complain(Throwable thrown) {
      try {
        trouble = Markup.html(Click.inWords(thrown));
        redraw();
      } catch (Throwable e) {
        // then it can't be said, and the notebook goes on
      }
    }

    void clicked(Runnable work) {
      // Not at once, because a disabled button loses the keyboard's focus.
      trouble = Markup.html(Click.run(work, DEADLINE, () -> root.disable(true)));
      root.disable(false);
    }
  }

  /** One widget, as the page has it. */
  private final class Node {
    final Open of;
    final String id;
    private Widget widget;
    private final List<Node> parts;
    private final Optional<Map<String, Object>> layout;
    private final Optional<String> layoutId;
    private Map<String, Object> state;

    Node(Open of, Widget widget) {
      this.of = of;
      this.widget = widget;
      parts = widget.parts().stream().map(part -> new Node(of, part)).toList();
      layout = State.layoutOf(widget);
      layoutId = layout.map(it -> open(it, ignored -> {}));
      state = stateOf(widget);
      id = open(state, this::received);
    }

    private String open(Map<String, Object> traits, Consumer<Map<String, Object>> received) {
      return comms.open(Map.of("state", traits, "buffer_paths", List.of()), received);
    }

    private Map<String, Object> stateOf(Widget widget) {
      return State.of(widget, parts.stream().map(part -> part.id).toList(), layoutId);
    }

    /** Tells the page what is different. */
    void become(Widget now) {
      List<Widget> those = now.parts();
      for (int i = 0; i < parts.size(); i++) {
        parts.get(i).become(those.get(i));
      }
      widget = now;
      Map<String, Object> differs = stateOf(now);
      differs.entrySet().removeIf(e -> Objects.equals(e.getValue(), state.get(e.getKey())));
      update(differs);
    }

    private void update(Map<String, Object> differs) {
      if (!differs.isEmpty()) {
        state = new LinkedHashMap<>(state);
        state.putAll(differs);
        tell(differs);
      }
    }

    private void tell(Map<String, Object> traits) {
      comms.send(id, Map.of("method", "update", "state", traits, "buffer_paths", List.of()));
    }

    /** So that nobody clicks twice. */
    void disable(boolean disabled) {
      if (state.containsKey("disabled") && !state.get("disabled").equals(disabled)) {
        update(Map.of("disabled", disabled));
      }
      parts.forEach(part -> part.disable(disabled));
    }

    void collect(Map<String, Object> states) {
      parts.forEach(part -> part.collect(states));
      layoutId.ifPresent(its -> states.put(its, State.described(layout.get())));
      states.put(id, State.described(state));
    }

    /** JupyterLab takes a column's parts away with it, and fails if they're closed as well. */
    void close() {
      comms.close(id);
      forgetInside();
    }

    private void forget() {
      comms.forget(id);
      forgetInside();
    }

    private void forgetInside() {
      layoutId.ifPresent(comms::forget);
      parts.forEach(Node::forget);
    }

    private void received(Map<String, Object> data) {
      synchronized (Widgets.this) {
        if ("request_state".equals(data.get("method"))) {
          tell(state);
        } else if (open.get(of.live.place()) == of) {
          answer(data);
        }
      }
    }

    private void answer(Map<String, Object> data) {
      try {
        workOf(data).ifPresent(of::clicked);
        of.redraw(); // its fallback follows when another one is clicked or shown
        open.values().stream().filter(each -> each != of).forEach(Open::refresh);
      } catch (Throwable e) { // such as a full heap; it mustn't reach the thread that takes cells
        of.complain(e);
      }
    }

    private Optional<Runnable> workOf(Map<String, Object> data) {
      if (widget instanceof Widget.Choice choice
          && data.get("state") instanceof Map<?, ?> changed
          && changed.get("index") instanceof Number index
          && index.intValue() >= 0
          && index.intValue() < choice.options().size()) {
        state = new LinkedHashMap<>(state); // the page has drawn it already
        state.put("index", index.intValue());
        return Optional.of(() -> choice.pick().accept(index.intValue()));
      }
      if (widget instanceof Widget.Button button
          && data.get("content") instanceof Map<?, ?> event
          && "click".equals(event.get("event"))) {
        return Optional.of(button.press());
      }
      return Optional.empty();
    }
  }

  private static Map<String, Object> viewOf(String id) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("version_major", 2);
    view.put("version_minor", 0);
    view.put("model_id", id);
    view.put("pid", ProcessHandle.current().pid()); // without this process, nothing answers
    return view;
  }
}
