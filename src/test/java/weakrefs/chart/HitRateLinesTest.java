package weakrefs.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import weakrefs.figure.RenderedFigure;
import weakrefs.timeline.HitRates;

class HitRateLinesTest {
  private final Table history =
      Table.create(
          "Hits",
          IntColumn.create(HitRates.LOOK_UPS),
          StringColumn.create(HitRates.CACHE),
          IntColumn.create(HitRates.HITS),
          IntColumn.create(HitRates.BLOCK_SIZE),
          StringColumn.create(HitRates.COLLECTION));

  private void block(int end, String cache, int hits, int of) {
    Row row = history.appendRow();
    row.setInt(HitRates.LOOK_UPS, end);
    row.setString(HitRates.CACHE, cache);
    row.setInt(HitRates.HITS, hits);
    row.setInt(HitRates.BLOCK_SIZE, of);
  }

  private void collection(int at) {
    Row row = history.appendRow();
    row.setInt(HitRates.LOOK_UPS, at);
    row.setString(HitRates.COLLECTION, "asked for");
  }

  private String title() {
    return RenderedFigure.of(Chart.hitRates(history).figure()).title();
  }

  @SuppressWarnings("unchecked")
  private List<Map<String, Object>> traces() {
    return (List<Map<String, Object>>)
        RenderedFigure.of(Chart.hitRates(history).figure()).plotly().get("data");
  }

  @Test
  void saysWhoIsBestAndWhoIsWorst() {
    block(50, "weak", 10, 50);
    block(50, "bounded", 40, 50);
    block(50, "both", 5, 50);
    collection(50);
    block(60, "weak", 10, 10);
    block(60, "bounded", 8, 10);
    block(60, "both", 1, 10);

    assertThat(title()).isEqualTo("“bounded” found 80% of what was looked up, “both” 10%");
    assertThat(Chart.hitRates(history).caption())
        .isEqualTo(
            "1 garbage collection in 60 look-ups. Overall,"
                + " “weak” found 33%, “bounded” found 80%, “both” found 10%.");
  }

  @Test
  void saysOfOneCacheHowMuchItFound() {
    block(1_000, "weak", 500, 1_000);

    assertThat(title()).isEqualTo("“weak” found 50% of what was looked up");
    assertThat(Chart.hitRates(history).caption())
        .startsWith("0 garbage collections in 1,000 look-ups.");
    assertThat(traces()).as("no collection, no mark").hasSize(1);
  }

  @Test
  void drawsEachBlockAtItsMiddleAndEachCollectionWhereItWas() {
    block(50, "weak", 25, 50);
    collection(50);
    block(90, "weak", 10, 40);

    assertThat(traces())
        .extracting(t -> t.get("name"))
        .containsExactly("weak", "end of a collection");
    assertThat(traces().get(0)).containsEntry("x", List.of(25.0, 70.0));
    assertThat(traces().get(0)).containsEntry("y", List.of(50.0, 25.0));
    assertThat(traces().get(1).get("x")).isEqualTo(List.of(50.0, 50.0, 50.0));
    assertThat(traces().get(1).get("y")).isEqualTo(Arrays.asList(0.0, 105.0, null));
  }

  @Test
  void isCompleteInEveryForm() {
    block(50, "weak", 25, 50);
    collection(50);

    assertThat(Chart.hitRates(history).view().forms())
        .containsKeys("application/vnd.plotly.v1+json", "image/png", "text/plain");
  }

  @Test
  void speaksEnglishInEveryCountry() {
    Locale before = Locale.getDefault();
    block(2_500, "weak", 1_250, 2_500);
    String english = Chart.hitRates(history).toString();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertThat(Chart.hitRates(history)).hasToString(english);
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void saysWhatIsWrongWithATable() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Chart.hitRates(history))
        .withMessage("this table has no rows: nothing was looked up");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Chart.hitRates(Table.create("other")))
        .withMessageContaining("give the one that HitRates.record(...) returned");
    assertThatNullPointerException().isThrownBy(() -> Chart.hitRates(null));
  }
}
