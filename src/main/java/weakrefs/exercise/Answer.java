package weakrefs.exercise;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import weakrefs.gc.GcTimeoutException;
import weakrefs.show.Markup;
import weakrefs.show.View;
import weakrefs.widget.Live;
import weakrefs.widget.Widget;

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
public final class Answer implements Live {
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

  /** What to say about one attempt. */
  private record Verdict(Exercise on, Result result, String reason, String progress) {
    /** However its check ends. */
    static Verdict on(Check attempt) {
      try {
        return of(attempt, Result.CORRECT, attempt.look());
      } catch (Unsolved e) {
        return of(attempt, e.result, e.getMessage());
      } catch (GcTimeoutException e) {
        String needs = "The check needs a garbage collection and didn't get one. It ";
        return of(attempt, Result.NOT_YET, needs + e.getMessage());
      } catch (ThreadDeath e) {
        throw e; // that's how JShell stops a cell
      } catch (Throwable e) { // a learner's code may throw anything
        return of(attempt, Result.NOT_YET, Words.endedWith(e));
      }
    }

    private static Verdict of(Check attempt, Result result, String reason) {
      Exercise its = attempt.getClass().getAnnotation(Exercise.class);
      if (result == Result.CORRECT) {
        DONE.add(its);
        Progress.soFar().solved(its);
      }
      return new Verdict(its, result, reason, Answer.progress(its.notebook()));
    }
  }

  /** Which letter each question of a quiz has so far. */
  private record Sheet(Quiz quiz, Function<String, Check> attempt, StringBuilder letters) {}

  private final Optional<Sheet> sheet;
  private volatile Verdict verdict;

  private Answer(Verdict verdict, Optional<Sheet> sheet) {
    this.verdict = verdict;
    this.sheet = sheet;
  }

  /** The answer to an attempt. */
  static Answer to(Check attempt) {
    return new Answer(Verdict.on(attempt), Optional.empty());
  }

  /** The answer to a quiz, whose letters may be typed or clicked. */
  static Answer to(String letters, Quiz quiz, Function<String, Check> attempt) {
    StringBuilder clean = new StringBuilder(quiz.understood(letters));
    return new Answer(
        Verdict.on(attempt.apply(letters)), Optional.of(new Sheet(quiz, attempt, clean)));
  }

  private void click(Sheet sheet, int question, int choice) {
    sheet.letters.setCharAt(question, Quiz.letter(choice));
    verdict = Verdict.on(sheet.attempt.apply(sheet.letters.toString()));
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
    return verdict.result;
  }

  /** Plain text; never empty. */
  public String reason() {
    return verdict.reason;
  }

  /** Which exercises of this notebook are done, in a line of plain text. */
  public String progress() {
    return verdict.progress;
  }

  /** Mark and result: {@code ◐ Not yet.} */
  public String heading() {
    return result().mark + " " + result().words;
  }

  @Override
  public String place() {
    return "the exercise " + verdict.on.name();
  }

  @Override
  public Optional<Widget> widget() {
    return sheet.map(
        its -> {
          List<Widget> parts = new ArrayList<>();
          for (int i = 0; i < its.letters.length(); i++) {
            int question = i;
            parts.add(
                new Widget.Choice(
                    "Question " + (i + 1),
                    its.quiz.choices(),
                    Quiz.choice(its.letters.charAt(i)),
                    choice -> click(its, question, choice)));
          }
          parts.add(
              new Widget.Html(
                  "<b>%s</b> %s<br><i>%s</i>"
                      .formatted(heading(), Markup.html(reason()), Markup.html(progress()))));
          return new Widget.Column(parts);
        });
  }

  @Override
  public View view() {
    return View.markdown(
        "> **%s** %s\n>\n> *%s*"
            .formatted(heading(), Markup.markdown(reason()), Markup.markdown(progress())),
        toString());
  }

  /** Result, reason and progress. */
  @Override
  public String toString() {
    return heading() + " " + reason() + "\n" + progress();
  }

  /** For tests: as in a kernel that has just started. */
  static void forgetAll() {
    DONE.clear();
  }
}
