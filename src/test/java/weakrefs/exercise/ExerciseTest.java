package weakrefs.exercise;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import weakrefs.exercise.Answer.Voice;

class ExerciseTest {
  private final Locale before = Locale.getDefault();

  @BeforeEach
  void startTheKernel() {
    Exercise.forgetAll();
  }

  @AfterEach
  void comeHome() {
    Locale.setDefault(before);
  }

  private static Answer solve(Exercise exercise) {
    return exercise.answer(() -> Verdict.correct("Well."));
  }

  @Test
  void showsHowFarItsNotebookIs() {
    assertThat(Check.cleared(null).progress())
        .isEqualTo("Exercises in notebook 02: ○ a cleared reference  ·  ○ the stuck book");

    assertThat(solve(Exercise.UNSTUCK).progress())
        .isEqualTo("Exercises in notebook 02: ○ a cleared reference  ·  ✔ the stuck book");
    assertThat(solve(Exercise.CLEARED).progress())
        .isEqualTo("Exercises in notebook 02: ✔ a cleared reference  ·  ✔ the stuck book");
  }

  @Test
  void isDoneInItsOwnNotebookOnly() {
    solve(Exercise.FORTY_STAY);

    for (Exercise other : Exercise.values()) {
      if (other != Exercise.FORTY_STAY) {
        assertThat(other.answer(() -> Verdict.notAttempted("Begin.")).progress())
            .doesNotContain("✔", "forty stay");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void standsInItsOwnLine(Exercise exercise) {
    Answer open = exercise.answer(() -> Verdict.notYet("Not quite."));
    assertThat(open.voice()).isEqualTo(Voice.NOT_YET);
    assertThat(open.progress()).doesNotContain("✔");

    assertThat(solve(exercise).progress()).containsOnlyOnce("✔");
  }

  @Test
  void staysDoneWhenItIsTriedAgain() {
    solve(Exercise.QUIZ);

    Answer again = Check.quiz("??????");

    assertThat(again.voice()).isEqualTo(Voice.NOT_ATTEMPTED);
    assertThat(again.progress()).endsWith("✔ the quiz");
  }

  @Test
  void saysSoWhenACheckThrows() {
    Answer answer =
        Exercise.QUIZ.answer(
            () -> {
              throw new IllegalStateException("100 % {0} %s");
            });

    assertThat(answer.voice()).isEqualTo(Voice.NOT_YET);
    assertThat(answer.reason())
        .isEqualTo("Your code stopped with an error: IllegalStateException (100 % {0} %s).");
  }

  @Test
  void repeatsWhatAnAttemptFoundWithoutWordsOfItsOwn() {
    Answer answer =
        Exercise.QUIZ.answer(
            () -> {
              throw new Attempt.Failed("It was not done: 50 %.");
            });

    assertThat(answer.reason()).isEqualTo("It was not done: 50 %.");
  }

  @Test
  void survivesAnyErrorButTheEndOfTheThread() {
    Answer answer =
        Exercise.QUIZ.answer(
            () -> {
              throw new AssertionError();
            });
    assertThat(answer.reason()).isEqualTo("Your code stopped with an error: AssertionError.");
    answer =
        Exercise.QUIZ.answer(
            () -> {
              throw new OutOfMemoryError();
            });
    assertThat(answer.reason()).isEqualTo("Your code stopped with an error: OutOfMemoryError.");
    answer =
        Exercise.QUIZ.answer(
            () -> {
              throw new AttemptTest.Rude();
            });
    assertThat(answer.reason()).isEqualTo("Your code stopped with an error: Rude.");
  }

  @Test
  void speaksTheSameInEveryCountry() {
    String english = Check.howManyFit(262_144).reason();
    for (String country : new String[] {"de-DE", "ar-EG-u-nu-arab", "tr-TR", "hi-IN-u-nu-deva"}) {
      Locale.setDefault(Locale.forLanguageTag(country));
      assertThat(Check.howManyFit(262_144).reason()).isEqualTo(english);
      assertThat(Check.quiz("BCA???").reason()).startsWith("3 of 6 are right.");
    }
  }
}
