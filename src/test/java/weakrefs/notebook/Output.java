package weakrefs.notebook;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

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

  /** Both kernels' {@code DisplayData} can be asked for one type at a time only. */
  static Output of(String id, boolean isUpdate, Function<String, Object> data) {
    Map<String, Object> all = new LinkedHashMap<>();
    for (String type : List.of(PLOTLY, PNG, MARKDOWN, HTML, TEXT)) {
      Object value = data.apply(type);
      if (value != null) {
        all.put(type, value);
      }
    }
    return new Output(id, isUpdate, all);
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
