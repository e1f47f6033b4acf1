package weakrefs.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow") // starts JVMs
class JavaTest {
  @Test
  void runsACellOfItsOwnAndReturnsWhatItPrinted() {
    assertThat(
            Java.run(
                """
                record Book(String title) {}
                var books = List.of(new Book("Dünn → 薄い"));
                for (Book book : books) {
                    System.out.println(book.title());
                }
                System.out.println(new WeakReference<>(books).get() == books)
                """))
        .isEqualTo("Dünn → 薄い\ntrue");
  }

  @Test
  void whatDoesNotCompileIsTold() {
    assertThat(Java.run("int number = \"seven\";"))
        .startsWith("error: incompatible types")
        .contains("String cannot be converted to int");
  }

  @Test
  void anExceptionIsToldAndNothingRunsAfterIt() {
    assertThat(
            Java.run(
                "System.out.println(\"so far\");\nInteger.parseInt(\"x\");\nSystem.out.println(2);"))
        .isEqualTo("so far\njava.lang.NumberFormatException: For input string: \"x\"");
  }

  @Test
  void codeThatGoesRoundForEverIsEnded() {
    assertThatThrownBy(() -> Java.run("while (true) {}", Duration.ofSeconds(2)))
        .isInstanceOf(LabException.class)
        .hasMessageStartingWith("Java was still running after 2.0 s, so we ended it.");
  }
}
