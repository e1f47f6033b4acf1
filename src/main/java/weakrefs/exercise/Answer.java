package weakrefs.exercise;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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

  private final Optional<Form> form;

  /** What was typed or clicked in the form. */
  private final List<String> chosen = new ArrayList<>();

  private volatile Verdict verdict;

  private Answer(Verdict verdict, Optional<Form> form) {
    this.verdict = verdict;
    this.form = form;
    form.ifPresent(its -> its.inOrder().forEach(question -> chosen.add(question.soFar())));
  }

  /** The answer to an attempt. */
  static Answer to(Check attempt) {
    return new Answer(Verdict.on(attempt), Optional.empty());
  }

  /** The answer to an attempt that may be typed or clicked. */
  static Answer to(Check typed, Form form) {
    return new Answer(Verdict.on(typed), Optional.of(form));
  }

  private void click(Form form, int question, String choice) {
    chosen.set(question, choice);
    verdict = Verdict.on(form.attempt().apply(List.copyOf(chosen)));
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
    return form.map(
        its -> {
          List<Widget> parts = new ArrayList<>();
          int next = 0;
          for (List<Form.Question> row : its.questions()) {
            List<Widget> choices = new ArrayList<>();
            for (Form.Question each : row) {
              int number = next++;
              choices.add(
                  new Widget.Choice(
                      each.label(),
                      each.choices(),
                      each.choice(chosen.get(number)),
                      picked -> click(its, number, each.choices().get(picked))));
            }
            parts.add(choices.size() == 1 ? choices.get(0) : new Widget.Row(choices));
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
