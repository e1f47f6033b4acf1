package weakrefs.playground;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.RoundRectangle2D;
import weakrefs.chart.HouseStyle;

/** What became of a person, and what their tile looks like: a different shape for each, too. */
enum Tile {
  ON_SCREEN("on the screen", HouseStyle.ORANGE),
  LIVING("out of sight", HouseStyle.BLUE),
  GONE("gone", ""),
  NOT_LOADED("not loaded", "");

  /** From one tile to the next, in the picture's own unit. */
  static final int PITCH = 12;

  private static final int SIZE = 10;

  final String words;

  /** What it's filled with, or nothing. */
  private final String color;

  Tile(String words, String color) {
    this.words = words;
    this.color = color;
  }

  /** For a page, in the page's own text color where it has none. */
  String svg() {
    return switch (this) {
      case ON_SCREEN ->
          "<rect width='9' height='9' x='.5' y='.5' rx='2' fill='%s' stroke='currentColor'/>"
              .formatted(color);
      case LIVING -> "<rect width='10' height='10' rx='2' fill='%s'/>".formatted(color);
      case GONE -> "<path d='M2 2 8 8M2 8 8 2' stroke='currentColor' opacity='.6'/>";
      case NOT_LOADED -> "<circle cx='5' cy='5' r='1.2' fill='currentColor' opacity='.6'/>";
    };
  }

  /** For a picture, in ink on white. */
  void paint(Graphics2D pen, double x, double y) {
    pen.setStroke(new BasicStroke(1));
    Color faint = new Color(0x666666);
    switch (this) {
      case ON_SCREEN -> {
        pen.setColor(Color.decode(color));
        pen.fill(new RoundRectangle2D.Double(x, y, SIZE, SIZE, 4, 4));
        pen.setColor(Color.BLACK);
        pen.draw(new RoundRectangle2D.Double(x + .5, y + .5, SIZE - 1, SIZE - 1, 4, 4));
      }
      case LIVING -> {
        pen.setColor(Color.decode(color));
        pen.fill(new RoundRectangle2D.Double(x, y, SIZE, SIZE, 4, 4));
      }
      case GONE -> {
        pen.setColor(faint);
        pen.draw(new Line2D.Double(x + 2, y + 2, x + 8, y + 8));
        pen.draw(new Line2D.Double(x + 2, y + 8, x + 8, y + 2));
      }
      default -> {
        pen.setColor(faint);
        pen.fill(new Ellipse2D.Double(x + 3.8, y + 3.8, 2.4, 2.4));
      }
    }
  }
}
