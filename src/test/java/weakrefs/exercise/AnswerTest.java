package weakrefs.exercise;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import weakrefs.exercise.Answer.Voice;

class AnswerTest {
  @Test
  void saysVoiceReasonAndProgress() {
    Answer answer = new Answer(Voice.NOT_YET, "One is missing.", "Exercises: ○ one");

    assertThat(answer.voice()).isEqualTo(Voice.NOT_YET);
    assertThat(answer.reason()).isEqualTo("One is missing.");
    assertThat(answer.progress()).isEqualTo("Exercises: ○ one");
    assertThat(answer.heading()).isEqualTo("◐ Not yet.");
    assertThat(answer).hasToString("◐ Not yet. One is missing.\nExercises: ○ one");
  }

  @Test
  void hasThreeVoices() {
    assertThat(new Answer(Voice.CORRECT, "a", "b").heading()).isEqualTo("✔ Correct.");
    assertThat(new Answer(Voice.NOT_ATTEMPTED, "a", "b").heading())
        .isEqualTo("○ Not attempted yet.");
    assertThat(Voice.values()).hasSize(3);
  }
}
