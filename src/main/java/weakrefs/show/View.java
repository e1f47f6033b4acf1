package weakrefs.show;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What something looks like: the same content in several forms, with a caption below it. A page
 * shows the form it likes best.
 *
 * @param forms by MIME type, {@code text/plain} among them; each is text, or something that becomes
 *     JSON. One key isn't a MIME type: {@link #METADATA}
 * @param caption a line of plain text, or blank if there is none
 */
public record View(Map<String, Object> forms, String caption) {
  /**
   * The key for what else there is to know about the forms, such as how wide to show a picture: a
   * map by MIME type. Without a width, JupyterLab takes the picture's own, in pixels.
   */
  public static final String METADATA = "metadata";

  private static final String PLOTLY = "application/vnd.plotly.v1+json";

  public View {
    forms = Collections.unmodifiableMap(new LinkedHashMap<>(forms));
  }

  /** Plain text only. */
  public static View text(String plain) {
    return new View(Map.of("text/plain", plain), "");
  }

  /** The same words, once in Markdown. {@link Markup} escapes what isn't meant as Markdown. */
  public static View markdown(String markdown, String plain) {
    return new View(forms("text/markdown", markdown, plain), "");
  }

  /** The same words, once in HTML. {@link Markup} escapes what isn't meant as HTML. */
  public static View html(String html, String plain) {
    return new View(forms("text/html", html, plain), "");
  }

  /**
   * A sentence that lists names after its colon: shows the names as a list, then the rest of the
   * sentence.
   *
   * @param names as the sentence has them, with commas in between; may be empty
   */
  public static View list(String sentence, List<String> names) {
    if (names.isEmpty()) {
      return markdown(Markup.markdown(sentence), sentence);
    }
    int colon = sentence.indexOf(':');
    StringBuilder list = new StringBuilder(Markup.markdown(sentence.substring(0, colon)));
    list.append(":\n");
    names.forEach(name -> list.append("\n- ").append(Markup.code(name)));
    String after = sentence.substring(colon + 2 + String.join(", ", names).length());
    if (!after.isEmpty()) {
      list.append("\n\n").append(Markup.markdown(after.substring(2)));
    }
    return markdown(list.toString(), sentence);
  }

  /**
   * A table.
   *
   * @param caption the table's own
   * @param plain the table as plain text
   */
  public static View table(
      String caption, List<String> headings, List<List<String>> rows, String plain) {
    StringBuilder html = new StringBuilder("<table><caption>").append(Markup.html(caption));
    html.append("</caption><thead><tr>");
    headings.forEach(h -> html.append("<th scope=\"col\">").append(Markup.html(h)).append("</th>"));
    html.append("</tr></thead><tbody>");
    for (List<String> row : rows) {
      html.append("<tr>");
      row.forEach(cell -> html.append("<td>").append(Markup.html(cell)).append("</td>"));
      html.append("</tr>");
    }
    return html(html.append("</tbody></table>").toString(), plain);
  }

  /**
   * The forms, and then the caption as a separate output, because JupyterLab shows only one form of
   * each. It doesn't give a picture any alternative text either, whatever the metadata says, so the
   * caption is what a screen reader reads.
   */
  public List<Map<String, Object>> outputs() {
    return caption.isBlank()
        ? List.of(forms)
        : List.of(forms, forms("text/markdown", "*" + Markup.markdown(caption) + "*", caption));
  }

  /**
   * The same, without the forms that a page can't replace: JupyterLab's Plotly extension keeps the
   * first figure it drew.
   */
  public View replaceable() {
    Map<String, Object> others = new LinkedHashMap<>(forms);
    others.remove(PLOTLY);
    return new View(others, caption);
  }

  private static Map<String, Object> forms(String type, String rich, String plain) {
    Map<String, Object> forms = new LinkedHashMap<>();
    forms.put(type, rich);
    forms.put("text/plain", plain);
    return forms;
  }
}
