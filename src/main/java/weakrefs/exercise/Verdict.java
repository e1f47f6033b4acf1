package weakrefs.exercise;

import weakrefs.exercise.Answer.Voice;

/** A voice and its reason, as one check finds them. */
record Verdict(Voice voice, String reason) {
  static Verdict notAttempted(String howToBegin) {
    return new Verdict(Voice.NOT_ATTEMPTED, howToBegin);
  }

  static Verdict notYet(String reason, Object... values) {
    return new Verdict(Voice.NOT_YET, reason.formatted(values));
  }

  static Verdict correct(String why, Object... values) {
    return new Verdict(Voice.CORRECT, why.formatted(values));
  }
}
