package weakrefs.figure;

import java.util.List;
import java.util.Map;

/** Looks into what was read as JSON: whatever is missing, or of another kind, is empty. */
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

  /** The number, or NaN. */
  static double number(Object value) {
    return number(value, Double.NaN);
  }

  /** The text of a title object, or an empty string. */
  static String text(Object title) {
    return String.valueOf(map(title).getOrDefault("text", ""));
  }
}
