package weakrefs.figure;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What a picture can say: every key of a converted figure that's drawn, with the values it may
 * have, and every key that a picture may leave out because it says nothing about the data (fonts,
 * grid lines, tick positions, what happens under the pointer). A figure with anything else in it
 * has no picture, so a picture can never say something different from its figure.
 */
final class Vocabulary {
  // Each line has keys and the values that all of them may have; a backslash at its end continues
  // it on the next line. ANY, alone, also allows whatever is below the key.

  private static final String AXIS =
      """
      type: linear | log | date | category | -
      range: NUMBERS | TEXTS
      autorange: true | false | reversed
      categoryorder: trace | array | category ascending | category descending
      visible showticklabels: true
      showexponent: all
      title.text title.font tickmode tickvals tick0 dtick nticks ticklen tickwidth tickcolor \
      tickfont showtickprefix showticksuffix exponentformat showline linecolor linewidth showgrid \
      gridcolor gridwidth zeroline zerolinecolor zerolinewidth showspikes spikemode spikethickness \
      spikesnap spikecolor spikedash scaleratio constrain constraintoward: ANY
      """;

  private static final Map<String, Map<String, Set<String>>> AXES =
      Map.of(
          "xaxis", keys(AXIS + "side: bottom"),
          "yaxis", keys(AXIS + "side: left | right"),
          "yaxis2", keys(AXIS + "side: right\noverlaying: y"));

  private static final Map<String, Set<String>> LAYOUT =
      keys(
          """
          width height: NUMBER
          barmode: group | stack | overlay | relative
          title.text title.font autosize showlegend hovermode hoverdistance dragmode margin \
          colorway legend modebar: ANY
          """);

  /** A grid's gaps and sides aren't drawn. */
  private static final Map<String, Set<String>> GRID =
      keys(
          """
          pattern: independent
          roworder: top to bottom
          rows columns xgap ygap xside yside: ANY
          """);

  private static final String TRACE =
      """
      visible: true | false
      opacity: NUMBER
      type name x y xaxis yaxis showlegend legendgroup hoverlabel: ANY
      """;

  /** Numbers shown as colors; what their color bar looks like says nothing about the data. */
  private static final String COLORS =
      """
      marker.color: COLOR | COLORS | NUMBERS
      marker.colorscale: SCALE
      marker.cmin marker.cmax: NUMBER
      marker.autocolorscale: false
      marker.cauto marker.reversescale marker.showscale: ANY
      marker.colorbar.showticklabels: true
      marker.colorbar.thickness marker.colorbar.thicknessmode marker.colorbar.len \
      marker.colorbar.lenmode marker.colorbar.x marker.colorbar.y marker.colorbar.xpad \
      marker.colorbar.ypad marker.colorbar.xanchor marker.colorbar.yanchor \
      marker.colorbar.bgcolor marker.colorbar.bordercolor marker.colorbar.borderwidth \
      marker.colorbar.outlinecolor marker.colorbar.outlinewidth marker.colorbar.tickmode \
      marker.colorbar.tickcolor marker.colorbar.ticklen marker.colorbar.tickwidth \
      marker.colorbar.tickfont marker.colorbar.tickvals marker.colorbar.tick0 \
      marker.colorbar.dtick marker.colorbar.nticks: ANY
      """;

  /** The edges of dots and bars. */
  private static final String EDGE =
      """
      marker.opacity: NUMBER
      marker.line.color: COLOR
      marker.line.width: NUMBER
      marker.line.dash marker.line.shape marker.line.smoothing marker.line.simplify: ANY
      """;

  private static final String POINTS =
      """
      text: ANY
      mode: lines | markers | lines+markers | none
      line.color: COLOR
      line.width line.smoothing: NUMBER
      line.dash: solid | dot | dash | longdash | dashdot | longdashdot
      line.shape: linear | hv | vh | hvh | vhv | spline
      line.simplify: ANY
      fill: none | tozeroy | tonexty
      fillcolor: COLOR
      marker.size: NUMBER | NUMBERS
      marker.sizemode: area | diameter
      marker.symbol: SYMBOL
      marker.gradient.type: none | horizontal | vertical | radial
      marker.gradient.color: COLOR
      """;

  /** Bars have no size, shape or gradient, whatever Tablesaw's marker says. */
  private static final String BARS =
      "marker.size marker.sizemode marker.symbol marker.gradient: ANY\n";

  /** To Tablesaw, prices are points with lines and markers; to Plotly they're neither. */
  private static final String PRICES =
      """
      line.width increasing.line.width decreasing.line.width: NUMBER
      line.dash: solid
      increasing.line.color increasing.fillcolor decreasing.line.color decreasing.fillcolor: COLOR
      open high low close text mode marker fill line.color line.shape line.smoothing \
      line.simplify: ANY
      """;

  private static final String BINS = "nbinsx nbinsy autobinx autobiny xbins ybins: ANY\n";

  private static final Map<String, Map<String, Set<String>>> TRACES =
      Map.of(
          "scatter", keys(TRACE + COLORS + EDGE + POINTS),
          "bar", keys(TRACE + COLORS + EDGE + BARS + "orientation: v | h\nmode line: ANY"),
          "histogram", keys(TRACE + COLORS + EDGE + BARS + BINS + "histnorm histfunc: ANY"),
          "box", keys(TRACE),
          "pie", keys(TRACE + "labels values domain: ANY"),
          "ohlc", keys(TRACE + PRICES),
          "candlestick", keys(TRACE + PRICES),
          "heatmap", keys(TRACE + "z: ANY\ncolorscale: SCALE"),
          "histogram2d", keys(TRACE + BINS + "colorscale: SCALE"));

  private Vocabulary() {}

  private static Map<String, Set<String>> keys(String lines) {
    Map<String, Set<String>> keys = new HashMap<>();
    for (String line : lines.strip().split("\n")) {
      String[] parts = line.strip().split(": ", 2);
      for (String key : parts[0].split("\\s+")) {
        keys.put(key, Set.of(parts[1].split(" \\| ")));
      }
    }
    return keys;
  }

  /**
   * Refuses a figure that says something a picture can't.
   *
   * @throws Undrawable if it does; the message names what that is
   */
  static void check(List<Map<String, Object>> traces, Map<String, Object> layout) {
    for (int i = 0; i < traces.size(); i++) {
      Map<String, Object> trace = traces.get(i);
      String name = traces.size() == 1 ? "" : "trace " + i + ": ";
      Map<String, Set<String>> known = TRACES.get(String.valueOf(trace.get("type")));
      if (known == null) {
        throw Undrawable.option(name + "type", trace.get("type"));
      }
      check(trace, known, name, "");
    }
    layout.forEach(
        (key, value) -> {
          if (AXES.containsKey(key)) {
            check(value, AXES.get(key), key + ".", "");
          } else {
            check(value, LAYOUT, "", key);
          }
        });
  }

  /** Refuses a layout's grid that says something a picture can't. */
  static void checkGrid(Object grid) {
    check(grid, GRID, "grid.", "");
  }

  /** Checks this value and, if it's an object, everything in it. */
  private static void check(
      Object value, Map<String, Set<String>> known, String where, String key) {
    Set<String> allowed = known.getOrDefault(key, Set.of());
    if (value == null || allowed.contains("ANY")) {
      return;
    }
    if (value instanceof Map<?, ?> object) {
      if (object.isEmpty()
          && !key.isEmpty()
          && known.keySet().stream().noneMatch(k -> k.startsWith(key + "."))) {
        throw Undrawable.option(where + key, null);
      }
      object.forEach(
          (name, inner) ->
              check(inner, known, where, key.isEmpty() ? "" + name : key + "." + name));
    } else if (allowed.stream().noneMatch(what -> is(what, value))) {
      throw Undrawable.option(where + key, value);
    }
  }

  private static boolean is(String what, Object value) {
    return switch (what) {
      case "NUMBER" -> value instanceof Number;
      case "NUMBERS" -> isListOf(value, Number.class);
      case "TEXTS" -> isListOf(value, String.class);
      case "COLOR" -> CssColor.of(value) != null;
      case "COLORS" ->
          isListOf(value, String.class)
              && ((List<?>) value).stream().allMatch(text -> CssColor.of(text) != null);
      case "SCALE" -> ColorScale.isKnown(value);
      case "SYMBOL" -> Dot.isKnown(value);
      default -> what.equals(String.valueOf(value));
    };
  }

  private static boolean isListOf(Object value, Class<?> kind) {
    return value instanceof List<?> list
        && list.stream().filter(Objects::nonNull).allMatch(kind::isInstance);
  }
}
