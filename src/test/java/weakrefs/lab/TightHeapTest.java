package weakrefs.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.Table;
import weakrefs.timeline.Timeline;

@Tag("slow") // starts JVMs
class TightHeapTest extends NoJvmLeftBehind {
  /** An eighth of a megabyte each: twice what a heap of 16 MB has room for. */
  private static final int PEOPLE = 250;

  @Test
  void theSoftCacheFillsTheHeapAndLetsGoBeforeItOverflows() {
    Table history = history(new TightHeap(16, PEOPLE));

    assertThat(history.longColumn(Timeline.LOADS).max()).isEqualTo(PEOPLE);
    assertThat(history.doubleColumn(Timeline.HEAP).max()).isBetween(12.0, 16.0);
    double most = history.intColumn(Timeline.LIVING).max();
    assertThat(most).isBetween(80.0, 128.0);
    List<Integer> living = living(history);
    assertThat(living.get(living.size() - 1)).isLessThan(PEOPLE);
  }

  @Test
  void withoutPatienceItLetsGoWhileThereIsRoom() {
    Table history = history(new TightHeap(16, PEOPLE).softRefLRUPolicyMSPerMB(0));

    assertThat(history.longColumn(Timeline.LOADS).max()).isEqualTo(PEOPLE);
    assertThat(history.intColumn(Timeline.LIVING).max()).isLessThanOrEqualTo(101);
    assertThat(history.doubleColumn(Timeline.HEAP).max()).isLessThan(15.9);
  }

  @Test
  void keepsEverybodyIfThereIsRoom() {
    Table history = history(new TightHeap(64, 100));

    assertThat(living(history)).isSorted().endsWith(100);
  }

  @Test
  void theTableIsThatOfATimeline() {
    Table history = history(new TightHeap(16, 60));

    assertThat(history.columnNames())
        .containsExactly(
            Timeline.TIME,
            Timeline.CACHE,
            Timeline.HELD,
            Timeline.LIVING,
            Timeline.LOADS,
            Timeline.HEAP,
            Timeline.COLLECTION,
            Timeline.COLLECTION_LENGTH);
    assertThat(history.stringColumn(Timeline.COLLECTION).asList()).contains("MarkSweepCompact");
    assertThat(history.stringColumn(Timeline.CACHE).unique().removeMissing().asList())
        .containsExactly("soft cache");
  }

  @Test
  void tellsItsFlags() {
    TightHeap tight = new TightHeap(32, 1);

    assertThat(tight.flags()).containsExactly("-Xms32m", "-Xmx32m", "-XX:+UseSerialGC");
    assertThat(tight.softRefLRUPolicyMSPerMB(5).softRefLRUPolicyMSPerMB(0).flags())
        .containsExactly("-Xms32m", "-Xmx32m", "-XX:+UseSerialGC", "-XX:SoftRefLRUPolicyMSPerMB=0");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 15, 257})
  void takesASmallHeapOnly(int megabytes) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TightHeap(megabytes, 1))
        .withMessage("a squeeze needs a small heap: give its JVM 16 to 256 MB, not " + megabytes);
  }

  @Test
  void refusesWhatMakesNoSense() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TightHeap(16, 0))
        .withMessage("there has to be at least one person to look up, not 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TightHeap(16, 1).softRefLRUPolicyMSPerMB(-1))
        .withMessage("give 0 ms or more for each MB, not -1");
  }

  private static Table history(TightHeap tight) {
    tight.run();
    return tight.table();
  }

  private static List<Integer> living(Table history) {
    return history.intColumn(Timeline.LIVING).removeMissing().asList();
  }
}
