package weakrefs.exercise;

import static java.util.Objects.requireNonNull;

import weakrefs.show.Markup;
import weakrefs.show.Showable;
import weakrefs.show.View;

/**
 * What the course says of an attempt: one of three voices, a reason in a sentence or two, and how
 * far the exercises of this notebook are. Made of words only, so it holds nothing that it speaks
 * of.
 *
 * <pre>{@code
 * Answer answer = Check.howManyFit(250);
 * answer.voice();       // CORRECT
 * answer.toString();    // ✔ Correct. ...
 * }</pre>
 */
public final class Answer implements Showable {
  /** How the attempt went. */
  public enum Voice {
    /** The cell is as it was, or a variable is still empty. */
    NOT_ATTEMPTED("○", "Not attempted yet."),
    /** There is an attempt; the reason says what is in the way. */
    NOT_YET("◐", "Not yet."),
    /** Done. */
    CORRECT("✔", "Correct.");

    final String mark;
    final String words;

    Voice(String mark, String words) {
      this.mark = mark;
      this.words = words;
    }
  }

  private final Voice voice;
  private final String reason;
  private final String progress;

  Answer(Voice voice, String reason, String progress) {
    this.voice = requireNonNull(voice);
    this.reason = requireNonNull(reason);
    this.progress = requireNonNull(progress);
  }

  /** One of three. */
  public Voice voice() {
    return voice;
  }

  /** Plain text; never empty. */
  public String reason() {
    return reason;
  }

  /** Which exercises of this notebook are done, in a line of plain text. */
  public String progress() {
    return progress;
  }

  /** Mark and voice: {@code ◐ Not yet.} */
  public String heading() {
    return voice.mark + " " + voice.words;
  }

  @Override
  public View view() {
    return View.markdown(
        "> **%s** %s\n>\n> *%s*"
            .formatted(heading(), Markup.markdown(reason), Markup.markdown(progress)),
        toString());
  }

  /** Voice, reason and progress. */
  @Override
  public String toString() {
    return heading() + " " + reason + "\n" + progress;
  }
}
