package weakrefs.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.font.LineBreakMeasurer;
import java.awt.font.TextAttribute;
import java.awt.font.TextLayout;
import java.awt.geom.CubicCurve2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.text.AttributedString;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import weakrefs.chart.Drawing.Party;
import weakrefs.chart.Drawing.Tie;

/** Draws a {@link Drawing}: owners, the object, observers, each as wide as its names need. */
final class SketchPicture {
  // The house's colors, darkened for small details.
  private static final Color OWNER = Color.decode(HouseStyle.BLUE);
  private static final Color HIDDEN = Color.decode(HouseStyle.VERMILION);
  private static final Color OBSERVER = Color.decode(HouseStyle.GREEN);
  private static final Color OBJECT = Color.decode(HouseStyle.ORANGE);
  private static final Color INK = new Color(0x1F1F1F);
  private static final Color FAINT = new Color(0x6B6B6B);
  private static final Color WARNING = new Color(0xA84300);
  private static final Color PAPER = Color.WHITE;

  private static final Font NAME = new Font(Font.MONOSPACED, Font.PLAIN, 14);
  private static final Font NOTE = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
  private static final Font HEAD = new Font(Font.SANS_SERIF, Font.BOLD, 14);
  private static final Font LABEL = new Font(Font.SANS_SERIF, Font.BOLD, 17);

  /** So that text is measured the way it will be drawn. */
  private static final FontRenderContext HOW = new FontRenderContext(null, true, true);

  private static final int MARGIN = 20;
  private static final int HEADING = 52;
  private static final int PADDING = 12;
  private static final int BETWEEN = 12;
  private static final int ARROW = 120;
  private static final int NARROWEST_COLUMN = 190;
  private static final int WIDEST_TEXT = 290;
  private static final int WIDEST_LABEL = 220;
  private static final float[] DASHES = {7, 5};

  private final Drawing drawing;
  private final List<Box> owners = new ArrayList<>();
  private final List<Box> observers = new ArrayList<>();
  private final Box object;
  private Graphics2D pen;

  SketchPicture(Drawing drawing) {
    this.drawing = drawing;
    addBoxes(owners, drawing.owners);
    addBoxes(observers, drawing.observers);
    List<Line> lines = lines(drawing.label, LABEL, drawing.isGone ? FAINT : INK, WIDEST_LABEL);
    if (drawing.isGone) {
      lines.addAll(lines("gone", NOTE, FAINT, WIDEST_LABEL));
    }
    this.object = new Box(null, lines);
  }

  private static void addBoxes(List<Box> boxes, Drawing.Side side) {
    for (Party party : side.drawn()) {
      boolean isHidden = party.tie() == Tie.OWNS_IN_SECRET;
      Color ink = party.tie() == Tie.VANISHED ? FAINT : INK;
      List<Line> lines = lines(party.name(), NAME, ink, WIDEST_TEXT);
      String note = (isHidden ? "! " : "") + party.tie().note;
      lines.addAll(lines(note, NOTE, isHidden ? WARNING : FAINT, WIDEST_TEXT));
      boxes.add(new Box(party.tie(), lines));
    }
    if (!side.rest().isEmpty()) { // words without a frame
      boxes.add(new Box(null, lines(side.rest(), NOTE, FAINT, WIDEST_TEXT)));
    }
  }

  /** One line of text in its font. */
  private record Line(TextLayout text, Color color) {
    double width() {
      return text.getAdvance();
    }

    double height() {
      return text.getAscent() + text.getDescent() + text.getLeading();
    }
  }

  private static List<Line> lines(String text, Font font, Color color, int widest) {
    List<Line> lines = new ArrayList<>();
    if (text.isEmpty()) {
      return lines;
    }
    AttributedString attributed = new AttributedString(text, Map.of(TextAttribute.FONT, font));
    LineBreakMeasurer measurer = new LineBreakMeasurer(attributed.getIterator(), HOW);
    while (measurer.getPosition() < text.length()) {
      lines.add(new Line(measurer.nextLayout(widest), color));
    }
    return lines;
  }

  /** A frame around lines; without a tie, it's the object or words without a frame. */
  private static final class Box {
    final Tie tie;
    final List<Line> lines;
    double x;
    double y;
    double width;
    double height;

    Box(Tie tie, List<Line> lines) {
      this.tie = tie;
      this.lines = lines;
      this.width = Math.ceil(lines.stream().mapToDouble(Line::width).max().orElse(0)) + 2 * PADDING;
      this.height = Math.ceil(lines.stream().mapToDouble(Line::height).sum()) + 14;
    }

    double middle() {
      return y + height / 2;
    }

    Shape frame() {
      return new RoundRectangle2D.Double(x, y, width, height, 12, 12);
    }
  }

  /** Draws it, with so many pixels in each direction for every pixel of the layout. */
  BufferedImage draw(int scale) {
    object.width = Math.max(object.width, 120);
    object.height = Math.max(object.height, 76);
    int rows = Math.max(drawing.owners.drawn().size(), drawing.observers.drawn().size());
    object.height = Math.max(object.height, 24 + 16 * rows); // arrows side by side
    double column = Math.max(widest(owners), widest(observers)); // so the object is in the middle
    owners.forEach(box -> box.width = column);
    observers.forEach(box -> box.width = column);
    double content = Math.max(object.height, Math.max(height(owners), height(observers)));
    int width = (int) Math.ceil(2 * MARGIN + 2 * column + 2 * ARROW + object.width);
    int height = (int) Math.ceil(2 * MARGIN + HEADING + content);
    double center = MARGIN + HEADING + content / 2;
    place(owners, MARGIN, center);
    object.x = MARGIN + column + ARROW;
    object.y = center - object.height / 2;
    place(observers, object.x + object.width + ARROW, center);

    BufferedImage image =
        new BufferedImage(scale * width, scale * height, BufferedImage.TYPE_INT_RGB);
    pen = image.createGraphics();
    try {
      pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      pen.setRenderingHint(
          RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
      pen.setRenderingHint(
          RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
      pen.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
      pen.scale(scale, scale);
      pen.setColor(PAPER);
      pen.fillRect(0, 0, width, height);
      heading("Owners", drawing.isGone ? "held it" : "hold it, so it stays", MARGIN, column);
      heading(
          "Observers",
          drawing.isGone ? "knew where it was" : "only know where it is",
          object.x + object.width + ARROW,
          column);
      drawObject();
      drawAll(owners, true);
      drawAll(observers, false);
    } finally {
      pen.dispose();
    }
    return image;
  }

  private static double widest(List<Box> boxes) {
    return boxes.stream().mapToDouble(box -> box.width).reduce(NARROWEST_COLUMN, Math::max);
  }

  private static double height(List<Box> boxes) {
    return boxes.stream().mapToDouble(box -> box.height).sum() + BETWEEN * (boxes.size() - 1);
  }

  private static void place(List<Box> boxes, double x, double center) {
    double y = center - height(boxes) / 2;
    for (Box box : boxes) {
      box.x = x;
      box.y = Math.round(y);
      y += box.height + BETWEEN;
    }
  }

  private void heading(String head, String note, double x, double width) {
    List<Line> lines = lines(head, HEAD, INK, WIDEST_TEXT);
    lines.addAll(lines(note, NOTE, FAINT, WIDEST_TEXT));
    double y = MARGIN - 4;
    for (Line line : lines) {
      y = write(line, x + (width - line.width()) / 2, y);
    }
  }

  private double write(Line line, double x, double y) {
    pen.setColor(line.color);
    line.text.draw(pen, (float) x, (float) (y + line.text.getAscent()));
    return y + line.height();
  }

  private void writeLines(Box box) {
    double y = box.middle() - box.lines.stream().mapToDouble(Line::height).sum() / 2;
    for (Line line : box.lines) {
      y = write(line, box.x + (box.width - line.width()) / 2, y);
    }
  }

  private void drawObject() {
    if (drawing.isGone) {
      frame(object, FAINT, PAPER, dashed(2));
    } else {
      frame(object, OBJECT, new Color(0xFFF4D9), new BasicStroke(2.5f));
    }
    writeLines(object);
  }

  private void frame(Box box, Color line, Color inside, BasicStroke stroke) {
    pen.setColor(inside);
    pen.fill(box.frame());
    pen.setColor(line);
    pen.setStroke(stroke);
    pen.draw(box.frame());
  }

  private static BasicStroke dashed(float width) {
    return new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, DASHES, 0);
  }

  private void drawAll(List<Box> boxes, boolean fromLeft) {
    List<Box> tied = boxes.stream().filter(box -> box.tie != null).toList();
    for (Box box : boxes) {
      if (box.tie != null) {
        int i = tied.indexOf(box);
        double spread = Math.min(16, (object.height - 24) / tied.size());
        double y = object.middle() + (i - (tied.size() - 1) / 2.0) * spread;
        drawTied(box, fromLeft, y);
      }
      writeLines(box);
    }
  }

  private void drawTied(Box box, boolean fromLeft, double y) {
    double from = fromLeft ? box.x + box.width : box.x;
    double to = fromLeft ? object.x : object.x + object.width;
    BasicStroke solid = new BasicStroke(2);
    switch (box.tie) {
      case OWNS -> {
        frame(box, OWNER, new Color(0xEAF4FA), solid);
        arrow(from, box.middle(), to, y, OWNER, solid);
      }
      case OWNS_IN_SECRET -> {
        frame(box, HIDDEN, new Color(0xFDEEE4), solid);
        arrow(from, box.middle(), to, y, HIDDEN, solid);
      }
      case OBSERVES -> {
        frame(box, OBSERVER, new Color(0xE8F6F1), dashed(1.75f));
        arrow(from, box.middle(), to, y, OBSERVER, dashed(1.75f));
      }
      case FINDS_NOTHING -> {
        frame(box, OBSERVER, PAPER, dashed(1.75f));
        missing(from, box.middle(), to + 26, y);
      }
      default -> frame(box, new Color(0xBDBDBD), PAPER, dashed(1));
    }
  }

  private void arrow(double x1, double y1, double x2, double y2, Color color, BasicStroke stroke) {
    double way = Math.signum(x2 - x1);
    double tip = x2 - way * 3; // next to the frame's line
    line(x1, y1, tip - way * 8, y2, color, stroke);
    Path2D head = new Path2D.Double();
    head.moveTo(tip, y2);
    head.lineTo(tip - way * 11, y2 - 5.5);
    head.lineTo(tip - way * 11, y2 + 5.5);
    head.closePath();
    pen.fill(head);
  }

  /** A line that ends in a cross before it reaches the object. */
  private void missing(double x1, double y1, double x2, double y2) {
    line(x1, y1, x2 + 8, y2, FAINT, dashed(1.75f));
    pen.setStroke(new BasicStroke(2.25f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    pen.draw(new Line2D.Double(x2 - 5, y2 - 5, x2 + 5, y2 + 5));
    pen.draw(new Line2D.Double(x2 - 5, y2 + 5, x2 + 5, y2 - 5));
  }

  private void line(double x1, double y1, double x2, double y2, Color color, BasicStroke stroke) {
    double half = (x1 + x2) / 2;
    pen.setColor(color);
    pen.setStroke(stroke);
    pen.draw(new CubicCurve2D.Double(x1, y1, half, y1, half, y2, x2, y2));
  }
}
