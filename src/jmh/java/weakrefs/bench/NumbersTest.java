package weakrefs.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class NumbersTest {
  @Test
  void theMedianStandsInTheMiddleWhateverTheOrder() {
    assertThat(Numbers.median(9, 1, 5)).isEqualTo(5);
    assertThat(Numbers.median(9, 1, 5, 6)).isEqualTo(5.5);
    assertThat(Numbers.median(7)).isEqualTo(7);
    assertThat(Numbers.median()).isNaN();
  }

  @Test
  void aQuantileLiesBetweenItsNeighbours() {
    double[] values = {40, 10, 20, 30, 50};

    assertThat(Numbers.quantile(0, values)).isEqualTo(10);
    assertThat(Numbers.quantile(.25, values)).isEqualTo(20);
    assertThat(Numbers.quantile(.9, values)).isCloseTo(46, within(1e-9));
    assertThat(Numbers.quantile(1, values)).isEqualTo(50);
    assertThat(values).containsExactly(40, 10, 20, 30, 50);
  }

  @Test
  void thePowerIsThatOfTheCurve() {
    double[] x = {1e3, 1e4, 1e5, 1e6};

    assertThat(Numbers.power(x, new double[] {7, 7, 7, 7})).isCloseTo(0, within(1e-9));
    assertThat(Numbers.power(x, new double[] {2e3, 2e4, 2e5, 2e6})).isCloseTo(1, within(1e-9));
    assertThat(Numbers.power(x, new double[] {3e6, 3e8, 3e10, 3e12})).isCloseTo(2, within(1e-9));
  }

  @Test
  void onePointHasNoSlope() {
    assertThatThrownBy(() -> Numbers.power(new double[] {1}, new double[] {1}))
        .hasMessageContaining("two points");
  }
}
