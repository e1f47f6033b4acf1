package weakrefs.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.numbers.NumberColumnFormatter;
import weakrefs.exercise.Answer;
import weakrefs.exercise.Check;
import weakrefs.exercise.Prediction;

class ViewsTest {
  @Test
  void showAShortTableWhole() {
    String html = html(numbers(20));

    assertThat(html).contains("<caption>numbers</caption>", "<td>0</td>", "<td>19</td>");
    assertThat(html).doesNotContain("…");
    assertThat(rows(html)).isEqualTo(20);
  }

  @Test
  void showALongTableByItsFirstAndLastRows() {
    Table table = numbers(1234);
    String html = html(table);

    assertThat(html)
        .contains("<caption>numbers: the first and last 10 of 1,234 rows</caption>")
        .contains("<td>9</td></tr><tr><td>…</td></tr><tr><td>1224</td>", "<td>1233</td>")
        .doesNotContain("<td>10</td>", "<td>1223</td>");
    assertThat(rows(html)).isEqualTo(21);
    assertThat(text(table).lines().count()).isLessThan(30);
  }

  @Test
  void countRowsTheSameInEveryCountry() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      assertThat(html(numbers(1234))).contains("of 1,234 rows");
    } finally {
      Locale.setDefault(before);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"de-DE", "ar-EG", "en-US"})
  void writeNumbersAsTheWordsBesideThem(String language) {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag(language));
      DoubleColumn mine = DoubleColumn.create("mine", 0.375);
      mine.setPrintFormatter(NumberColumnFormatter.percent(1));
      DoubleColumn francs = DoubleColumn.create("francs", 2.5);
      francs.setPrintFormatter(NumberColumnFormatter.currency("fr", "FR"));
      Table table = Table.create("t", DoubleColumn.create("x", 1234.5), mine, francs);

      assertThat(html(table)).contains("<td>1234.5</td>", "37.5", "2,50");
      assertThat(text(table)).contains("1234.5", "37.5", "2,50");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void showWhatIsMissingAsNothing() {
    Table table =
        Table.create(
            "gaps",
            DoubleColumn.create("x", new double[] {Double.NaN}),
            StringColumn.create("y", new String[] {null}));

    assertThat(html(table)).contains("<tr><td></td><td></td></tr>");
  }

  @Test
  void showATableThatHasNoName() {
    assertThat(html(Table.create(IntColumn.create("n", new int[] {1}))))
        .startsWith("<table><caption></caption>");
  }

  @Test
  void showATableThatHasNoRows() {
    assertThat(rows(html(numbers(0)))).isZero();
    assertThat(html(Table.create("nothing"))).contains("<thead><tr></tr></thead>");
  }

  @Test
  void sayAnAnswerInBothForms() {
    Answer answer = Check.howManyFit(0);

    assertThat(answer.view().outputs())
        .containsExactly(
            Map.of(
                "text/plain",
                answer.toString(),
                "text/markdown",
                "> **○ Not attempted yet.** Divide the heap by the size of one photo, both in kB.\n"
                    + ">\n> *"
                    + answer.progress().replaceAll(" +", " ")
                    + "*"));
  }

  /** What a learner typed comes back in the answer. */
  @ParameterizedTest
  @MethodSource("hostile")
  void sayAnAnswerThatMeansWhatItSays(String typed, String markdown) {
    Map<String, Object> bundle = Check.quiz(typed).view().forms();

    assertThat((String) bundle.get("text/plain"))
        .startsWith("◐ Not yet. You put “" + typed + "”. This needs 6 letters");
    assertThat((String) bundle.get("text/markdown"))
        .startsWith("> **◐ Not yet.** You put “" + markdown + "”. This needs 6 letters")
        .hasLineCount(3);
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void sayAPredictionThatMeansWhatItSays(String typed, String markdown) {
    assertThat(Prediction.predict("b", "x" + typed + "x", "yes", "no").view().outputs())
        .containsExactly(
            Map.of(
                "text/plain",
                "“x" + typed + "x” isn't one of the choices. Try yes or no.",
                "text/markdown",
                "> “x" + markdown + "x” isn't one of the choices. Try yes or no."));
    Prediction.predict("b", "yes", "yes", "no");
    assertThat(Prediction.outcome("b", typed).view().outputs())
        .containsExactly(
            Map.of(
                "text/plain",
                "You guessed yes, but it was " + typed + ". Surprised? Read on.",
                "text/markdown",
                "> You guessed yes, but it was " + markdown + ". Surprised? Read on."));
  }

  static List<Arguments> hostile() {
    return List.of(
        Arguments.of("<script>alert(1)</script>", "&lt;script&gt;alert\\(1\\)&lt;/script&gt;"),
        Arguments.of("100 % {0} %s %n", "100 % \\{0\\} %s %n"),
        Arguments.of("**b** _i_ `c`", "\\*\\*b\\*\\* \\_i\\_ \\`c\\`"),
        Arguments.of("[x](javascript:y)", "\\[x\\]\\(javascript:y\\)"),
        Arguments.of("$a$ \\(b\\)", "\\$a\\$ \\\\\\(b\\\\\\)"),
        Arguments.of("a\n\n# b\n</blockquote>", "a \\# b &lt;/blockquote&gt;"));
  }

  private static Table numbers(int rows) {
    return Table.create("numbers", IntColumn.create("n", IntStream.range(0, rows).toArray()));
  }

  private static String html(Table table) {
    return (String) Views.of(table).forms().get("text/html");
  }

  private static String text(Table table) {
    return (String) Views.of(table).forms().get("text/plain");
  }

  private static int rows(String html) {
    return html.substring(html.indexOf("<tbody>")).split("<tr>", -1).length - 1;
  }
}
