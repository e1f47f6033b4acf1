package weakrefs.timeline;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.Table;

/** The first thing in Tablesaw's own guide, which a library that it needs was missing for. */
class CsvFileTest {
  static Stream<Charset> encodings() {
    return Stream.of(UTF_8, ISO_8859_1);
  }

  @ParameterizedTest
  @MethodSource("encodings")
  void isReadByItsNameAndItsEncodingIsGuessed(Charset encoding, @TempDir Path folder)
      throws IOException {
    Path file = folder.resolve("borrowed.csv");
    List<String> lines =
        List.of(
            "reader,book,days",
            "Jürgen,Die Brüder Löwenherz,14",
            "Zoë,Über den Flüssen,3",
            "Ada,Krähenwinkel für Anfänger,28");
    Files.write(file, lines, encoding);

    Table table = Table.read().csv(file.toString());

    assertThat(table.stringColumn("reader").asList()).containsExactly("Jürgen", "Zoë", "Ada");
    assertThat(table.stringColumn("book").get(0)).isEqualTo("Die Brüder Löwenherz");
    assertThat(table.column("days").type()).isEqualTo(ColumnType.INTEGER);
    assertThat(table.intColumn("days").sum()).isEqualTo(45);
  }
}
