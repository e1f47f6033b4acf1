package weakrefs.exercise;

import static org.assertj.core.api.Assertions.assertThat;
import static weakrefs.exercise.Answers.assertCorrect;

import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import weakrefs.exercise.Answer.Result;
import weakrefs.lab.FiveCollectors;
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
  void toFourStrengthsCanBeClicked() {
    Answer answer = Check.strengths("yyy", "y", "ynn", null);
    assertThat(question(answer, 2).picked()).as("strong, 3").hasValue(0);
    assertThat(question(answer, 3).picked()).as("soft, 1: makes no sense").isEmpty();
    assertThat(question(answer, 4).label()).isEqualTo("soft, 2");

    click(answer, 3, 0);
    click(answer, 4, 0);
    click(answer, 5, 0);
    assertThat(answer.reason()).startsWith("8 of 12 are right. Look at soft, after the memory");
    click(answer, 5, 1);
    for (int moment = 9; moment < 12; moment++) {
      click(answer, moment, 1);
    }
    assertThat(answer.result()).isEqualTo(Answer.Result.CORRECT);
  }

  @Test
  void toATableOffersTheCollectorsThatRan() {
    Table table =
        Table.create(
            "five",
            StringColumn.create(FiveCollectors.COLLECTOR, "Serial", "G1", "Z"),
            IntColumn.create(FiveCollectors.MOST, 70, 140, 1),
            DoubleColumn.create(FiveCollectors.LONGEST_PAUSE, 9.5, 4.5, .01));
    table.intColumn(FiveCollectors.MOST).setMissing(2); // it didn't run
    table.doubleColumn(FiveCollectors.LONGEST_PAUSE).setMissing(2);
    Answer answer = Check.readOff(table, " serial ", "?");
    assertThat(question(answer, 0).picked()).hasValue(0);
    assertThat(question(answer, 1).options()).containsExactly("Serial", "G1");

    click(answer, 1, 1);
    assertThat(answer.reason()).startsWith("With Serial the cache held at most 70 people.");
    click(answer, 0, 1);
    assertThat(answer.result()).isEqualTo(Answer.Result.CORRECT);
    assertThat(question(Check.readOff(null, null, null), 1).options()).isEmpty();
  }

  @Test
  void toAnotherExerciseHasNothingToClick() {
    assertThat(Check.howManyFit(0).widget()).isEmpty();
  }

  private static void click(Answer answer, int question, int choice) {
    question(answer, question).pick().accept(choice);
  }

  /** The choices in the order of the page. */
  private static Widget.Choice question(Answer answer, int question) {
    return answer.widget().orElseThrow().parts().stream()
        .flatMap(part -> Stream.concat(Stream.of(part), part.parts().stream()))
        .filter(Widget.Choice.class::isInstance)
        .map(Widget.Choice.class::cast)
        .skip(question)
        .findFirst()
        .orElseThrow();
  }
}
