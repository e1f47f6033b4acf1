package weakrefs.exercise;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;
import weakrefs.exercise.Answer.Voice;
import weakrefs.gc.GcTimeoutException;

/** Every exercise of the course, with its notebook; and which of them this kernel has seen done. */
enum Exercise {
  FORTY_STAY("00", "forty stay"),
  THREE_HOLDERS("01", "three holders"),
  ALL_RETURNED("01", "all returned"),
  CLEARED("02", "a cleared reference"),
  UNSTUCK("02", "the stuck book"),
  HOW_MANY_FIT("03", "how many fit"),
  REMEMBERS("03", "a cache of your own"),
  SIXTY_STAY("04", "sixty stay"),
  FAVOURITE("04", "a favorite"),
  NAME_OF("05", "check once"),
  GONE("05", "who's gone"),
  RING("06", "a polite bell"),
  MY_CACHE("06", "a weak cache of your own"),
  QUIZ("06", "the quiz"),
  LIGHT("07", "a light that switches off once"),
  STRENGTHS("07", "four strengths"),
  KEYS("08", "keys that can go"),
  NOTES("08", "notes without the trap"),
  LEAK("08", "the shop's leak"),
  AT_MOST_FIFTY("09", "at most fifty"),
  WHICH_LIMIT("09", "which limit"),
  ONE_OF_A_KIND("09", "one of a kind"),
  READ_OFF("10", "read the table"),
  ONE_MORE("10", "the cost of one more"),
  COLLECTOR_HERE("10", "which collector is yours"),
  SMALL_BOX("10", "a small box"),
  LETS_GO("11", "a check for leaks"),
  THREE_QUARTERS("12", "three quarters of the box"),
  PYTHON_LETS_GO("13", "a cache in Python");

  private static final Set<Exercise> DONE =
      Collections.synchronizedSet(EnumSet.noneOf(Exercise.class));

  private final String notebook;
  private final String title;

  Exercise(String notebook, String title) {
    this.notebook = notebook;
    this.title = title;
  }

  /** What a check was given, and what it could have been given there. */
  record Given(Class<?> type, Object value) {}

  /**
   * Makes an answer of what the check finds; a check that throws makes one, too.
   *
   * @param given what may be null because JShell has reset the learner's variable
   */
  Answer answer(Supplier<Verdict> check, Given... given) {
    Verdict verdict;
    try {
      verdict = Verdict.whyNull(given).orElseGet(check);
    } catch (Attempt.Failed e) {
      verdict = Verdict.notYet("%s", e.getMessage());
    } catch (GcTimeoutException e) {
      verdict =
          Verdict.notYet(
              "The check needs a garbage collection and didn't get one. It %s", e.getMessage());
    } catch (ThreadDeath e) {
      throw e; // JShell is told to stop the cell
    } catch (Throwable e) { // a learner's code may throw anything
      verdict = Verdict.notYet("%s", Attempt.endedWith(e));
    }
    if (verdict.voice() == Voice.CORRECT) {
      DONE.add(this);
    }
    return new Answer(verdict.voice(), verdict.reason(), progress());
  }

  private String progress() {
    return "Exercises in notebook "
        + notebook
        + ": "
        + Arrays.stream(values())
            .filter(e -> e.notebook.equals(notebook))
            .map(e -> (DONE.contains(e) ? Voice.CORRECT : Voice.NOT_ATTEMPTED).mark + " " + e.title)
            .collect(joining("  ·  "));
  }

  /** For tests: as in a kernel that has just started. */
  static void forgetAll() {
    DONE.clear();
  }
}
