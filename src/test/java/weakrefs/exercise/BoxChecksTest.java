package weakrefs.exercise;

import static weakrefs.exercise.Answers.assertCorrect;
import static weakrefs.exercise.Answers.assertNotAttempted;
import static weakrefs.exercise.Answers.assertNotYet;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow") // starts JVMs
@Timeout(120)
class BoxChecksTest {
  @BeforeEach
  void startTheKernel() {
    Answer.forgetAll();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "  "})
  void isNotAttemptedWithoutAFlag(String flag) {
    assertNotAttempted(Check.threeQuarters(flag), "between the quotes");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-XX:MaxRAMPercentage=75",
        " -XX:MaxRAMPercentage=75.0 ",
        "-XX:MaxRAMPercentage=74.5"
      })
  void isCorrectIfTheHeapMovesWithTheBox(String flag) {
    assertCorrect(Check.threeQuarters(flag));
  }

  @Test
  void aFixedHeapIsRightInOneBoxOnly() {
    assertNotYet(Check.threeQuarters("-Xmx384m"), "384 MB in a box of 512 MB, and no further");
    assertNotYet(Check.threeQuarters("-Xmx768m"), "try a percentage");
  }

  @Test
  void anotherShareIsTold() {
    assertNotYet(Check.threeQuarters("-XX:MaxRAMPercentage=50"), "can now grow to 256 MB");
    assertNotYet(Check.threeQuarters("-XX:MinRAMPercentage=75"), "works in small boxes only");
    assertNotYet(Check.threeQuarters("-XX:+UseG1GC"), "can now grow to 128 MB");
  }

  @Test
  void whatJavaDoesNotKnowIsToldInItsWords() {
    assertNotYet(Check.threeQuarters("-XX:MaxRamPercentage=75"), "MaxRamPercentage");
    assertNotYet(
        Check.threeQuarters("-XX:MaxRAMPercentage=175"), "the JVM in the box doesn't start");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"MaxRAMPercentage=75", "75", "-version", "-Xmx1g -Xms1g", "-XX:OnError=a;b", "%s"})
  void whatIsNoFlagIsNotTried(String flag) {
    assertNotYet(Check.threeQuarters(flag), "begins with -XX:");
  }
}
