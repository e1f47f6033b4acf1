package weakrefs.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.Table;

@Tag("slow") // starts JVMs
class OldAndYoungTest extends NoJvmLeftBehind {
  @Test
  void theYoungBookGoesAtOnceAndTheOldOneAtTheFullCollection() {
    OldAndYoung experiment = new OldAndYoung();

    experiment.run();

    Table table = experiment.table();
    assertThat(table.name()).isEqualTo("What each collection cleared");
    assertThat(table.columnNames())
        .containsExactly("After", "Young book", "Old book", "Free heap (MB)");
    assertThat(table.stringColumn(OldAndYoung.AFTER).asList())
        .containsExactly(
            "no collection yet", "1 young collection", "40 young collections", "1 full collection");
    assertThat(table.stringColumn(OldAndYoung.YOUNG_BOOK).asList())
        .containsExactly("still there", "gone", "gone", "gone");
    assertThat(table.stringColumn(OldAndYoung.OLD_BOOK).asList())
        .containsExactly("still there", "still there", "still there", "gone");
    assertThat(table.doubleColumn(OldAndYoung.FREE).asList())
        .allSatisfy(free -> assertThat(free).isBetween(40.0, 64.0));
    assertThat(experiment.youngBookOutlived()).isZero();
    assertThat(experiment.oldBookOutlived()).isEqualTo(40);
  }

  @Test
  void asManyYoungCollectionsAsOneLikes() {
    OldAndYoung experiment = new OldAndYoung(1);
    experiment.run();
    assertThat(experiment.table().stringColumn(OldAndYoung.AFTER).asList())
        .containsExactly("no collection yet", "1 young collection", "1 full collection");

    experiment = new OldAndYoung(300);
    experiment.run();
    assertThat(experiment.oldBookOutlived()).isEqualTo(300);
  }

  @Test
  void tellsItsFlags() {
    assertThat(new OldAndYoung().flags()).containsExactly("-Xmx64m", "-XX:+UseSerialGC");
  }

  @Test
  void aFullCollectionWhereNoneShouldBeSpoilsIt() {
    OldAndYoung experiment = new OldAndYoung(1);
    experiment.main = Mains.CollectsTooMuch.class;

    assertThatThrownBy(experiment::run)
        .isInstanceOf(LabException.class)
        .hasMessageStartingWith("the experiment's JVM didn't finish its work.");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 1_001})
  void refusesNoneAndTooMany(int youngCollections) {
    assertThatThrownBy(() -> new OldAndYoung(youngCollections))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("choose 1 to 1000 young collections, not ");
  }
}
