package weakrefs.exercise;

import weakrefs.exercise.Answer.Result;
import weakrefs.inspect.ResetVariables;

/** Ends a check, with what to say to the learner. A check throws nothing else of its own. */
final class Unsolved extends RuntimeException {
  private static final long serialVersionUID = 1L;

  final Result result;

  private Unsolved(Result result, String reason, Object... values) {
    super(Words.say(reason, values), null, false, false);
    this.result = result;
  }

  /** There's no attempt yet; this is how to begin. */
  static Unsolved notAttempted(String howToBegin, Object... values) {
    return new Unsolved(Result.NOT_ATTEMPTED, howToBegin, values);
  }

  /** There's an attempt; this is what's in the way. */
  static Unsolved notYet(String reason, Object... values) {
    return new Unsolved(Result.NOT_YET, reason, values);
  }

  /**
   * Without a value there's nothing to look at, because nothing was attempted or JShell has reset
   * the variable.
   *
   * @param type what was asked for
   */
  static void given(Class<?> type, Object value, String howToBegin) {
    if (value == null) {
      String reset = ResetVariables.inWords(type);
      throw reset.isEmpty() ? notAttempted(howToBegin) : notYet("%s", reset);
    }
  }
}
