package weakrefs.figure;

import java.util.regex.Pattern;

/** Turns any text into one short line in which nothing is hidden. */
public final class OneLine {
  private static final int LONGEST = 60;

  /**
   * Control characters, including those that change the direction of the text, and lone surrogates.
   */
  private static final Pattern UNPRINTABLE =
      Pattern.compile("[\\p{Cc}\\p{Cs}\\u061C\\u200E\\u200F\\u2028-\\u202E\\u2066-\\u2069\\uFEFF]");

  private OneLine() {}

  /** The text, cut after 60 characters; always a new string, never the one that was passed in. */
  public static String of(String text) {
    String line = UNPRINTABLE.matcher(text.replaceAll("\\s+", " ").strip()).replaceAll("\uFFFD");
    return line.codePointCount(0, line.length()) <= LONGEST
        ? new String(line)
        : line.substring(0, line.offsetByCodePoints(0, LONGEST)) + "…";
  }
}
