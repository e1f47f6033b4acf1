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
import weakrefs.widget.Widget;

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

  @Test
  void toAQuizCanBeClicked() {
    Answer answer = Check.whichLimit("????");
    assertThat(answer.result()).isEqualTo(Answer.Result.NOT_ATTEMPTED);

    click(answer, 0, 1);
    assertThat(answer.reason()).isEqualTo("1 of 4 are right. Question 2 has no answer yet.");
    click(answer, 1, 0);
    assertThat(answer.reason()).startsWith("1 of 4 are right. Question 2: The window that shows");
    click(answer, 1, 2);
    click(answer, 2, 0);
    click(answer, 3, 3);

    assertThat(answer.result()).isEqualTo(Answer.Result.CORRECT);
    assertThat(answer.widget().toString()).contains("<b>✔ Correct.</b> All 4.");
    assertThat(answer.fallback()).isEqualTo(Check.whichLimit("bcad").view());
  }

  @Test
  void toAQuizBeginsWithWhatWasTyped() {
    assertThat(question(Check.quiz("b?cxx?"), 0).picked()).as("makes no sense").isEmpty();
    assertThat(question(Check.quiz(null), 5).options()).containsExactly("a", "b", "c");
    Answer answer = Check.quiz(" B?C???");

    assertThat(question(answer, 0).picked()).hasValue(1);
    assertThat(question(answer, 1).picked()).isEmpty();
    assertThat(answer.reason()).startsWith("1 of 6 are right.");
  }

  @Test
  void toAnotherExerciseHasNothingToClick() {
    assertThat(Check.howManyFit(0).widget()).isEmpty();
  }

  private static void click(Answer answer, int question, int choice) {
    question(answer, question).pick().accept(choice);
  }

  private static Widget.Choice question(Answer answer, int question) {
    Widget.Column column = (Widget.Column) answer.widget().orElseThrow();
    return (Widget.Choice) column.parts().get(question);
  }
}
