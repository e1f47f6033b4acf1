package weakrefs.exercise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import weakrefs.widget.Widget;

class PredictionTest {
  @BeforeEach
  void startTheKernel() {
    Prediction.forgetAll();
  }

  private static Prediction predict(String guess) {
    return Prediction.predict("rain", guess, "yes", "no", "at times");
  }

  @ParameterizedTest
  @ValueSource(strings = {"no", "No", " NO\t"})
  void takesAGuess(String guess) {
    Prediction prediction = predict(guess);

    assertThat(prediction.guess()).contains("no");
    assertThat(prediction).hasToString("Your guess: no. Let's see if you're right.");
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"?", "", " ", " ? "})
  void asksForAGuessWhenThereIsNone(String guess) {
    Prediction prediction = predict(guess);

    assertThat(prediction.guess()).isEmpty();
    assertThat(prediction)
        .hasToString(
            "No guess yet. Replace the ? with one of these and run the cell again: yes, no or at times.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"maybe", "yes and no", "%s%n%d", "{0} $1 \\", "<script>alert(1)</script>"})
  void saysWhatTheChoicesAre(String guess) {
    Prediction prediction = predict(guess);

    assertThat(prediction.guess()).isEmpty();
    assertThat(prediction)
        .hasToString("“" + guess + "” isn't one of the choices. Try yes, no or at times.");
  }

  @Test
  void goesThroughWithoutChoices() {
    assertThat(Prediction.predict("rain", "yes").guess()).isEmpty();
    assertThat(Prediction.predict("rain", "yes", "yes").guess()).contains("yes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"yes", "YES"})
  void comesTrue(String seen) {
    predict("yes");

    Prediction outcome = Prediction.outcome("rain", seen);

    assertThat(outcome.guess()).contains("yes");
    assertThat(outcome).hasToString("✔ You guessed yes, and you were right.");
  }

  @Test
  void comesTrueAsText() {
    Prediction.predict("forty", "40", "5", "40");

    assertThat(Prediction.outcome("forty", 40))
        .hasToString("✔ You guessed 40, and you were right.");
  }

  @Test
  void isASurprise() {
    predict("yes");

    assertThat(Prediction.outcome("rain", "no"))
        .hasToString("You guessed yes, but it was no. Surprised? Read on.");
    assertThat(Prediction.outcome("rain", null).toString()).contains("it was null");
  }

  @Test
  void tellsWhatWasSeenEvenWithoutAGuess() {
    assertThat(Prediction.outcome("never asked", "no"))
        .hasToString("You didn't guess. The answer: no.");
    predict("?");
    assertThat(Prediction.outcome("rain", 100)).hasToString("You didn't guess. The answer: 100.");
  }

  @Test
  void isTheLastOneOfThatName() {
    predict("yes");
    predict("no");
    assertThat(Prediction.outcome("rain", "no").guess()).contains("no");

    predict("?");
    assertThat(Prediction.outcome("rain", "no").guess()).isEmpty();
  }

  @Test
  void isKeptApartByName() {
    predict("yes");
    Prediction.predict("snow", "no", "yes", "no");

    assertThat(Prediction.outcome("rain", "yes").toString()).startsWith("✔");
    assertThat(Prediction.outcome("snow", "no").toString()).startsWith("✔");
  }

  @Test
  void isStillThereWhenTheOutcomeIsRunAgain() {
    predict("yes");
    Prediction.outcome("rain", "no");

    assertThat(Prediction.outcome("rain", "yes").toString()).startsWith("✔");
  }

  @Test
  void isAClickAsWell() {
    Prediction question = predict("?");
    assertThat(choice(question).options()).containsExactly("yes", "no", "at times");
    assertThat(choice(question).picked()).isEmpty();

    choice(question).pick().accept(1);

    assertThat(choice(question).picked()).hasValue(1);
    assertThat(question).hasToString("Your guess: no. Let's see if you're right.");
    assertThat(choice(predict("?")).picked()).as("run again").hasValue(1);
    assertThat(choice(predict("yes")).picked()).as("typed after that").hasValue(0);
    assertThat(Prediction.outcome("rain", "yes").widget()).isEmpty();
  }

  @Test
  void asksBeforeItTells() {
    predict("?");
    Prediction outcome = Prediction.outcome("rain", "no");
    assertThat(choice(outcome).options()).endsWith("at times", "show me");
    assertThat(outcome.fallback().toString())
        .doesNotContain("The answer: no")
        .contains("haven't guessed");

    choice(outcome).pick().accept(0);

    assertThat(choice(outcome).options()).isEmpty();
    assertThat(outcome.widget().toString())
        .contains("You guessed yes, but it was no. Surprised? Read on.");
    assertThat(outcome.fallback()).isEqualTo(outcome.view());
    choice(predict("?")).pick().accept(1);
    assertThat(outcome)
        .as("guessed again")
        .hasToString("You guessed yes, but it was no. Surprised? Read on.");
  }

  @Test
  void tellsWithoutAGuessIfItIsAskedTo() {
    predict("?");
    Prediction outcome = Prediction.outcome("rain", "no");

    choice(outcome).pick().accept(3);

    assertThat(outcome.fallback().toString()).contains("You didn't guess. The answer: no.");
    predict("Show me");
    assertThat(Prediction.outcome("rain", "no").widget()).isEmpty();
  }

  /** What can be clicked. */
  private static Widget.Choice choice(Prediction prediction) {
    return ((Widget.Column) prediction.widget().orElseThrow())
        .parts().stream()
            .filter(Widget.Choice.class::isInstance)
            .map(Widget.Choice.class::cast)
            .findFirst()
            .orElseThrow();
  }

  @Test
  void needsAName() {
    assertThatNullPointerException()
        .isThrownBy(() -> Prediction.predict(null, "yes", "yes"))
        .withMessage("which prediction is it? The name is null");
    assertThatNullPointerException()
        .isThrownBy(() -> Prediction.outcome(null, "yes"))
        .withMessage("which prediction is it? The name is null");
  }
}
