package weakrefs.show;

import java.util.List;

/** Any text, so that it means what it says where Markdown or HTML is read. */
public final class Markup {
  private Markup() {}

  /** As the content of an HTML element. */
  public static String html(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("\0", "\uFFFD");
  }

  /** As one line of Markdown, which lets HTML through; so both are defused. */
  public static String markdown(String text) {
    return html(text.strip().replaceAll("\\s+", " "))
        .replaceAll("[\\\\`*_{}\\[\\]()#+!|~$-]", "\\\\$0");
  }

  /** {@code a}, {@code a and b}, {@code a, b and c}; or with another word than "and". */
  public static String list(List<String> names, String and) {
    int last = names.size() - 1;
    return last < 1
        ? String.join("", names)
        : String.join(", ", names.subList(0, last)) + " " + and + " " + names.get(last);
  }

  /** As code in Markdown, with a fence that is longer than any run of backticks inside. */
  public static String code(String text) {
    String line = text.replaceAll("\\s+", " ");
    String fence = "`";
    while (line.contains(fence)) {
      fence += "`";
    }
    return fence.length() == 1 ? fence + line + fence : fence + " " + line + " " + fence;
  }
}
