package weakrefs.kernel;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dflib.jjava.jupyter.kernel.magic.MagicTranspiler;
import org.dflib.jjava.jupyter.kernel.magic.MagicsResolver;

/**
 * Finds magics in a cell's code only. JJava looks at every line separately, so it also finds them
 * in the middle of a text block or a comment, and spoils the text there.
 */
final class LineMagics extends MagicsResolver {
  /**
   * What JJava takes for the start of a magic: at the beginning of a line, or after an equals sign.
   */
  private static final String START = "(?<=(?:^|=))\\s*%";

  /**
   * A magic's line first, and then everything that isn't code: text blocks, strings, characters,
   * comments.
   */
  private static final Pattern PARTS =
      Pattern.compile(
          "(?m:"
              + START
              + "\\w.*$)"
              + "|\"\"\"(?:[^\"\\\\]|\\\\.|\"(?!\"\"))*+(?:\"\"\")?+"
              + "|\"(?:[^\"\\\\\r\n]|\\\\.)*+\"?+"
              + "|'(?:[^'\\\\\r\n]|\\\\.)*+'?+"
              + "|//.*+"
              + "|/\\*(?s:.*?)(?:\\*/|\\z)");

  /**
   * Stands for a percent sign that doesn't belong to a magic; no text contains it (Unicode calls it
   * a noncharacter).
   */
  private static final char NO_MAGIC = '\uFDD0';

  LineMagics(MagicTranspiler transpiler) {
    super(START, "%%", transpiler);
  }

  @Override
  public String resolve(String cell) {
    if (cell.indexOf('%') < 0) {
      return cell;
    }
    if (cell.startsWith("%%")) {
      return super.resolve(cell); // we don't read its body
    }
    String masked =
        PARTS
            .matcher(cell)
            .replaceAll(
                part ->
                    Matcher.quoteReplacement(
                        isMagic(part.group())
                            ? part.group()
                            : part.group().replace('%', NO_MAGIC)));
    return super.resolve(masked).replace(NO_MAGIC, '%');
  }

  private static boolean isMagic(String part) {
    return part.stripLeading().startsWith("%");
  }
}
