package weakrefs.exercise;

import static org.assertj.core.api.Assertions.assertThat;
import static weakrefs.exercise.Answers.assertCorrect;

import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import weakrefs.exercise.Answer.Result;

class AnswerTest {
  private final Locale before = Locale.getDefault();

  @BeforeEach
  void startTheKernel() {
    Answer.forgetAll();
  }

  @AfterEach
  void comeHome() {
    Locale.setDefault(before);
  }

  @Test
  void saysVoiceReasonAndProgress() {
    Answer answer = Check.howManyFit(-1);

    assertThat(answer.result()).isEqualTo(Result.NOT_YET);
    assertThat(answer.reason()).startsWith("-1 photos would be fewer than none at all.");
    assertThat(answer.heading()).isEqualTo("◐ Not yet.");
    assertThat(answer)
        .hasToString(
            "◐ Not yet. "
                + answer.reason()
                + "\nExercises in notebook 03: ○ how many fit  ·  ○ a cache of your own");
  }

  @Test
  void hasThreeResults() {
    assertThat(Check.howManyFit(250).heading()).isEqualTo("✔ Correct.");
    assertThat(Check.howManyFit(0).heading()).isEqualTo("○ Not attempted yet.");
    assertThat(Result.values()).hasSize(3);
  }

  @Test
  void showsHowFarItsNotebookIs() {
    WeakReference<?> cleared = new WeakReference<>(null);
    assertThat(Check.cleared(null).progress())
        .isEqualTo("Exercises in notebook 02: ○ a cleared reference  ·  ○ the stuck book");

    assertThat(Check.unstuck(cleared).progress())
        .isEqualTo("Exercises in notebook 02: ○ a cleared reference  ·  ✔ the stuck book");
    assertThat(Check.cleared(cleared).progress())
        .isEqualTo("Exercises in notebook 02: ✔ a cleared reference  ·  ✔ the stuck book");
    assertThat(Check.quiz("?").progress()).startsWith("Exercises in notebook 06: ○ a polite bell");
    assertThat(Check.quiz("?").progress()).doesNotContain("✔");
  }

  @Test
  void knowsEachExerciseByItsNotebookAndAName() {
    List<String> all =
        Arrays.stream(Check.class.getPermittedSubclasses())
            .map(each -> each.getAnnotation(Exercise.class))
            .map(each -> each.notebook() + " " + each.name())
            .toList();

    assertThat(all).doesNotHaveDuplicates().allMatch(each -> each.matches("\\d\\d \\w[^·]+\\w"));
    assertThat(all.stream().map(each -> each.substring(0, 2))).isSorted();
  }

  @Test
  void staysDoneWhenItIsTriedAgain() {
    assertCorrect(Check.quiz("bcabca"));

    Answer again = Check.quiz("??????");

    assertThat(again.result()).isEqualTo(Result.NOT_ATTEMPTED);
    assertThat(again.progress()).endsWith("✔ the quiz");
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
