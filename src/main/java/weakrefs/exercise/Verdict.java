package weakrefs.exercise;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import weakrefs.exercise.Answer.Voice;
import weakrefs.inspect.ResetVariables;

/** A voice and its reason, as one check finds them. */
record Verdict(Voice voice, String reason) {
  static Verdict notAttempted(String howToBegin) {
    return new Verdict(Voice.NOT_ATTEMPTED, howToBegin);
  }

  static Verdict notYet(String reason, Object... values) {
    return new Verdict(Voice.NOT_YET, String.format(Locale.ROOT, reason, values));
  }

  /** Of the first that is null because JShell, and not the learner, has set it to null. */
  static Optional<Verdict> whyNull(Exercise.Given... all) {
    return Arrays.stream(all)
        .filter(given -> given.value() == null)
        .map(given -> ResetVariables.inWords(given.type()))
        .filter(reason -> !reason.isEmpty())
        .findFirst()
        .map(reason -> notYet("%s", reason));
  }

  static Verdict correct(String why, Object... values) {
    return new Verdict(Voice.CORRECT, String.format(Locale.ROOT, why, values));
  }
}
