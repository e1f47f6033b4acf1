package weakrefs.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is the same in each experiment: how it ends when its JVM doesn't get to its end. */
@Tag("slow") // starts JVMs
@Timeout(180)
class ExperimentTest extends NoJvmLeftBehind {
  static Stream<Arguments> all() {
    String late = " was still running after 0.5 s, so we ended its JVM";
    String stopped = "the experiment was interrupted, so we ended its JVM";
    String failed = "the experiment's JVM didn't finish its work.";
    return Stream.of(
        of(new FourStrengths(), "the experiment" + late, stopped, failed),
        of(new OldAndYoung(1), "the experiment" + late, stopped, failed),
        of(new TightHeap(16, 1), "the experiment" + late, stopped, failed),
        of(new ManyReferences("Serial"), "the experiment" + late, stopped, failed),
        of(
            new FiveCollectors(1, List.of("Serial")),
            "Serial" + late,
            "the work was interrupted, so we ended its JVM",
            "the JVM with Serial didn't finish its work."),
        of(
            new SmallAndLargeBoxes(1, 64),
            "the program in a box of 64 MB" + late,
            "interrupted, so we ended the JVM in a box of 64 MB",
            "the JVM in a box of 64 MB failed."));
  }

  private static Arguments of(
      Experiment<?> experiment, String late, String stopped, String failed) {
    return arguments(
        Named.of(experiment.getClass().getSimpleName(), experiment), late, stopped, failed);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("all")
  void aJvmThatHangsIsEndedByItsDeadline(Experiment<?> experiment, String late) {
    experiment.main = Mains.Hangs.class;
    experiment.patience = Duration.ofMillis(500);

    assertThatThrownBy(experiment::run)
        .isInstanceOf(LabException.class)
        .hasMessageStartingWith(late);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("all")
  void anInterruptEndsIt(Experiment<?> experiment, String late, String stopped) {
    experiment.main = Mains.Hangs.class;
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(experiment::run).isInstanceOf(LabException.class).hasMessage(stopped);

      assertThat(Thread.currentThread().isInterrupted()).isTrue();
    } finally {
      Thread.interrupted();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("all")
  void aJvmThatFailsIsToldOfWithWhatItSaid(
      Experiment<?> experiment, String late, String stopped, String failed) {
    experiment.main = Mains.Fails.class;

    assertThatThrownBy(experiment::run)
        .isInstanceOf(LabException.class)
        .hasMessageStartingWith(failed + " Its exit code was 1, and it said:")
        .hasMessageContaining("no more film for photos");
    hasNothingToTellBeforeItSucceeded(experiment);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("all")
  void aJvmThatSaysNothingHasFailed(
      Experiment<?> experiment, String late, String stopped, String failed) {
    experiment.main = Mains.SaysNothing.class;

    assertThatThrownBy(experiment::run)
        .isInstanceOf(LabException.class)
        .hasMessage(failed + " Its exit code was 0, and it said nothing.");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("all")
  void hasNothingToTellBeforeItSucceeded(Experiment<?> experiment) {
    assertThatIllegalStateException()
        .isThrownBy(experiment::seen)
        .withMessage("there's nothing to show yet: call run() first");
  }
}
