package weakrefs.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import weakrefs.figure.OneLine;
import weakrefs.inspect.Follower.Look;
import weakrefs.show.View;

class DrawingTest {
  private static final int OWNER = 0x0072B2;
  private static final int HIDDEN = 0xD55E00;
  private static final int OBSERVER = 0x009E73;
  private static final int OBJECT = 0xE69F00;

  private static Drawing alive(List<String> owners, List<String> observers) {
    return new Drawing("Ada", new Look(false, owners, observers, List.of(), List.of()));
  }

  private static Drawing gone(List<String> findNothing, List<String> vanished) {
    return new Drawing("Ada", new Look(true, List.of(), List.of(), findNothing, vanished));
  }

  private static List<String> names(int count) {
    return IntStream.range(0, count).mapToObj(i -> "name" + i).toList();
  }

  private static BufferedImage picture(Drawing drawing) {
    Object png = drawing.view().forms().get("image/png");
    assertThat(png).as(drawing.view().forms().get("text/plain").toString()).isNotNull();
    try {
      return ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode((String) png)));
    } catch (IOException e) {
      throw new AssertionError("not a PNG", e);
    }
  }

  /** In CSS pixels. */
  private static int width(Drawing drawing) {
    Map<?, ?> metadata = (Map<?, ?>) drawing.view().forms().get(View.METADATA);
    return (int) ((Map<?, ?>) metadata.get("image/png")).get("width");
  }

  /** How many pixels each colour has. */
  private static Map<Integer, Integer> colours(Drawing drawing) {
    BufferedImage image = picture(drawing);
    Map<Integer, Integer> colours = new HashMap<>();
    for (int x = 0; x < image.getWidth(); x++) {
      for (int y = 0; y < image.getHeight(); y++) {
        colours.merge(image.getRGB(x, y) & 0xFFFFFF, 1, Integer::sum);
      }
    }
    return colours;
  }

  @Test
  void paintsOwnersHiddenOnesAndObserversInColoursOfTheirOwn() {
    assertThat(colours(alive(List.of("a"), List.of())))
        .containsKeys(OWNER, OBJECT)
        .doesNotContainKeys(HIDDEN, OBSERVER);
    assertThat(colours(alive(List.of("$7"), List.of())))
        .containsKeys(HIDDEN)
        .doesNotContainKeys(OWNER, OBSERVER);
    assertThat(colours(alive(List.of(), List.of("p"))))
        .containsKeys(OBSERVER)
        .doesNotContainKeys(OWNER, HIDDEN);
  }

  @Test
  void hasTwoPixelsForEachThatIsShown() {
    Drawing drawing = alive(names(2), names(1));

    assertThat(picture(drawing).getWidth()).isEqualTo(2 * width(drawing));
  }

  @Test
  void leavesAnEmptyFrameOfWhoIsGone() {
    assertThat(colours(gone(List.of("peek"), List.of("entry"))))
        .containsKeys(OBSERVER)
        .doesNotContainKeys(OBJECT, OWNER, HIDDEN);
    assertThat(gone(List.of("peek"), List.of("entry")).toString())
        .contains("x - -  peek (finds nothing now (null))")
        .contains("          entry (no longer there)")
        .endsWith("1 observer finds nothing now (null): peek. No longer there: entry.");
  }

  @Test
  void saysThatNobodyIsThere() {
    assertThat(alive(List.of(), List.of()))
        .hasToString(
            """
                               +-----+
            (no owner)         | Ada |          (no observer)
                               +-----+
            “Ada” has no owner that this notebook can see, so the next collection may take it.\
             Nothing else knows where it is.\
            """);
    assertThat(gone(List.of(), List.of()).caption())
        .isEqualTo("“Ada” is gone: nothing owned it anymore, so a collection took it.");
    assertThat(width(alive(List.of(), List.of()))).isBetween(400, 900);
  }

  @Test
  void drawsTwelveOnEachSideAndCountsTheRest() {
    Drawing twelve = alive(names(12), names(12));
    Drawing more = alive(names(17), names(13));

    assertThat(twelve.toString()).contains("name11").doesNotContain("more");
    assertThat(more.toString())
        .contains("and 5 more ", "and 1 more\n", "has 17 owners: name0, ", "name11 and 5 more.")
        .doesNotContain("name12");
    assertThat(picture(more).getHeight()).isGreaterThan(picture(twelve).getHeight());
  }

  @ParameterizedTest
  @CsvSource({
    "$7, true",
    "'$7[0]', true",
    "$12.get(), true",
    "$x, false",
    "$7x, false",
    "a$7, false"
  })
  void knowsAHiddenVariableByItsName(String name, boolean isHidden) {
    assertThat(alive(List.of(name), List.of()).toString().contains("hidden: JShell"))
        .isEqualTo(isHidden);
  }

  @Test
  void shortensNamesAfter60Characters() {
    assertThat(OneLine.of("x".repeat(60))).isEqualTo("x".repeat(60));
    assertThat(OneLine.of("x".repeat(61))).isEqualTo("x".repeat(60) + "…");
    assertThat(OneLine.of("😀".repeat(61))).isEqualTo("😀".repeat(60) + "…");
  }

  @Test
  void hasRoomForLongNames() {
    List<String> longest = List.of("W".repeat(60), "漢".repeat(60), "word ".repeat(12));
    Drawing drawing = alive(longest, longest);
    BufferedImage image = picture(drawing);

    assertThat(width(drawing)).isLessThan(1200);
    for (int y = 0; y < image.getHeight(); y++) { // nothing touches the edges
      assertThat(image.getRGB(4, y)).isEqualTo(Color.WHITE.getRGB());
      assertThat(image.getRGB(image.getWidth() - 5, y)).isEqualTo(Color.WHITE.getRGB());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)</script>",
        "a\nb",
        "עברית",
        "مرحبا",
        "😀",
        "\0",
        "\uD83D",
        "e\u0301"
      })
  void drawsAnyName(String name) {
    String inside = "cache[\"" + name + "\"]";
    Drawing drawing =
        new Drawing(
            OneLine.of(name),
            new Look(false, List.of(inside, name), List.of(inside), List.of(), List.of()));

    assertThat(picture(drawing).getWidth()).isPositive();
    assertThat(drawing.toString().chars().filter(Character::isISOControl).filter(c -> c != '\n'))
        .isEmpty();
    assertThat(drawing.toString().lines()).hasSize(4);
  }

  @Test
  void letsNoNameTurnTheSentenceAroundIt() {
    assertThat(OneLine.of("a\u202Eb\u2066c")).isEqualTo("a\uFFFDb\uFFFDc");
    assertThat(alive(List.of("שלום"), List.of("plain")).caption())
        .contains("owner: \u2068שלום\u2069.", "is: plain.");
  }

  @Test
  void hasItsCaptionUnderThePictureAndNotInIt() {
    View view = alive(names(1), names(1)).view();

    assertThat(view.forms().get("text/plain").toString())
        .contains("| Ada |")
        .doesNotContain("“Ada”");
    assertThat(view.caption()).startsWith("“Ada” has 1 owner");
  }
}
