package weakrefs.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

@Tag("slow") // starts JVMs
class ManyReferencesTest extends NoJvmLeftBehind {
  @Test
  void timesCollectionsWithFewAndManyReferences() {
    ManyReferences many = new ManyReferences("Serial", 100, 300_000);

    many.run();

    Table table = many.table();
    assertThat(table.name()).isEqualTo("One full collection with Serial");
    assertThat(table.columnNames())
        .containsExactly("How many", "Plain objects (ms)", "Weak, held (ms)", "Weak, let go (ms)");
    for (String column :
        List.of(ManyReferences.PLAIN, ManyReferences.HELD, ManyReferences.LET_GO)) {
      assertThat(table.doubleColumn(column).get(1))
          .as(column)
          .isGreaterThan(table.doubleColumn(column).get(0));
    }
    assertThat(many.chart().view().forms()).containsKey("image/png");
  }

  @Test
  void tellsWhatItsJvmSaid() {
    ManyReferences many = new ManyReferences("G1", 1_000, 1_000_000);
    many.main = Mains.TookItsTime.class;

    many.run();

    assertThat(many.timesAsLong()).isEqualTo(1.5);
    assertThat(many.table().doubleColumn(ManyReferences.LET_GO).asList())
        .containsExactly(1.3, 240.0);
    assertThat(many.chart().toString())
        .isEqualTo(
            "Chart: With 1,000,000: plain 100 ms, weak and held 150 ms, weak and gone 240 ms\n"
                + "A full collection with G1, timed. With 1,000 of each: 1.1 ms for plain objects,"
                + " 1.2 ms for weak references to held objects, 1.3 ms for weak references to"
                + " objects we let go of. With 1,000,000 of each: 100 ms for plain objects, 150 ms for"
                + " weak references to held objects, 240 ms for weak references to objects we let"
                + " go of.");
  }

  @Test
  void knowsFiveCollectors() {
    assertThatThrownBy(() -> new ManyReferences("Zed"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "there's no collector \"Zed\": choose one of Serial, Parallel, G1, Z, Shenandoah");
  }
}
