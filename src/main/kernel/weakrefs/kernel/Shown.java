package weakrefs.kernel;

import java.util.List;
import java.util.Locale;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;

/** How much of a value is shown, because a larger one would freeze the browser or the kernel. */
final class Shown {
  /** In characters. */
  static final int MOST = 5_000_000;

  /** Forms that are useless when they're cut. */
  private static final List<MIMEType> WHOLE =
      List.of(
          MIMEType.TEXT_HTML,
          MIMEType.TEXT_MARKDOWN,
          MIMEType.TEXT_LATEX,
          MIMEType.IMAGE_SVG,
          MIMEType.IMAGE_PNG,
          MIMEType.IMAGE_JPEG,
          MIMEType.IMAGE_GIF);

  private Shown() {}

  /** The text, or its beginning and a line that says how much is missing. */
  static String part(CharSequence text) {
    if (text.length() <= MOST) {
      return text.toString();
    }
    int end = Character.isHighSurrogate(text.charAt(MOST - 1)) ? MOST - 1 : MOST;
    return text.subSequence(0, end)
        + String.format(
            Locale.ROOT,
            "\n... and %,d more characters that aren't shown. To see them, ask for a part,"
                + " such as text.substring(0, 1_000).\n",
            text.length() - end);
  }

  /** Cuts what's too long to show. Null if nothing is left to show, because a display has it. */
  static DisplayData part(DisplayData data) {
    if ("".equals(data.getData(MIMEType.TEXT_HTML))) {
      return null;
    }
    Object plain = data.getData(MIMEType.TEXT_PLAIN);
    String text = plain instanceof CharSequence form ? part(form) : String.valueOf(plain);
    for (MIMEType type : WHOLE) {
      if (data.getData(type) instanceof CharSequence form && form.length() > MOST) {
        return new DisplayData(
            String.format(
                Locale.ROOT,
                "%s\nIts form %s has %,d characters, which is too much to show.",
                text,
                type,
                form.length()));
      }
    }
    boolean isTooLong = plain instanceof CharSequence form && form.length() > MOST;
    if (isTooLong || plain == null && data.hasDataForType(MIMEType.TEXT_PLAIN)) {
      data.putText(text); // if a toString() returned null: "null"
    }
    return data;
  }
}
