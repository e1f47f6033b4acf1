package weakrefs.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static weakrefs.figure.Pixels.has;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;
import weakrefs.figure.Pixels;
import weakrefs.timeline.Timeline;

class SmallMultiplesTest {
  private static final int BLUE = 0x0072B2;
  private static final int GREY = 0x888888;

  /** A cache that grows to {@code most} at half the time, and then loses all but one. */
  private static Table history(double end, int most, boolean collected) {
    Table table = Timeline.table("history");
    look(table, 0, 1);
    look(table, end / 2, most);
    if (collected) {
      Timeline.appendCollection(table, end / 2, "Copy, full", 1);
    }
    look(table, end, 1);
    return table;
  }

  private static void look(Table table, double time, int held) {
    Timeline.appendLook(table, time, "the cache", held, held, held, 10);
  }

  private static Map<String, Table> histories(int count) {
    Map<String, Table> histories = new LinkedHashMap<>();
    for (int i = 1; i <= count; i++) {
      histories.put("run " + i, history(100 * i, 10 * i, i != 1));
    }
    return histories;
  }

  private static JsonNode json(Chart chart) {
    return new ObjectMapper()
        .valueToTree(chart.view().forms().get("application/vnd.plotly.v1+json"));
  }

  @Test
  void givesEachHistoryAPanelOfItsOwn() {
    JsonNode json = json(Chart.smallMultiples(histories(5)));

    assertThat(json.get("data")).hasSize(10);
    for (int i = 1; i <= 5; i++) {
      String number = i == 1 ? "" : "" + i;
      JsonNode line = json.get("data").get(2 * i - 2);
      assertThat(line.get("xaxis").asText()).isEqualTo("x" + number);
      assertThat(line.get("yaxis").asText()).isEqualTo("y" + number);
      assertThat(line.get("y").toString()).isEqualTo("[1.0,%d.0,1.0]".formatted(10 * i));
      assertThat(line.get("showlegend").asBoolean()).isEqualTo(i == 1);
      JsonNode heading = json.at("/layout/annotations").get(i - 1);
      assertThat(heading.get("text").asText()).isEqualTo("run " + i);
      assertThat(heading.get("xref").asText()).isEqualTo("x" + number + " domain");
    }
    assertThat(json.at("/layout/grid/rows").asInt()).isEqualTo(2);
    assertThat(json.at("/layout/grid/columns").asInt()).isEqualTo(3);
  }

  @Test
  void allPanelsHaveTheSameAxes() {
    JsonNode layout = json(Chart.smallMultiples(histories(5))).get("layout");

    for (String number : new String[] {"", "2", "3", "4", "5"}) {
      assertThat(layout.get("xaxis" + number).get("range").toString()).isEqualTo("[0,500.0]");
      assertThat(layout.get("yaxis" + number).get("range").toString()).isEqualTo("[0,52.5]");
      assertThat(layout.get("xaxis" + number).at("/title/text").asText()).isEqualTo("Time (ms)");
      assertThat(layout.get("yaxis" + number).at("/title/text").asText()).isEqualTo("Entries");
    }
  }

  @Test
  void saysTheNumbers() {
    assertThat(Chart.smallMultiples(histories(2)))
        .hasToString(
            "Chart: Most entries held: run 1 10, run 2 20\n"
                + "run 1: 0 garbage collections in 100 ms, at most 10 entries, 1 at the end."
                + " run 2: 1 garbage collection in 200 ms, at most 20 entries, 1 at the end.");
  }

  @Test
  void thePictureHasTheSizeOfTheFigureAndALineInEachPanel() {
    Chart chart = Chart.smallMultiples(histories(5));
    JsonNode layout = json(chart).get("layout");
    BufferedImage image = Pixels.of(chart);

    assertThat(image.getWidth()).isEqualTo(layout.get("width").asInt());
    assertThat(image.getHeight()).isEqualTo(layout.get("height").asInt());
    int width = image.getWidth() / 3;
    int height = (image.getHeight() - 84) / 2;
    for (int panel = 0; panel < 5; panel++) {
      BufferedImage part =
          image.getSubimage(panel % 3 * width, 44 + panel / 3 * height, width, height);
      assertThat(has(part, BLUE)).as("line in panel %d", panel + 1).isTrue();
      assertThat(hasMark(part)).as("collection in panel %d", panel + 1).isEqualTo(panel > 0);
    }
    BufferedImage empty = image.getSubimage(2 * width, 44 + height, width, height);
    assertThat(has(empty, BLUE)).as("the sixth place").isFalse();
    BufferedImage legend = image.getSubimage(0, image.getHeight() - 40, image.getWidth(), 40);
    assertThat(has(legend, BLUE)).isTrue();
    assertThat(has(legend, GREY)).isTrue();
  }

  /** The panel of a cache that held a fifth of the largest has a line a fifth as high. */
  @Test
  void thePictureHasTheSameAxesInEachPanel() {
    BufferedImage image = Pixels.of(Chart.smallMultiples(histories(5)));
    int width = image.getWidth() / 3;
    int height = (image.getHeight() - 84) / 2;

    int low = Pixels.height(image.getSubimage(0, 44, width, height), BLUE);
    int high = Pixels.height(image.getSubimage(width, 44 + height, width, height), BLUE);

    assertThat((double) low / high).isBetween(.1, .3);
  }

  /** A dashed line from top to bottom; a letter may have a gray edge, too. */
  private static boolean hasMark(BufferedImage image) {
    for (int x = 0; x < image.getWidth(); x++) {
      int gray = 0;
      for (int y = 0; y < image.getHeight(); y++) {
        gray += (image.getRGB(x, y) & 0xFFFFFF) == 0xFFFFFF ? 0 : 1;
      }
      if (gray > image.getHeight() / 3
          && has(image.getSubimage(x, 0, 1, image.getHeight()), GREY)) {
        return true;
      }
    }
    return false;
  }

  @Test
  void onePanelIsEnough() {
    assertThat(json(Chart.smallMultiples(histories(1))).at("/layout/grid/columns").asInt()).isOne();
    assertThat(Pixels.of(Chart.smallMultiples(histories(1))).getWidth()).isEqualTo(760);
  }

  @Test
  void refusesNothingAtAll() {
    assertThatThrownBy(() -> Chart.smallMultiples(Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("small multiples need one history or more, not none");
    assertThatThrownBy(() -> Chart.smallMultiples(null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("there are no histories to show: the map is null");
    assertThatThrownBy(() -> Chart.smallMultiples(Map.of("x", Table.create("x"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("give the one that Timeline.record(...) returned");
  }
}
