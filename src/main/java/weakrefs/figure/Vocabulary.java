package weakrefs.figure;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What a picture can say: each key of a converted figure that is drawn, with the values it may
 * have, and each that a picture may leave out because it says nothing about the data (fonts, the
 * lines of the grid, where the ticks are, what happens under the pointer). A figure with anything
 * else in it has no picture, so that no picture can say something different from its figure.
 */
final class Vocabulary {
  // Each line is a key and its values. ANY, alone, allows whatever is below the key as well.

  private static final String AXIS =
      """
      title.text: ANY
      title.font: ANY
      type: linear | log | date | category | -
      range: NUMBERS | TEXTS
      autorange: true | false | reversed
      categoryorder: trace | array | category ascending | category descending
      visible: true
      showticklabels: true
      tickmode: ANY
      tickvals: ANY
      tick0: ANY
      dtick: ANY
      nticks: ANY
      ticklen: ANY
      tickwidth: ANY
      tickcolor: ANY
      tickfont: ANY
      showtickprefix: ANY
      showticksuffix: ANY
      showexponent: all
      exponentformat: ANY
      showline: ANY
      linecolor: ANY
      linewidth: ANY
      showgrid: ANY
      gridcolor: ANY
      gridwidth: ANY
      zeroline: ANY
      zerolinecolor: ANY
      zerolinewidth: ANY
      showspikes: ANY
      spikemode: ANY
      spikethickness: ANY
      spikesnap: ANY
      spikecolor: ANY
      spikedash: ANY
      scaleratio: ANY
      constrain: ANY
      constraintoward: ANY
      """;

  private static final Map<String, Set<String>> X_AXIS = keys(AXIS + "side: bottom");
  private static final Map<String, Set<String>> Y_AXIS = keys(AXIS + "side: left | right");
  private static final Map<String, Set<String>> SECOND_Y_AXIS =
      keys(AXIS + "side: right\noverlaying: y");

  private static final Map<String, Set<String>> LAYOUT =
      keys(
          """
          title.text: ANY
          title.font: ANY
          width: NUMBER
          height: NUMBER
          autosize: ANY
          showlegend: ANY
          barmode: group | stack | overlay | relative
          hovermode: ANY
          hoverdistance: ANY
          dragmode: ANY
          margin: ANY
          colorway: ANY
          legend: ANY
          modebar: ANY
          """);

  private static final String TRACE =
      """
      type: ANY
      name: ANY
      x: ANY
      y: ANY
      xaxis: ANY
      yaxis: ANY
      visible: true | false
      showlegend: ANY
      legendgroup: ANY
      opacity: NUMBER
      hoverlabel: ANY
      """;

  /** Numbers that are told by colors; how their bar looks says nothing. */
  private static final String COLORS =
      """
      marker.color: COLOR | COLORS | NUMBERS
      marker.colorscale: SCALE
      marker.cmin: NUMBER
      marker.cmax: NUMBER
      marker.cauto: ANY
      marker.autocolorscale: false
      marker.reversescale: ANY
      marker.showscale: ANY
      marker.colorbar.thickness: ANY
      marker.colorbar.thicknessmode: ANY
      marker.colorbar.len: ANY
      marker.colorbar.lenmode: ANY
      marker.colorbar.x: ANY
      marker.colorbar.y: ANY
      marker.colorbar.xpad: ANY
      marker.colorbar.ypad: ANY
      marker.colorbar.xanchor: ANY
      marker.colorbar.yanchor: ANY
      marker.colorbar.bgcolor: ANY
      marker.colorbar.bordercolor: ANY
      marker.colorbar.borderwidth: ANY
      marker.colorbar.outlinecolor: ANY
      marker.colorbar.outlinewidth: ANY
      marker.colorbar.tickmode: ANY
      marker.colorbar.tickcolor: ANY
      marker.colorbar.ticklen: ANY
      marker.colorbar.tickwidth: ANY
      marker.colorbar.tickfont: ANY
      marker.colorbar.tickvals: ANY
      marker.colorbar.tick0: ANY
      marker.colorbar.dtick: ANY
      marker.colorbar.nticks: ANY
      marker.colorbar.showticklabels: true
      """;

  private static final String POINTS =
      """
      text: ANY
      mode: lines | markers | lines+markers | none
      line.color: COLOR
      line.width: NUMBER
      line.dash: solid | dot | dash | longdash | dashdot | longdashdot
      line.shape: linear | hv | vh | hvh | vhv | spline
      line.smoothing: NUMBER
      line.simplify: ANY
      fill: none | tozeroy | tonexty
      fillcolor: COLOR
      marker.opacity: NUMBER
      marker.size: NUMBER | NUMBERS
      marker.sizemode: area | diameter
      marker.symbol: SYMBOL
      marker.line.color: COLOR
      marker.line.width: NUMBER
      marker.line.dash: ANY
      marker.line.shape: ANY
      marker.line.smoothing: ANY
      marker.line.simplify: ANY
      marker.gradient.type: none | horizontal | vertical | radial
      marker.gradient.color: COLOR
      """;

  /** Bars have no size, form or gradient, whatever Tablesaw's marker says of it. */
  private static final String BARS =
      """
      marker.opacity: NUMBER
      marker.line.color: COLOR
      marker.line.width: NUMBER
      marker.line.dash: ANY
      marker.line.shape: ANY
      marker.line.smoothing: ANY
      marker.line.simplify: ANY
      marker.size: ANY
      marker.sizemode: ANY
      marker.symbol: ANY
      marker.gradient: ANY
      """;

  /** Prices are points with lines and markers to Tablesaw, and neither to Plotly. */
  private static final String PRICES =
      """
      open: ANY
      high: ANY
      low: ANY
      close: ANY
      text: ANY
      mode: ANY
      marker: ANY
      line.width: NUMBER
      line.dash: solid
      line.color: ANY
      line.shape: ANY
      line.smoothing: ANY
      line.simplify: ANY
      fill: ANY
      increasing.line.color: COLOR
      increasing.line.width: NUMBER
      increasing.fillcolor: COLOR
      decreasing.line.color: COLOR
      decreasing.line.width: NUMBER
      decreasing.fillcolor: COLOR
      """;

  private static final String BINS =
      """
      nbinsx: ANY
      nbinsy: ANY
      autobinx: ANY
      autobiny: ANY
      xbins: ANY
      ybins: ANY
      """;

  private static final Map<String, Map<String, Set<String>>> TRACES =
      Map.of(
          "scatter", keys(TRACE + COLORS + POINTS),
          "bar", keys(TRACE + COLORS + BARS + "orientation: v | h\nmode: ANY\nline: ANY"),
          "histogram", keys(TRACE + COLORS + BARS + BINS + "histnorm: ANY\nhistfunc: ANY"),
          "box", keys(TRACE),
          "pie", keys(TRACE + "labels: ANY\nvalues: ANY\ndomain: ANY"),
          "ohlc", keys(TRACE + PRICES),
          "candlestick", keys(TRACE + PRICES),
          "heatmap", keys(TRACE + "z: ANY\ncolorscale: SCALE"),
          "histogram2d", keys(TRACE + BINS + "colorscale: SCALE"));

  private Vocabulary() {}

  private static Map<String, Set<String>> keys(String lines) {
    Map<String, Set<String>> keys = new HashMap<>();
    for (String line : lines.strip().split("\n")) {
      String[] parts = line.strip().split(": ", 2);
      keys.put(parts[0], Set.of(parts[1].split(" \\| ")));
    }
    return keys;
  }

  /**
   * Refuses a figure that says something that no picture can.
   *
   * @throws Undrawable that names it
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
          Map<String, Set<String>> axis =
              switch (key) {
                case "xaxis" -> X_AXIS;
                case "yaxis" -> Y_AXIS;
                case "yaxis2" -> SECOND_Y_AXIS;
                default -> null;
              };
          if (axis != null) {
            check(value, axis, key + ".", "");
          } else {
            check(value, LAYOUT, "", key);
          }
        });
  }

  /** Looks at this value, and at everything in it, if it is an object. */
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
