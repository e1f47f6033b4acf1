package weakrefs.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

@Tag("slow") // starts JVMs
class FourStrengthsTest extends NoJvmLeftBehind {
  @Test
  void eachFindsItsBookALittleLessLongThanTheLast() {
    FourStrengths experiment = new FourStrengths();

    experiment.run();

    Table table = experiment.table();
    assertThat(table.name()).isEqualTo("What each reference finds");
    assertThat(table.columnNames())
        .containsExactly(
            "Reference",
            "1: while you hold the book",
            "2: after a collection, with room to spare",
            "3: after the memory ran out");
    assertThat(table.stringColumn(FourStrengths.REFERENCE).asList())
        .containsExactly("strong", "soft", "weak", "phantom");
    assertThat(table.stringColumn(FourStrengths.HELD).asList())
        .containsExactly("the book", "the book", "the book", "null");
    assertThat(table.stringColumn(FourStrengths.COLLECTED).asList())
        .containsExactly("the book", "the book", "null", "null");
    assertThat(table.stringColumn(FourStrengths.MEMORY_FULL).asList())
        .containsExactly("the book", "null", "null", "null");
  }

  @Test
  void tellsItsFlags() {
    assertThat(new FourStrengths().flags())
        .containsExactly("-Xms16m", "-Xmx16m", "-XX:+UseSerialGC");
  }
}
