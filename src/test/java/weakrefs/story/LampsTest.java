package weakrefs.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LampsTest {
  private final Lamps lamps = new Lamps();

  @Test
  void allAreOffAtFirst() {
    assertThat(lamps.burning()).isZero();
  }

  @Test
  void eachThatIsSwitchedOnIsAnother() {
    assertThat(lamps.switchOn()).isZero();
    assertThat(lamps.switchOn()).isOne();
    assertThat(lamps.burning()).isEqualTo(2);
  }

  @Test
  void switchesOffTheOneThatIsNamed() {
    int first = lamps.switchOn();
    int second = lamps.switchOn();

    lamps.switchOff(first);

    assertThat(lamps.burning()).isOne();
    assertThat(lamps.timesSwitchedOff(first)).isOne();
    assertThat(lamps.timesSwitchedOff(second)).isZero();
  }

  @Test
  void countsWhoSwitchesOffAgain() {
    int lamp = lamps.switchOn();

    lamps.switchOff(lamp);
    lamps.switchOff(lamp);

    assertThat(lamps.timesSwitchedOff(lamp)).isEqualTo(2);
    assertThat(lamps.burning()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 1})
  void knowsNoLampThatNeverBurned(int lamp) {
    lamps.switchOn();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> lamps.switchOff(lamp))
        .withMessage("there is no lamp " + lamp + ": take the number that switchOn() returned");
    assertThatIllegalArgumentException().isThrownBy(() -> lamps.timesSwitchedOff(lamp));
  }
}
