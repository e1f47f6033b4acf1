package weakrefs.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import weakrefs.cache.StrongCache;
import weakrefs.figure.RenderedFigure;
import weakrefs.timeline.Timeline;

class CacheSizesTest {
  private final Table history = Timeline.table("What the caches held");

  @Test
  void saysOfOneCacheThatItLetNobodyGo() {
    look(0, "never forgets", 0, 0, 0);
    look(5, "never forgets", 600, 600, 600);
    look(10, "never forgets", 1200, 1200, 1201);

    assertThat(title()).isEqualTo("“never forgets” grew to 1,200 and never forgot anybody");
    assertThat(caption())
        .isEqualTo(
            "0 garbage collections in 10 ms. “never forgets” loaded 1,201, held at most 1,200"
                + " and ended up holding 1,200, with 1,200 still living.");
  }

  @Test
  void saysOfOneCacheHowManyAreLeft() {
    look(0, "forgets", 0, 0, 0);
    look(5, "forgets", 60, 60, 60);
    collection(5.5, 2);
    look(10.4, "forgets", 10, 9, 60);

    assertThat(title()).isEqualTo("“forgets” held at most 60 and ended with 10");
    assertThat(caption())
        .isEqualTo(
            "1 garbage collection in 10 ms. “forgets” loaded 60, held at most 60"
                + " and ended up holding 10, with 9 still living.");
  }

  @Test
  void saysSoWhileMoreIsToCome() {
    look(0, "forgets", 0, 0, 0);
    look(10, "forgets", 60, 50, 60);

    assertThat(RenderedFigure.of(Chart.cacheSizeSoFar(history).figure()).title())
        .isEqualTo("So far: “forgets” holds 60");
    assertThat(Chart.cacheSizeSoFar(history).caption())
        .isEqualTo(
            "0 garbage collections in 10 ms so far. “forgets” has loaded 60, held at most 60"
                + " and holds 60 now, with 50 still living.");
    look(20, "and more", 7, 7, 7);
    assertThat(RenderedFigure.of(Chart.cacheSizeSoFar(history).figure()).title())
        .isEqualTo("So far: “forgets” holds 60, “and more” holds 7");
  }

  @Test
  void doesNotClaimThatNobodyWentWhereSomebodyDid() {
    look(0, "forgets", 60, 60, 60);
    look(5, "forgets", 10, 10, 60);
    look(10, "forgets", 60, 60, 110);

    assertThat(title()).isEqualTo("“forgets” held at most 60 and ended with 60");
  }

  @Test
  void comparesTwoCachesInTheOrderInWhichTheyWereWatched() {
    look(0, "zz", 1, 1, 1);
    look(0, "a", 1, 1, 1);
    look(0, "forgets", 1, 1, 1);
    look(9, "zz", 1000, 1000, 1000);
    look(9, "a", 2, 2, 1000);
    look(9, "forgets", 3, 3, 1000);

    assertThat(title()).isEqualTo("At the end: “zz” holds 1,000, “a” holds 2, “forgets” holds 3");
    assertThat(caption())
        .isEqualTo(
            "0 garbage collections in 9 ms. “zz” loaded 1,000, held at most 1,000 and ended up"
                + " holding 1,000, with 1,000 still living. “a” loaded 1,000, held at most 2 and"
                + " ended up holding 2, with 2 still living. “forgets” loaded 1,000, held at most 3"
                + " and ended up holding 3, with 3 still living.");
    assertThat(names()).containsExactly("zz", "a", "forgets");
  }

  @Test
  void givesTheFirstCacheTheColourOfWarning() {
    look(0, "never forgets", 1, 1, 1);
    look(0, "forgets", 1, 1, 1);

    assertThat(traces())
        .extracting(trace -> ((Map<?, ?>) trace.get("line")).get("color").toString())
        .containsExactly("#D55E00", "#0072B2");
  }

  @Test
  void drawsTheLivingWhereTheyDifferFromTheHeld() {
    look(0, "forgets", 5, 5, 5);
    look(1, "forgets", 5, 2, 5);
    look(2, "forgets", 2, 2, 5);

    assertThat(names()).containsExactly("forgets: held", "forgets: still living");
    assertThat(numbers(0, "y")).containsExactly(5.0, 5.0, 2.0);
    assertThat(numbers(1, "y")).containsExactly(5.0, 2.0, 2.0);
    assertThat(numbers(0, "x")).containsExactly(0.0, 1.0, 2.0);
  }

  @Test
  void marksEachCollectionWhereItEnds() {
    look(0, "forgets", 10, 10, 10);
    collection(3, 1);
    collection(6, 4);
    look(20, "forgets", 0, 0, 10);

    assertThat(names()).containsExactly("forgets", "end of a collection");
    assertThat(numbers(1, "x")).containsExactly(4.0, 4.0, 4.0, 10.0, 10.0, 10.0);
    assertThat(caption()).startsWith("2 garbage collections in 20 ms.");
  }

  @Test
  void namesItsAxesWithUnits() {
    look(0, "forgets", 1, 1, 1);

    assertThat(
            RenderedFigure.of(Chart.cacheSize(history).figure()).plotly().get("layout").toString())
        .contains(
            "xaxis={title={text=Time since the work began (ms)}",
            "yaxis={title={text=Entries in the cache}");
  }

  @Test
  void saysItTheSameInEveryCountry() {
    look(0, "never forgets", 1200, 1200, 1200);
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertThat(title()).isEqualTo("“never forgets” grew to 1,200 and never forgot anybody");
      assertThat(caption()).contains("loaded 1,200, held at most 1,200");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void showsWhatATimelineRecorded() {
    StrongCache<String, String> cache = new StrongCache<>(key -> key);
    Table recorded =
        new Timeline()
            .watch("never forgets", cache)
            .record(() -> List.of("a", "b").forEach(cache::get));

    assertThat(Chart.cacheSize(recorded).caption())
        .endsWith(
            "“never forgets” loaded 2, held at most 2 and ended up holding 2, with 2 still"
                + " living.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert('x')</script>",
        "\"quoted\" and 'quoted'",
        "back\\slash",
        "100 % of {{everybody}} ${here} $1",
        "O'Hara & sons <b>",
        "“”\u2028 übergrößenträger 🦉"
      })
  void takesAnyNameAsItIs(String name) {
    look(0, name, 1, 1, 1);
    look(1, "other", 1, 1, 1);

    assertThat(title()).startsWith("At the end: “" + name.replaceAll("\\s+", " ") + "” holds 1");
    assertThat(caption())
        .contains("“" + name.replaceAll("\\s+", " ") + "” loaded 1, held at most 1");
    assertThat(names().get(0)).isEqualTo(name);
  }

  @Test
  void makesOneLineOfANameOfTwo() {
    look(0, "two\nlines\tlong", 1, 1, 1);

    assertThat(title()).isEqualTo("“two lines long” grew to 1 and never forgot anybody");
    assertThat(caption()).doesNotContain("\n");
  }

  @Test
  void refusesAHistoryInWhichNothingHappened() {
    assertRefused(history, "this table has no rows: nothing was recorded");

    collection(1, 1);
    assertRefused(history, "this table has no rows: nothing was recorded");
  }

  @Test
  void refusesAnotherTable() {
    assertRefused(
        Table.create("people"),
        "this table has no number column \"Time (ms)\":"
            + " give the one that Timeline.record(...) returned");
  }

  @Test
  void refusesATableWithoutOneOfTheColumns() {
    for (String column : history.columnNames()) {
      if (!column.equals(Timeline.HEAP)) {
        Table without = history.copy().removeColumns(column);
        assertThatIllegalArgumentException()
            .isThrownBy(() -> Chart.cacheSize(without))
            .withMessageContaining("column \"" + column + "\"");
      }
    }
  }

  @Test
  void refusesAColumnOfAnotherKind() {
    look(0, "forgets", 1, 1, 1);
    Table wrong = history.copy();
    wrong.replaceColumn(Timeline.HELD, StringColumn.create(Timeline.HELD, "many"));

    assertRefused(
        wrong,
        "this table has no number column \"Entries held\":"
            + " give the one that Timeline.record(...) returned");
  }

  @Test
  void refusesNull() {
    assertThatNullPointerException()
        .isThrownBy(() -> Chart.cacheSize(null))
        .withMessage("there is no history to show: it is null");
  }

  private static void assertRefused(Table table, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Chart.cacheSize(table))
        .withMessage(message);
  }

  private String title() {
    return RenderedFigure.of(Chart.cacheSize(history).figure()).title();
  }

  private String caption() {
    return Chart.cacheSize(history).caption();
  }

  private List<Map<?, ?>> traces() {
    return ((List<?>) RenderedFigure.of(Chart.cacheSize(history).figure()).plotly().get("data"))
        .stream().<Map<?, ?>>map(trace -> (Map<?, ?>) trace).toList();
  }

  private List<String> names() {
    return traces().stream().map(trace -> (String) trace.get("name")).toList();
  }

  private List<Double> numbers(int trace, String axis) {
    return ((List<?>) traces().get(trace).get(axis))
        .stream().map(number -> ((Number) number).doubleValue()).toList();
  }

  private void look(double time, String cache, int held, int living, long loads) {
    Timeline.appendLook(history, time, cache, held, living, loads, 10);
  }

  private void collection(double time, long length) {
    Timeline.appendCollection(history, time, "G1 Old Generation, System.gc()", length);
  }
}
