package weakrefs.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow") // starts JVMs
@Timeout(120)
class BoxTest extends NoJvmLeftBehind {
  @ParameterizedTest
  @CsvSource({"64, 32", "128, 64", "512, 128", "1024, 256"})
  void javaTakesHalfOfASmallBoxAndAQuarterOfALargeOne(int box, int heap) {
    Box.View view = new Box(box).look();

    assertThat(view.largestHeap()).isEqualTo(heap);
    assertThat(view.processors()).isEqualTo(1);
    assertThat(view.collector()).isEqualTo("Serial");
  }

  @Test
  void aFlagIsHeard() {
    assertThat(new Box(512).look("-XX:MaxRAMPercentage=75").largestHeap()).isEqualTo(384);
    assertThat(new Box(128).look("-XX:MinRAMPercentage=75").largestHeap()).isEqualTo(96);
    assertThat(new Box(512).look("-XX:+UseParallelGC").collector()).isEqualTo("Parallel");
  }

  @Test
  void thePercentageOfLargeBoxesDoesNothingInASmallOne() {
    assertThat(new Box(128).look("-XX:MaxRAMPercentage=75").largestHeap()).isEqualTo(64);
  }

  @Test
  void aFlagThatNoJvmKnowsIsToldOf() {
    assertThatThrownBy(() -> new Box(64).look("-XX:MaxRamPercentage=75"))
        .isInstanceOf(LabException.class)
        .hasMessageStartingWith("the JVM in the box doesn't start.")
        .hasMessageContaining("MaxRamPercentage");
  }

  @Test
  void anInterruptEndsIt() {
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> new Box(64).look())
          .isInstanceOf(LabException.class)
          .hasMessage("interrupted, so we ended the JVM in the box");
      assertThat(Thread.currentThread().isInterrupted()).isTrue();
    } finally {
      Thread.interrupted();
    }
  }

  @Test
  void thisJvmHasAViewAsWell() {
    Box.Here here = Box.here();

    assertThat(here.memory()).isPositive();
    assertThat(here.view().processors()).isEqualTo(Runtime.getRuntime().availableProcessors());
    long most = Runtime.getRuntime().maxMemory() >> 20; // without a part that is kept for copying
    assertThat((long) here.view().largestHeap()).isBetween(most, most + most / 4 + 1);
    assertThat(here.toString().lines().map(line -> line.split(":")[0]))
        .containsExactly("Memory", "Largest heap", "Processors", "Collector");
  }

  @Test
  void saysWhetherThereIsALimit() {
    Box.View view = new Box.View(128, 1, "Serial");

    assertThat(new Box.Here(512, OptionalLong.of(512), view).toString().lines())
        .containsExactly(
            "Memory: 512 MB, in a box with a limit of 512 MB",
            "Largest heap: 128 MB",
            "Processors: 1",
            "Collector: Serial");
    assertThat(new Box.Here(16_000, OptionalLong.empty(), view).toString())
        .startsWith("Memory: 16,000 MB, and no box that limits it");
  }

  @Test
  void saysItsSize() {
    assertThat(new Box(1024)).hasToString("a box of 1,024 MB");
    assertThat(new Box(64).megabytes()).isEqualTo(64);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 63, 4_097})
  void refusesABoxThatIsTooSmallOrTooLarge(int megabytes) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Box(megabytes))
        .withMessage("a box can have 64 to 4096 MB, not " + megabytes);
  }
}
