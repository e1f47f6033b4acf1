package weakrefs.playground;

import static java.util.stream.Collectors.joining;
import static weakrefs.chart.HouseStyle.inEnglish;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import weakrefs.show.Markup;

/**
 * Everybody's tile after one step. It's words and tiles, so it holds nobody.
 *
 * @param step what was done
 * @param names whose tiles they are
 */
record Moment(String step, List<String> names, List<Tile> tiles) {
  private static final int COLUMNS = 20;

  /** In {@link Tile#PITCH}'s unit. */
  static final int WIDTH = COLUMNS * Tile.PITCH;

  int height() {
    return (tiles.size() + COLUMNS - 1) / COLUMNS * Tile.PITCH;
  }

  static int x(int tile) {
    return tile % COLUMNS * Tile.PITCH;
  }

  static int y(int tile) {
    return tile / COLUMNS * Tile.PITCH;
  }

  int count(Tile kind) {
    return Collections.frequency(tiles, kind);
  }

  int goneSince(Moment before) {
    return (int)
        IntStream.range(0, tiles.size())
            .filter(i -> tiles.get(i) == Tile.GONE && before.tiles.get(i) != Tile.GONE)
            .count();
  }

  /** Such as {@code 5 on the screen}. */
  String counted(Tile kind) {
    return inEnglish("%,d %s", count(kind), kind.words);
  }

  String inWords() {
    return Arrays.stream(Tile.values()).map(this::counted).collect(joining(", "));
  }

  /** The tiles, with a name under the pointer, and what their shapes mean. */
  String html() {
    StringBuilder html = new StringBuilder();
    html.append("<svg role='img' aria-label=\"").append(Markup.html(inWords())).append("\" ");
    html.append(inEnglish("viewBox='0 0 %d %d' ", WIDTH, height()));
    html.append(inEnglish("style='display:block;width:%dpx;max-width:100%%'>", 2 * WIDTH));
    for (int i = 0; i < tiles.size(); i++) {
      Tile tile = tiles.get(i);
      html.append(inEnglish("<g transform='translate(%d %d)'>", x(i), y(i))).append(tile.svg());
      String name = Markup.html(names.get(i) + ": " + tile.words);
      html.append("<title>").append(name).append("</title></g>");
    }
    html.append("</svg><div>");
    Arrays.stream(Tile.values()).forEach(kind -> html.append(legend(kind)));
    return html.append("</div>").toString();
  }

  private String legend(Tile kind) {
    return "<span style='white-space:nowrap;margin-right:1.5em'>"
        + "<svg aria-hidden='true' width='12' height='12' viewBox='0 0 10 10'>"
        + kind.svg()
        + "</svg> "
        + counted(kind)
        + "</span>";
  }
}
