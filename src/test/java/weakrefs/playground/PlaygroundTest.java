package weakrefs.playground;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import weakrefs.show.View;
import weakrefs.widget.Widget;

/** Played as on a page: by the labels of its buttons. */
class PlaygroundTest {
  private static final String LEAVER = "Who holds the first person to leave it?";
  private static final String FIRST = "Who holds the first person on the screen?";

  private final Playground playground = new Playground();

  private List<Widget> all() {
    List<Widget> all = new ArrayList<>();
    collect(playground.widget().orElseThrow(), all);
    return all;
  }

  private static void collect(Widget widget, List<Widget> all) {
    all.add(widget);
    widget.parts().forEach(part -> collect(part, all));
  }

  private void press(String... labels) {
    for (String label : labels) {
      for (Widget each : all()) {
        if (each instanceof Widget.Button button && button.label().equals(label)) {
          button.press().run();
        } else if (each instanceof Widget.Choice choice && choice.options().contains(label)) {
          choice.pick().accept(choice.options().indexOf(label));
        }
      }
    }
  }

  private String said() {
    return all().stream()
        .map(each -> each instanceof Widget.Html html ? html.html() : "")
        .filter(html -> !html.startsWith("<svg"))
        .reduce("", (before, more) -> before + " " + more)
        .strip();
  }

  private String counts() {
    return all().stream()
        .map(each -> each instanceof Widget.Html html ? html.html() : "")
        .filter(html -> html.startsWith("<svg"))
        .findFirst()
        .orElseThrow()
        .replaceFirst(".*?aria-label=\"(.*?)\".*", "$1");
  }

  @Test
  void beginsWithNobody() {
    assertThat(counts()).isEqualTo("0 on the screen, 0 out of sight, 0 gone, 200 not loaded");
    press("Collect garbage");
    assertThat(said()).isEqualTo("Garbage was collected, but nobody was there to be taken.");
  }

  @Test
  void aCollectionTakesThePeopleNobodyHolds() {
    press("never forgets", "Next page");
    assertThat(counts()).startsWith("5 on the screen, 45 out of sight");
    press("Collect garbage");
    assertThat(counts()).startsWith("5 on the screen, 45 out of sight, 0 gone");
    assertThat(said())
        .isEqualTo(
            "Garbage was collected, and nobody is gone. The cache holds everybody it has loaded, needed or not.");

    press("forgets", "Next page", "Collect garbage");
    assertThat(counts()).startsWith("5 on the screen, 0 out of sight, 45 gone");
    assertThat(said()).endsWith("The screen holds its people, so those stay.");
    press("Clear the screen");
    assertThat(counts()).startsWith("0 on the screen");
    press("Collect garbage");
    assertThat(counts()).isEqualTo("0 on the screen, 0 out of sight, 50 gone, 150 not loaded");
  }

  @Test
  void afterTheLastPageComesTheFirst() {
    press("60 rows", "Next page", "Next page", "Next page", "Next page", "Collect garbage");
    assertThat(counts()).startsWith("60 on the screen, 0 out of sight, 140 gone");
    press("Next page");
    assertThat(said())
        .contains("You looked up 50 people, Ada to Zara. The cache had to load them all.");
    press("5 rows");
    assertThat(counts()).startsWith("5 on the screen");
    assertThat(said()).isEqualTo("The screen has room for 5 now.");
  }

  @Test
  void saysWhoHoldsWhom() {
    press(FIRST);
    assertThat(said()).contains("Nobody is on the screen. Press “Next page” first.");
    press(LEAVER);
    assertThat(said()).contains("Nobody has left the screen yet.");

    press("never forgets", "Next page", FIRST);
    assertThat(said())
        .contains("The first person on the screen is Ugo. The screen and the cache hold them.");
    press(LEAVER);
    assertThat(said())
        .contains("The first person to leave the screen was Ada. The cache holds them.");

    press("forgets", "Next page", FIRST);
    assertThat(said())
        .endsWith("is Ugo. The screen holds them. The cache only knows where they are.");
    press("Collect garbage", LEAVER);
    assertThat(said()).endsWith("was Ada. Nobody held them anymore, so a collection took them.");
  }

  @Test
  void itsSavedPictureShowsEachStep() throws IOException {
    press("Next page", "Collect garbage");
    View view = playground.view();

    assertThat(view.forms().get("text/plain").toString().lines())
        .hasSize(3)
        .last()
        .isEqualTo("3. Collect garbage: 5 on the screen, 0 out of sight, 45 gone, 150 not loaded.");
    BufferedImage image = picture(view);
    Map<?, ?> how = (Map<?, ?>) ((Map<?, ?>) view.forms().get(View.METADATA)).get("image/png");
    assertThat(how.get("columns")).isEqualTo(3);
    assertThat((List<?>) how.get("frames")).hasSize(3);
    assertThat(image.getWidth()).isEqualTo(2 * (Integer) how.get("width"));
    assertThat(view.caption()).contains("in a cache that forgets");
  }

  @Test
  void withoutButtonsItPlaysItself() throws IOException {
    View view = playground.view();

    assertThat(view.forms().get("text/plain").toString().lines()).hasSize(6);
    assertThat(view.caption())
        .endsWith(
            "a tile for each, after each step. At the end: 0 on the screen, 0 out of sight, 150 gone, 50 not loaded.");
    assertThat(picture(view).getHeight()).isPositive();
  }

  private static BufferedImage picture(View view) throws IOException {
    byte[] png = Base64.getDecoder().decode((String) view.forms().get("image/png"));
    return ImageIO.read(new ByteArrayInputStream(png));
  }
}
