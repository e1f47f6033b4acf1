package weakrefs.figure;

import static weakrefs.figure.Json.list;
import static weakrefs.figure.Json.map;
import static weakrefs.figure.Json.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.unbescape.html.HtmlEscape;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.traces.AbstractTrace;
import tech.tablesaw.plotly.traces.Trace;

/**
 * Turns a Tablesaw figure into a value of type {@code application/vnd.plotly.v1+json}.
 *
 * <p>Tablesaw writes JavaScript for a page that loads Plotly from the network. But each trace, the
 * layout and the configuration are object literals, which can be read as lenient JSON. This class
 * also fixes whatever today's Plotly expects in a different form from the one that Tablesaw writes.
 * A figure's event handlers are functions, so they're lost.
 */
final class PlotlyJson {
  /** About 200,000 points. Plotly is slow with more, and they don't fit into a small heap. */
  private static final int MOST_CHARACTERS = 4_000_000;

  private static final JsonMapper LENIENT =
      JsonMapper.builder()
          .enable(
              JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES,
              JsonReadFeature.ALLOW_TRAILING_COMMA,
              JsonReadFeature.ALLOW_MISSING_VALUES,
              JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS,
              JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS,
              JsonReadFeature.ALLOW_LEADING_DECIMAL_POINT_FOR_NUMBERS,
              JsonReadFeature.ALLOW_LEADING_ZEROS_FOR_NUMBERS,
              JsonReadFeature.ALLOW_TRAILING_DECIMAL_POINT_FOR_NUMBERS)
          .build();

  /** Arrays of data: numbers in them are numbers, even if Tablesaw puts quotes around them. */
  private static final Set<String> DATA =
      Set.of("x", "y", "z", "values", "open", "high", "low", "close", "size", "range");

  /** Single values that Tablesaw quotes although they're numbers. */
  private static final Set<String> NUMBERS =
      Set.of("opacity", "dtick", "tick0", "nticks", "scaleratio", "cmin", "cmax");

  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?([eE][-+]?\\d+)?");
  private static final Pattern DATE = Pattern.compile("\\s*-?\\d{4}-\\d");
  private static final Pattern AXIS = Pattern.compile("[xyz]axis\\d*");
  private static final Set<String> NOTHING = Set.of("NaN", "null", "Infinity", "-Infinity", "");

  private PlotlyJson() {}

  /**
   * Converts the figure.
   *
   * @return {@code data}, {@code layout} and {@code config}: maps, lists, strings, numbers,
   *     booleans and nulls, which any JSON writer can write
   * @throws IllegalArgumentException if Tablesaw's output for this figure can't be read
   */
  static Map<String, Object> of(Figure figure) {
    List<Object> data = new ArrayList<>();
    Map<String, Object> layout = new LinkedHashMap<>();
    if (figure.getLayout() != null) {
      layout.putAll(repaired(read("layout", figure.getLayout()::asJavascript)));
      title(layout, figure.getLayout().getTitle());
    }
    Trace[] traces = figure.getTraces();
    for (int i = 0; i < traces.length; i++) {
      int number = i;
      Map<String, Object> trace =
          repaired(read("trace " + i, () -> traces[number].asJavascript(number)));
      keepCategories(traces[i], trace, layout);
      name(traces[i], trace);
      trace.computeIfPresent("labels", (key, labels) -> named(list(labels)));
      colorScale(trace);
      if (!isOfNothing(trace)) {
        data.add(trace);
      }
    }
    Bins.choose(data);
    layout.putIfAbsent("colorway", RenderedFigure.COLORS);
    // Below the plot, where a long name doesn't squeeze it or get clipped in a narrow window.
    layout.putIfAbsent("legend", Map.of("orientation", "h", "x", 0, "y", -0.25));
    layout.putIfAbsent("margin", Map.of("t", 60, "r", 45));
    // Along the right edge, where its buttons don't cover the title.
    layout.putIfAbsent("modebar", Map.of("orientation", "v"));
    Map<String, Object> plotly = new LinkedHashMap<>();
    plotly.put("data", data);
    plotly.put("layout", layout);
    plotly.put(
        "config",
        figure.getConfig() == null
            ? new LinkedHashMap<>()
            : repaired(read("config", figure.getConfig()::asJavascript)));
    return plotly;
  }

  /** A converted figure's title, or an empty string. */
  static String title(Map<String, Object> plotly) {
    return text(map(plotly.get("layout")).get("title"));
  }

  private static Map<String, Object> read(String what, Supplier<String> written) {
    String javascript;
    try {
      javascript = written.get();
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "can't show this figure: Tablesaw can't write its %s (%s). Set what is missing, or leave out what is special in it."
              .formatted(what, e),
          e);
    }
    if (javascript.length() > MOST_CHARACTERS) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "can't show this figure: its %s is too large for a notebook (%,d characters, and %,d"
                  + " are the most). Draw a part of the data, such as table.sampleN(10_000).",
              what,
              javascript.length(),
              MOST_CHARACTERS));
    }
    int brace = javascript.indexOf('{');
    try {
      return map(LENIENT.readValue(withDoubleQuotes(javascript.substring(brace)), Object.class));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "can't show this figure: its %s is not readable as data (%s). Leave out what is special in it, and try again."
              .formatted(what, e.getOriginalMessage()),
          e);
    }
  }

  /**
   * Tablesaw puts strings in single quotes unchanged, apart from HTML's five special characters, so
   * a backslash or a line break in one would be misread. Strings in double quotes are fine.
   */
  private static String withDoubleQuotes(String javascript) {
    StringBuilder json = new StringBuilder(javascript.length());
    char quote = 0;
    for (int i = 0; i < javascript.length(); i++) {
      char c = javascript.charAt(i);
      if (quote == 0 && (c == '\'' || c == '"')) {
        quote = c;
        json.append('"');
      } else if (quote != 0 && c == quote) {
        quote = 0;
        json.append('"');
      } else if (quote == '"' && c == '\\') {
        json.append(c).append(javascript.charAt(++i));
      } else if (quote == '\'' && (c == '\\' || c == '"')) {
        json.append('\\').append(c);
      } else if (quote == 0
          && c > 127) { // part of a number, where the machine's language has other digits
        json.append(Character.isDigit(c) ? (char) ('0' + Character.digit(c, 10)) : '.');
      } else {
        json.append(c);
      }
    }
    return json.toString();
  }

  /** Turns everything in this object into the form that today's Plotly expects. */
  private static Map<String, Object> repaired(Map<String, Object> object) {
    Map<String, Object> repaired = new LinkedHashMap<>();
    object.forEach((key, value) -> repaired.put(nameOf(key), repaired(key, value)));
    for (String key : List.copyOf(repaired.keySet())) {
      if (AXIS.matcher(key).matches() && repaired.get(key) instanceof Map
          || key.equals("colorbar")) {
        moveTitle(map(repaired.get(key)));
      }
    }
    if (repaired.get("title") instanceof String && !repaired.containsKey("type")) {
      moveTitle(repaired);
    }
    return repaired;
  }

  private static Object repaired(String key, Object value) {
    if (value instanceof Map) {
      return repaired(map(value));
    }
    if (value instanceof List<?> list) {
      return DATA.contains(key)
          ? numbers(list)
          : key.equals("domain") ? part(list) : withoutNaN(list);
    }
    if (value instanceof String string) {
      return scalar(key, string);
    }
    return finite(value);
  }

  /** Tablesaw writes {@code [0.25, 1.00]} in the machine's language: {@code [0,25, 1,00]}. */
  private static List<?> part(List<?> ends) {
    if (ends.size() != 4) {
      return withoutNaN(ends);
    }
    double[] parts = ends.stream().mapToDouble(Json::number).toArray();
    return List.of(parts[0] + parts[1] / 100, parts[2] + parts[3] / 100);
  }

  private static Object scalar(String key, String string) {
    if (NUMBERS.contains(key) && NUMBER.matcher(string).matches()) {
      return number(string);
    }
    if (string.equalsIgnoreCase("true") || string.equalsIgnoreCase("false")) {
      return key.equals("name") || key.equals("title") ? string : (Object) Boolean.valueOf(string);
    }
    return HtmlEscape.unescapeHtml(string);
  }

  private static String nameOf(String key) {
    return switch (key) {
      case "showExponent" -> "showexponent";
      case "showspike" -> "showspikes";
      default -> key;
    };
  }

  /**
   * What used to be {@code title: 'x', titlefont: f} is now {@code title: {text: 'x', font: f}}.
   */
  private static void moveTitle(Map<String, Object> owner) {
    Object title = owner.remove("title");
    Object font = owner.remove("titlefont");
    if (title instanceof String text && !text.isEmpty()) {
      title(owner, text);
    } else if (title instanceof Map) {
      owner.put("title", title);
    }
    if (font != null && owner.get("title") instanceof Map) {
      map(owner.get("title")).put("font", font);
    }
  }

  private static void title(Map<String, Object> owner, String text) {
    if (text != null && !text.isEmpty()) {
      Map<String, Object> title = new LinkedHashMap<>(map(owner.get("title")));
      title.put("text", sound(text));
      owner.put("title", title);
    }
  }

  /** Names the colors, because Plotly's default colors for numbers aren't the picture's. */
  private static void colorScale(Map<String, Object> trace) {
    if (Set.of("heatmap", "histogram2d").contains(String.valueOf(trace.get("type")))) {
      trace.putIfAbsent("colorscale", ColorScale.HOUSE);
    }
    Map<String, Object> marker = map(trace.get("marker"));
    if (marker.get("color") instanceof List<?> colors
        && colors.stream().noneMatch(String.class::isInstance)) {
      marker.putIfAbsent("colorscale", ColorScale.HOUSE);
    }
  }

  /** Plotly fails on a two-dimensional histogram without a single point. */
  private static boolean isOfNothing(Map<String, Object> trace) {
    return "histogram2d".equals(trace.get("type"))
        && Stream.of(trace.get("x"), trace.get("y"))
            .anyMatch(
                values ->
                    values instanceof List<?> list && list.stream().allMatch(Objects::isNull));
  }

  /** Restores the original name: Tablesaw's output loses backslashes and quotes. */
  private static void name(Trace trace, Map<String, Object> converted) {
    if (trace instanceof AbstractTrace named && named.name() != null && !named.name().isEmpty()) {
      converted.put("name", sound(named.name()));
    } else {
      converted.remove("name");
    }
  }

  /** Replaces NUL and lone surrogates, which no browser can show and some JSON readers reject. */
  private static String sound(String text) {
    StringBuilder sound = new StringBuilder();
    text.codePoints()
        .map(c -> c == 0 || (c >= 0xD800 && c <= 0xDFFF) ? 0xFFFD : c)
        .forEach(sound::appendCodePoint);
    return sound.toString();
  }

  /**
   * Plotly treats strings that look like numbers as numbers. If the figure was made from strings,
   * such as a column of postcodes, they're categories, so we tell the axis.
   */
  private static void keepCategories(
      Trace trace, Map<String, Object> converted, Map<String, Object> layout) {
    boolean sideways = "h".equals(converted.get("orientation"));
    for (String key : List.of("x", "y")) {
      String field = !sideways ? key : key.equals("x") ? "y" : "x";
      List<String> strings = strings(trace, field);
      if (!strings.isEmpty() && converted.containsKey(key)) {
        converted.put(key, strings.stream().map(PlotlyJson::category).toList());
        if (strings.stream().anyMatch(s -> NUMBER.matcher(s).matches()) || areSomeDates(strings)) {
          String axis =
              key + "axis" + String.valueOf(converted.get(key + "axis")).replaceAll("\\D", "");
          Map<String, Object> described = new LinkedHashMap<>(map(layout.get(axis)));
          described.putIfAbsent("type", "category");
          layout.put(axis, described);
        }
      }
    }
  }

  /** Whether only some of them are dates: Plotly would draw all of them on a date axis, or fail. */
  private static boolean areSomeDates(List<String> strings) {
    long dates = strings.stream().filter(s -> DATE.matcher(s).lookingAt()).count();
    return dates > 0 && dates < strings.size();
  }

  private static List<?> named(List<?> labels) {
    return labels.stream().map(label -> label instanceof String s ? category(s) : label).toList();
  }

  /** Plotly leaves out a category without a name, or fails; to Tablesaw it's a missing value. */
  private static String category(String name) {
    return name.isEmpty() ? "(missing)" : sound(name);
  }

  /** The strings that the trace was made from; empty if it wasn't made from strings. */
  private static List<String> strings(Trace trace, String name) {
    for (Class<?> c = trace.getClass(); c != null; c = c.getSuperclass()) {
      try {
        Field field = c.getDeclaredField(name);
        field.setAccessible(true);
        return field.get(trace) instanceof Object[] values
                && values.length > 0
                && values[0] instanceof CharSequence
            ? Arrays.stream(values).map(String::valueOf).toList()
            : List.of();
      } catch (NoSuchFieldException e) {
        continue; // maybe its superclass has it
      } catch (ReflectiveOperationException e) {
        return List.of();
      }
    }
    return List.of();
  }

  /** Numbers if all of them are numbers; otherwise strings, such as dates and categories. */
  private static List<?> numbers(List<?> list) {
    boolean numeric =
        list.stream()
            .allMatch(
                v ->
                    !(v instanceof String s) || NOTHING.contains(s) || NUMBER.matcher(s).matches());
    return list.stream()
        .<Object>map(
            value ->
                value instanceof List<?> row
                    ? numbers(row)
                    : value instanceof String s
                        ? numeric || NOTHING.contains(s) ? number(s) : sound(s)
                        : finite(value))
        .toList();
  }

  private static Object number(String string) {
    if (NOTHING.contains(string)) {
      return null;
    }
    return string.matches("-?\\d{1,18}") ? (Object) Long.valueOf(string) : Double.valueOf(string);
  }

  private static List<?> withoutNaN(List<?> list) {
    return list.stream()
        .<Object>map(
            value ->
                value instanceof Map
                    ? repaired(map(value))
                    : value instanceof List<?> inner
                        ? withoutNaN(inner)
                        : value instanceof String string ? sound(string) : finite(value))
        .toList();
  }

  private static Object finite(Object value) {
    return value instanceof Double d && !Double.isFinite(d) ? null : value;
  }
}
