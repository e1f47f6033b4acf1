package weakrefs.show;

import java.util.List;

/** Escapes plain text, so that Markdown and HTML show it exactly as written. */
public final class Markup {
  private Markup() {}

  /** For the content of an HTML element. */
  public static String html(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("\0", "\uFFFD");
  }

  /** For one line of Markdown, which lets HTML through, so this escapes both. */
  public static String markdown(String text) {
    return html(text.strip().replaceAll("\\s+", " "))
        .replaceAll("[\\\\`*_{}\\[\\]()#+!|~$-]", "\\\\$0");
  }

  /** {@code a}, {@code a and b}, {@code a, b and c}; or with a different word for "and". */
  public static String list(List<String> names, String and) {
    int last = names.size() - 1;
    return last < 1
        ? String.join("", names)
        : String.join(", ", names.subList(0, last)) + " " + and + " " + names.get(last);
  }

  /** As code in Markdown, inside a fence that's longer than any run of backticks in the text. */
  public static String code(String text) {
    String line = text.replaceAll("\\s+", " ");
    String fence = "`";
    while (line.contains(fence)) {
      fence += "`";
    }
    return fence.length() == 1 ? fence + line + fence : fence + " " + line + " " + fence;
  }
}
