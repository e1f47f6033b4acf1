package weakrefs.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

@Tag("slow") // starts a JVM
class PublicationTest extends NoJvmLeftBehind {
  @Test
  void showsNoEmptyCardWhereTheLanguagePromisesNone() {
    Publication experiment = new Publication();

    experiment.run();

    Table table = experiment.table();
    assertThat(table.columnNames()).containsExactly("The card is in", "Looks", "Empty cards");
    assertThat(table.stringColumn(Publication.WAY).asList())
        .containsExactly(
            "a plain field",
            "a weak reference in a plain field",
            "a plain field, but the card's own field is final",
            "a volatile field");
    assertThat(table.longColumn(Publication.LOOKS).asList()).allMatch(looks -> looks > 0);
    List<Long> empty = table.longColumn(Publication.EMPTY).asList();
    assertThat(empty.subList(2, 4)).containsExactly(0L, 0L);
    assertThat(empty.get(0)).isLessThan(table.longColumn(Publication.LOOKS).get(0));
  }
}
