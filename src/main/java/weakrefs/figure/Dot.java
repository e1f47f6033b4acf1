package weakrefs.figure;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.Paint;
import java.awt.RadialGradientPaint;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.Map;
import org.knowm.xchart.style.markers.Marker;

/**
 * How a point looks in the plot and in the legend.
 *
 * @param symbol Plotly's name for the shape
 * @param size the diameter, in pixels
 * @param gradient Plotly's name for the transition to the second color, or "none"
 */
record Dot(
    String symbol,
    double size,
    Color color,
    Color edge,
    double edgeWidth,
    String gradient,
    Color second) {
  /** The shapes, with a radius of 1. */
  private static final Map<String, Shape> SHAPES =
      Map.ofEntries(
          Map.entry("circle", new Ellipse2D.Double(-1, -1, 2, 2)),
          Map.entry("square", new Rectangle2D.Double(-1, -1, 2, 2)),
          Map.entry("diamond", star(4, 0, 1.3, 0)),
          Map.entry("diamond-tall", polygon(0, -1.4, .7, 0, 0, 1.4, -.7, 0)),
          Map.entry("diamond-wide", polygon(0, -.7, 1.4, 0, 0, .7, -1.4, 0)),
          Map.entry("cross", plus(0)),
          Map.entry("x", plus(45)),
          Map.entry("triangle-up", star(3, 0, 1.2, 0)),
          Map.entry("triangle-right", star(3, 90, 1.2, 0)),
          Map.entry("triangle-down", star(3, 180, 1.2, 0)),
          Map.entry("triangle-left", star(3, 270, 1.2, 0)),
          Map.entry("pentagon", star(5, 0, 1, 0)),
          Map.entry("hexagon", star(6, 0, 1, 0)),
          Map.entry("hexagon2", star(6, 30, 1, 0)),
          Map.entry("octagon", star(8, 22.5, 1, 0)),
          Map.entry("star", star(5, 0, 1.4, .54)),
          Map.entry("hexagram", star(6, 0, 1.3, .75)),
          Map.entry("hourglass", polygon(-1, -1, 1, -1, -1, 1, 1, 1)),
          Map.entry("bowtie", polygon(-1, -1, -1, 1, 1, -1, 1, 1)));

  static boolean isKnown(Object symbol) {
    return SHAPES.containsKey(symbol);
  }

  /** A dot in one color, without an edge. */
  static Dot of(String symbol, double size, Color color) {
    return new Dot(symbol, size, color, color, 0, "none", color);
  }

  private static Shape polygon(double... xy) {
    Path2D path = new Path2D.Double();
    path.moveTo(xy[0], xy[1]);
    for (int i = 2; i < xy.length; i += 2) {
      path.lineTo(xy[i], xy[i + 1]);
    }
    path.closePath();
    return path;
  }

  /**
   * Corners on a circle, the first one at the top, with inner corners between them if the inner
   * radius isn't 0.
   */
  private static Shape star(int corners, double turned, double outer, double inner) {
    int points = inner > 0 ? 2 * corners : corners;
    double[] xy = new double[2 * points];
    for (int i = 0; i < points; i++) {
      double angle = Math.toRadians(turned - 90 + 360.0 * i / points);
      double radius = inner > 0 && i % 2 == 1 ? inner : outer;
      xy[2 * i] = radius * Math.cos(angle);
      xy[2 * i + 1] = radius * Math.sin(angle);
    }
    return polygon(xy);
  }

  private static Shape plus(double turned) {
    double a = .4;
    double b = 1.2;
    Shape plus =
        polygon(-a, -b, a, -b, a, -a, b, -a, b, a, a, a, a, b, -a, b, -a, a, -b, a, -b, -a, -a, -a);
    return AffineTransform.getRotateInstance(Math.toRadians(turned)).createTransformedShape(plus);
  }

  void paint(Graphics2D g, double x, double y) {
    double radius = size / 2;
    AffineTransform place = AffineTransform.getTranslateInstance(x, y);
    place.scale(radius, radius);
    Shape shape = place.createTransformedShape(SHAPES.get(symbol));
    g.setPaint(fill(x, y, radius));
    g.fill(shape);
    if (edgeWidth > 0) {
      g.setColor(edge);
      g.setStroke(new BasicStroke((float) edgeWidth));
      g.draw(shape);
    }
  }

  private Paint fill(double x, double y, double radius) {
    float cx = (float) x;
    float cy = (float) y;
    float r = (float) radius;
    return switch (gradient) {
      case "horizontal" -> new GradientPaint(cx - r, cy, color, cx + r, cy, second);
      case "vertical" -> new GradientPaint(cx, cy - r, second, cx, cy + r, color);
      case "radial" ->
          new RadialGradientPaint(cx, cy, r, new float[] {0, 1}, new Color[] {second, color});
      default -> color;
    };
  }

  /** The dot for the legend, where even the largest has to fit its line. */
  Marker forLegend() {
    Dot shown = size <= 16 ? this : new Dot(symbol, 16, color, edge, edgeWidth, gradient, second);
    return new Marker() {
      @Override
      public void paint(Graphics2D g, double x, double y, int ignored) {
        shown.paint(g, x, y);
      }
    };
  }
}
