package weakrefs.figure;

import java.util.List;
import java.util.Map;

/** Looks up values in parsed JSON: whatever is missing, or isn't of the expected kind, is empty. */
final class Json {
  private Json() {}

  @SuppressWarnings("unchecked")
  static Map<String, Object> map(Object value) {
    return value instanceof Map ? (Map<String, Object>) value : Map.of();
  }

  static List<?> list(Object value) {
    return value instanceof List<?> list ? list : List.of();
  }

  static double number(Object value, double otherwise) {
    return value instanceof Number number ? number.doubleValue() : otherwise;
  }

  /** The number, or NaN if it isn't one. */
  static double number(Object value) {
    return number(value, Double.NaN);
  }

  /** A title object's text, or an empty string. */
  static String text(Object title) {
    return String.valueOf(map(title).getOrDefault("text", ""));
  }
}
