package weakrefs.exercise;

import static org.assertj.core.api.Assertions.assertThat;

import weakrefs.exercise.Answer.Result;

/** What tests expect of an answer; each test sees the reason that a learner would. */
final class Answers {
  private Answers() {}

  static void assertNotAttempted(Answer answer, String piece) {
    assertAnswer(answer, Result.NOT_ATTEMPTED, piece);
  }

  static void assertNotYet(Answer answer, String piece) {
    assertAnswer(answer, Result.NOT_YET, piece);
  }

  static void assertCorrect(Answer answer) {
    assertAnswer(answer, Result.CORRECT, "");
  }

  private static void assertAnswer(Answer answer, Result result, String piece) {
    assertThat(answer.result()).as(answer.toString()).isEqualTo(result);
    assertThat(answer.reason()).isNotBlank().contains(piece).doesNotContain("Failed (");
    assertThat(answer.progress()).startsWith("Exercises in notebook ");
  }
}
