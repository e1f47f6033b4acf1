package weakrefs.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import weakrefs.figure.OneLine;
import weakrefs.figure.Pixels;
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

  /** In CSS pixels. */
  private static int width(Drawing drawing) {
    Map<?, ?> metadata = (Map<?, ?>) drawing.view().forms().get(View.METADATA);
    return (int) ((Map<?, ?>) metadata.get("image/png")).get("width");
  }

  private static Set<Integer> colors(Drawing drawing) {
    return Pixels.colors(Pixels.of(drawing));
  }

  @Test
  void paintsOwnersHiddenOnesAndObserversInColoursOfTheirOwn() {
    assertThat(colors(alive(List.of("a"), List.of())))
        .contains(OWNER, OBJECT)
        .doesNotContain(HIDDEN, OBSERVER);
    assertThat(colors(alive(List.of("$7"), List.of())))
        .contains(HIDDEN)
        .doesNotContain(OWNER, OBSERVER);
    assertThat(colors(alive(List.of(), List.of("p"))))
        .contains(OBSERVER)
        .doesNotContain(OWNER, HIDDEN);
  }

  @Test
  void hasTwoPixelsForEachThatIsShown() {
    Drawing drawing = alive(names(2), names(1));

    assertThat(Pixels.of(drawing).getWidth()).isEqualTo(2 * width(drawing));
  }

  @Test
  void leavesAnEmptyFrameOfWhoIsGone() {
    assertThat(colors(gone(List.of("peek"), List.of("entry"))))
        .contains(OBSERVER)
        .doesNotContain(OBJECT, OWNER, HIDDEN);
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
    assertThat(Pixels.of(more).getHeight()).isGreaterThan(Pixels.of(twelve).getHeight());
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
    BufferedImage image = Pixels.of(drawing);

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

    assertThat(Pixels.of(drawing).getWidth()).isPositive();
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
