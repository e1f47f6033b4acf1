package weakrefs.playground;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import weakrefs.figure.Png;
import weakrefs.show.View;

/** One small picture for each moment, in rows of three. */
final class Filmstrip {
  private static final int COLUMNS = 3;
  private static final int PIXELS = 2; // for each CSS pixel, in each direction
  private static final int MARGIN = 6;
  private static final int HEADING = 22;
  private static final int LEGEND = 42;
  private static final Font HEAD = new Font(Font.SANS_SERIF, Font.BOLD, 13);
  private static final Font NOTE = new Font(Font.SANS_SERIF, Font.PLAIN, 11);

  private final List<Moment> moments;
  private final int width = Moment.WIDTH + 2 * MARGIN;
  private final int height;

  /**
   * @param moments one or more
   */
  Filmstrip(List<Moment> moments) {
    this.moments = List.copyOf(moments);
    height = HEADING + moments.get(0).height() + LEGEND;
  }

  private int columns() {
    return Math.min(COLUMNS, moments.size());
  }

  private static String numbered(int number, Moment moment) {
    return number + ". " + moment.step();
  }

  private String inWords(int i) {
    return numbered(i + 1, moments.get(i)) + ": " + moments.get(i).inWords() + ".";
  }

  /** With what a page has to know to show one moment after another. */
  View view(String caption) {
    List<String> words = IntStream.range(0, moments.size()).mapToObj(this::inWords).toList();
    Map<String, Object> forms =
        new LinkedHashMap<>(Png.of(this::image).forms(String.join("\n", words)));
    forms.put(
        View.METADATA,
        Map.of(
            "image/png",
            Map.of("width", columns() * width, "frames", words, "columns", columns())));
    return new View(forms, caption);
  }

  private BufferedImage image() {
    int rows = (moments.size() + COLUMNS - 1) / COLUMNS;
    BufferedImage image =
        new BufferedImage(
            PIXELS * columns() * width, PIXELS * rows * height, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = image.createGraphics();
    pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    pen.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    pen.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    pen.scale(PIXELS, PIXELS);
    pen.setColor(Color.WHITE);
    pen.fillRect(0, 0, columns() * width, rows * height);
    for (int i = 0; i < moments.size(); i++) {
      paint(pen, i, i % COLUMNS * width + MARGIN, i / COLUMNS * height);
    }
    pen.dispose();
    return image;
  }

  private void paint(Graphics2D pen, int i, int left, int top) {
    Moment moment = moments.get(i);
    pen.setColor(Color.BLACK);
    pen.setFont(HEAD);
    pen.drawString(numbered(i + 1, moment), left, top + HEADING - 7);
    for (int tile = 0; tile < moment.tiles().size(); tile++) {
      moment.tiles().get(tile).paint(pen, left + Moment.x(tile), top + HEADING + Moment.y(tile));
    }
    pen.setFont(NOTE);
    Tile[] kinds = Tile.values();
    for (int kind = 0; kind < kinds.length; kind++) {
      int x = left + kind % 2 * Moment.WIDTH / 2;
      int y = top + HEADING + moment.height() + 3 + kind / 2 * 16;
      kinds[kind].paint(pen, x, y);
      pen.setColor(Color.BLACK);
      pen.drawString(moment.counted(kinds[kind]), x + Tile.PITCH + 1, y + 9);
    }
  }
}
