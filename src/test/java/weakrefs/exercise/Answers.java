package weakrefs.exercise;

import static org.assertj.core.api.Assertions.assertThat;

import weakrefs.exercise.Answer.Voice;

/** What tests expect of an answer; each test sees the reason that a learner would. */
final class Answers {
  private Answers() {}

  static void assertNotAttempted(Answer answer, String piece) {
    assertAnswer(answer, Voice.NOT_ATTEMPTED, piece);
  }

  static void assertNotYet(Answer answer, String piece) {
    assertAnswer(answer, Voice.NOT_YET, piece);
  }

  static void assertCorrect(Answer answer) {
    assertAnswer(answer, Voice.CORRECT, "");
  }

  private static void assertAnswer(Answer answer, Voice voice, String piece) {
    assertThat(answer.voice()).as(answer.toString()).isEqualTo(voice);
    assertThat(answer.reason()).isNotBlank().contains(piece).doesNotContain("Failed (");
    assertThat(answer.progress()).startsWith("Exercises in notebook ");
  }
}
