package weakrefs.show;

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
