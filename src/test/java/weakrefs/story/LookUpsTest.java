package weakrefs.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import org.apache.commons.math3.distribution.ZipfDistribution;
import org.apache.commons.math3.stat.inference.ChiSquareTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LookUpsTest {
  private final List<String> names = new PhoneBook(200).names();

  @ParameterizedTest
  @CsvSource({"0.7, 1", "1, 1", "1, 2", "1, 1949", "2.5, 3"})
  void followsTheLawAsAnotherLibraryKnowsIt(double exponent, long seed) {
    List<String> twenty = names.subList(0, 20);
    int howMany = 100_000;

    List<String> lookUps = LookUps.zipf(twenty, howMany, exponent, seed);

    ZipfDistribution law = new ZipfDistribution(20, exponent);
    double[] expected = new double[20];
    long[] seen = new long[20];
    for (int i = 0; i < 20; i++) {
      expected[i] = howMany * law.probability(i + 1);
      seen[i] = Collections.frequency(lookUps, twenty.get(i));
    }
    assertThat(new ChiSquareTest().chiSquareTest(expected, seen))
        .as("how likely it is to be off by this much, by chance")
        .isGreaterThan(0.001);
  }

  @Test
  void asksForTheSecondHalfAsOftenAsForTheFirst() {
    List<String> lookUps = LookUps.zipf(names, 50_000);

    double first = Collections.frequency(lookUps, names.get(0));
    assertThat(Collections.frequency(lookUps, names.get(1)) / first).isCloseTo(0.5, within(0.03));
    assertThat(Collections.frequency(lookUps, names.get(2)) / first).isCloseTo(0.33, within(0.03));
  }

  @Test
  void asksForAllAlikeWithAnExponentOfZero() {
    List<String> lookUps = LookUps.zipf(names.subList(0, 4), 40_000, 0, 7);

    for (String name : names.subList(0, 4)) {
      assertThat(Collections.frequency(lookUps, name)).isCloseTo(10_000, within(300));
    }
  }

  @Test
  void isTheSameInEveryRun() {
    assertThat(LookUps.zipf(names, 12))
        .isEqualTo(LookUps.zipf(names, 12, 1, 1949))
        .isNotEqualTo(LookUps.zipf(names, 12, 1, 1950))
        .startsWith(LookUps.zipf(names, 5).toArray(new String[0]));
  }

  @Test
  void asksForTheOnlyOneThereIs() {
    assertThat(LookUps.zipf(List.of("Ada"), 3)).containsExactly("Ada", "Ada", "Ada");
    assertThat(LookUps.zipf(names, 0)).isEmpty();
    assertThat(LookUps.zipf(names, 100, 1e6, 1)).containsOnly("Ada");
  }

  @Test
  void canNotBeChanged() {
    assertThat(LookUps.zipf(names, 3)).isUnmodifiable();
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesAnExponentThatIsNone(double exponent) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LookUps.zipf(names, 3, exponent, 1))
        .withMessage("give an exponent of zero or more, such as 1, not " + exponent);
  }

  @Test
  void saysWhatIsWrongWithTheRest() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LookUps.zipf(names, -1))
        .withMessage("give zero look-ups or more, not -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LookUps.zipf(List.of(), 1))
        .withMessage("nobody to look up: give at least one name");
    assertThatNullPointerException()
        .isThrownBy(() -> LookUps.zipf(null, 1))
        .withMessageContaining("The names are null");
  }
}
