package weakrefs.notebook;

import java.lang.reflect.Field;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import weakrefs.show.View;

/**
 * What a kernel sent to the notebook's page.
 *
 * @param id the display id, or null
 * @param isUpdate whether it replaces what was shown under that id
 * @param data by MIME type
 */
record Output(String id, boolean isUpdate, Map<String, Object> data) {
  static final String PLOTLY = "application/vnd.plotly.v1+json";
  static final String PNG = "image/png";
  static final String MARKDOWN = "text/markdown";
  static final String HTML = "text/html";
  static final String TEXT = "text/plain";

  /**
   * Both kernels' {@code DisplayData} can be asked for one type at a time only, and not at all for
   * what is known about it.
   */
  static Output of(String id, boolean isUpdate, Function<String, Object> data, Object displayData) {
    Map<String, Object> all = new LinkedHashMap<>();
    for (String type : List.of(PLOTLY, PNG, MARKDOWN, HTML, TEXT)) {
      Object value = data.apply(type);
      if (value != null) {
        all.put(type, value);
      }
    }
    Map<?, ?> metadata = metadata(displayData);
    if (!metadata.isEmpty()) {
      all.put(View.METADATA, metadata);
    }
    return new Output(id, isUpdate, all);
  }

  private static Map<?, ?> metadata(Object displayData) {
    try {
      Class<?> c = displayData.getClass();
      while (!c.getSimpleName().equals("DisplayData")) { // a message is one of its subclasses
        c = c.getSuperclass();
      }
      Field field = c.getDeclaredField("metadata");
      field.setAccessible(true);
      Object metadata = field.get(displayData);
      return metadata == null ? Map.of() : (Map<?, ?>) metadata;
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  String text() {
    return (String) data.get(TEXT);
  }

  String markdown() {
    return (String) data.get(MARKDOWN);
  }

  String html() {
    return (String) data.get(HTML);
  }
}
