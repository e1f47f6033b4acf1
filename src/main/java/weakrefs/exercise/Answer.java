package weakrefs.exercise;

import static java.util.stream.Collectors.joining;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import weakrefs.gc.GcTimeoutException;
import weakrefs.show.Markup;
import weakrefs.show.Showable;
import weakrefs.show.View;

/**
 * What the course says about an attempt: one of three results, a reason in a sentence or two, and
 * which of this notebook's exercises are done. It's made of words only, so it holds nothing that it
 * talks about.
 *
 * <pre>{@code
 * Answer answer = Check.howManyFit(250);
 * answer.result();      // CORRECT
 * answer.toString();    // ✔ Correct. ...
 * }</pre>
 */
public final class Answer implements Showable {
  /** How the attempt went. */
  public enum Result {
    /** The cell is as it was, or a variable is still empty. */
    NOT_ATTEMPTED("○", "Not attempted yet."),
    /** There's an attempt; the reason says what's in the way. */
    NOT_YET("◐", "Not yet."),
    /** Done. */
    CORRECT("✔", "Correct.");

    final String mark;
    final String words;

    Result(String mark, String words) {
      this.mark = mark;
      this.words = words;
    }
  }

  /** The exercises that were solved in this kernel. */
  private static final Set<Exercise> DONE = ConcurrentHashMap.newKeySet();

  private final Result result;
  private final String reason;
  private final String progress;

  private Answer(Result result, String reason, Class<?> exercise) {
    this.result = result;
    this.reason = reason;
    Exercise its = exercise.getAnnotation(Exercise.class);
    if (result == Result.CORRECT) {
      DONE.add(its);
      Progress.soFar().solved(its);
    }
    this.progress = progress(its.notebook());
  }

  /** The answer to an attempt, however its check ends. */
  static Answer to(Check attempt) {
    Class<?> exercise = attempt.getClass();
    try {
      return new Answer(Result.CORRECT, attempt.look(), exercise);
    } catch (Unsolved e) {
      return new Answer(e.result, e.getMessage(), exercise);
    } catch (GcTimeoutException e) {
      String needs = "The check needs a garbage collection and didn't get one. It ";
      return new Answer(Result.NOT_YET, needs + e.getMessage(), exercise);
    } catch (ThreadDeath e) {
      throw e; // that's how JShell stops a cell
    } catch (Throwable e) { // a learner's code may throw anything
      return new Answer(Result.NOT_YET, Words.endedWith(e), exercise);
    }
  }

  private static String progress(String notebook) {
    return Progress.exercisesOf(notebook)
        .map(
            each -> (isDone(each) ? Result.CORRECT : Result.NOT_ATTEMPTED).mark + " " + each.name())
        .collect(joining("  ·  ", "Exercises in notebook " + notebook + ": ", ""));
  }

  private static boolean isDone(Exercise exercise) {
    Progress kept = Progress.soFar();
    return kept.isKept() ? kept.hasSolved(exercise) : DONE.contains(exercise);
  }

  /** One of three. */
  public Result result() {
    return result;
  }

  /** Plain text; never empty. */
  public String reason() {
    return reason;
  }

  /** Which exercises of this notebook are done, in a line of plain text. */
  public String progress() {
    return progress;
  }

  /** Mark and result: {@code ◐ Not yet.} */
  public String heading() {
    return result.mark + " " + result.words;
  }

  @Override
  public View view() {
    return View.markdown(
        "> **%s** %s\n>\n> *%s*"
            .formatted(heading(), Markup.markdown(reason), Markup.markdown(progress)),
        toString());
  }

  /** Result, reason and progress. */
  @Override
  public String toString() {
    return heading() + " " + reason + "\n" + progress;
  }

  /** For tests: as in a kernel that has just started. */
  static void forgetAll() {
    DONE.clear();
  }
}
