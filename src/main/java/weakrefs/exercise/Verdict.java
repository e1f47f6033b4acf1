package weakrefs.exercise;

import java.util.Locale;
import weakrefs.exercise.Answer.Voice;

/** A voice and its reason, as one check finds them. */
record Verdict(Voice voice, String reason) {
  static Verdict notAttempted(String howToBegin) {
    return new Verdict(Voice.NOT_ATTEMPTED, howToBegin);
  }

  static Verdict notYet(String reason, Object... values) {
    return new Verdict(Voice.NOT_YET, String.format(Locale.ROOT, reason, values));
  }

  static Verdict correct(String why, Object... values) {
    return new Verdict(Voice.CORRECT, String.format(Locale.ROOT, why, values));
  }
}
