package weakrefs.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import weakrefs.figure.RenderedFigure;

class RoundsTest {
  private static final Table TABLE =
      Table.create(
          "Notes in the map",
          IntColumn.create("Round", new int[] {1, 2, 3}),
          IntColumn.create("points back", new int[] {20, 40, 1060}),
          IntColumn.create("lets go", new int[] {0, 0, 0}));

  @Test
  void saysInTheTitleWhatWasFoundAndInTheCaptionHowItBegan() {
    Chart chart = Chart.rounds(TABLE);

    assertThat(chart.view().forms().get("text/plain"))
        .isEqualTo("Chart: After 3 rounds: “points back” has 1,060, “lets go” has 0");
    assertThat(chart.caption())
        .isEqualTo(
            "Notes in the map: “points back” had 20 after the first round and 1,060 after the last."
                + " “lets go” had 0 after the first round and 0 after the last.");
  }

  @Test
  void drawsALineForEachColumnButTheFirst() {
    Map<String, Object> plotly = RenderedFigure.of(Chart.rounds(TABLE).figure()).plotly();

    List<?> data = (List<?>) plotly.get("data");
    assertThat(data).hasSize(2);
    assertThat(data.get(0).toString()).contains("x=[1.0, 2.0, 3.0]", "y=[20.0, 40.0, 1060.0]");
    assertThat(plotly.get("layout").toString())
        .contains("xaxis={title={text=Round}", "yaxis={title={text=Notes in the map}");
    assertThat(Chart.rounds(TABLE).view().forms()).containsKey("image/png");
  }

  @Test
  void saysWhatIsWrongWithATable() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Chart.rounds(Table.create("empty")))
        .withMessageContaining("a row for each round");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Chart.rounds(
                    Table.create(
                        IntColumn.create("Round", new int[] {1}),
                        StringColumn.create("name", List.of("Ada")))))
        .withMessageContaining("the column \"name\"");
  }
}
