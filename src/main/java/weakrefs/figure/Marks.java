package weakrefs.figure;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.knowm.xchart.internal.chartpart.Annotation;

/**
 * What a picture shows between its axes: lines, areas, boxes and dots, each at its positions on two
 * scales. XChart draws everything around them.
 */
final class Marks extends Annotation {
  /** How a line gets from one point to the next, by Plotly's names. */
  record Way(String shape, double smoothing) {
    static final Way STRAIGHT = new Way("linear", 0);
  }

  private static final int BEYOND = 3; // pixels; shows all of a thick line at the end of an axis

  private final List<Consumer<Graphics2D>> parts = new ArrayList<>();

  private final int width;
  private final int height;

  /** The marks of a picture of this size, in pixels. */
  Marks(int width, int height) {
    super(false);
    this.width = width;
    this.height = height;
  }

  /** Where positions are on the screen. */
  private final class Plane {
    final Scale x;
    final Scale y;
    private final double left;
    private final double right;
    private final double bottom;
    private final double top;

    Plane(Scale x, Scale y, int group) {
      this.x = x;
      this.y = y;
      left = chart.getScreenXFromChart(x.min());
      right = chart.getScreenXFromChart(x.max());
      bottom = chart.getScreenYFromChart(y.min(), group);
      top = chart.getScreenYFromChart(y.max(), group);
    }

    double x(double position) {
      return left + x.part(position) * (right - left);
    }

    double y(double position) {
      return bottom + y.part(position) * (top - bottom);
    }

    /** The visible part: what's beyond a range that the figure sets for an axis is cut off. */
    Rectangle2D seen(Rectangle2D all) {
      double x0 = x.hasRange ? left - BEYOND : all.getMinX();
      double x1 = x.hasRange ? right + BEYOND : all.getMaxX();
      double y0 = y.hasRange ? top - BEYOND : all.getMinY();
      double y1 = y.hasRange ? bottom + BEYOND : all.getMaxY();
      return new Rectangle2D.Double(x0, y0, x1 - x0, y1 - y0);
    }
  }

  /** A pen for a trace on these axes; group 0 is the left axis, 1 the right one. */
  Pen on(Scale x, Scale y, int group) {
    return new Pen(x, y, group);
  }

  /** Writes the categories' names below the plot. */
  void name(Scale x, Font font, Color color) {
    parts.add(
        g -> {
          g.setFont(font);
          g.setColor(color);
          double left = chart.getScreenXFromChart(x.min());
          double right = chart.getScreenXFromChart(x.max());
          int below =
              Math.max(getYAxisScreenValueForMin(), getYAxisScreenValueForMax())
                  + 8
                  + g.getFontMetrics().getAscent();
          x.names()
              .forEach(
                  (position, name) -> {
                    double middle = left + x.part(position) * (right - left);
                    int length = g.getFontMetrics().stringWidth(name);
                    g.drawString(name, (float) (middle - length / 2.0), below);
                  });
        });
  }

  @Override
  public void paint(Graphics2D g) {
    Graphics2D own = (Graphics2D) g.create();
    own.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    parts.forEach(part -> part.accept(own));
    own.dispose();
  }

  /** Adds marks and makes room for them on their axes. */
  final class Pen {
    final Scale x;
    final Scale y;
    private final int group;

    private Pen(Scale x, Scale y, int group) {
      this.x = x;
      this.y = y;
      this.group = group;
    }

    private void add(BiConsumer<Graphics2D, Plane> part) {
      parts.add(
          g -> {
            Plane plane = new Plane(x, y, group);
            Shape before = g.getClip();
            g.clip(plane.seen(new Rectangle2D.Double(0, 0, chart.getWidth(), chart.getHeight())));
            part.accept(g, plane);
            g.setClip(before);
          });
    }

    private void include(double[] xs, double[] ys) {
      for (int k = 0; k < Math.min(xs.length, ys.length); k++) {
        if (!Double.isNaN(xs[k]) && !Double.isNaN(ys[k])) {
          x.include(xs[k]);
          y.include(ys[k]);
        }
      }
    }

    /** A line, with a gap where a position is NaN. */
    void line(double[] xs, double[] ys, Way way, BasicStroke stroke, Color color) {
      include(xs, ys);
      add(
          (g, plane) -> {
            g.setColor(color);
            g.setStroke(stroke);
            for (List<double[]> run : runs(xs, ys, plane)) {
              Path2D path = new Path2D.Double();
              trace(path, run, way);
              g.draw(path);
            }
          });
    }

    void segment(double x0, double y0, double x1, double y1, BasicStroke stroke, Color color) {
      line(new double[] {x0, x1}, new double[] {y0, y1}, Way.STRAIGHT, stroke, color);
    }

    /** The area between a line and a second one below it, or 0 if there isn't one. */
    void area(double[] xs, double[] ys, double[] belowX, double[] belowY, Way way, Color color) {
      include(xs, ys);
      if (belowX == null && y.kind != Scale.Kind.LOG) {
        y.include(0);
      }
      add(
          (g, plane) -> {
            g.setColor(color);
            if (belowX != null) {
              List<double[]> back = joined(runs(belowX, belowY, plane));
              Collections.reverse(back);
              fill(g, joined(runs(xs, ys, plane)), back, way);
              return;
            }
            double base = plane.y(y.kind == Scale.Kind.LOG ? y.min() : 0);
            for (List<double[]> run : runs(xs, ys, plane)) {
              double[] first = run.get(0);
              double[] last = run.get(run.size() - 1);
              fill(
                  g,
                  run,
                  List.of(new double[] {last[0], base}, new double[] {first[0], base}),
                  way);
            }
          });
    }

    private void fill(Graphics2D g, List<double[]> there, List<double[]> back, Way way) {
      if (there.isEmpty() || back.isEmpty()) {
        return;
      }
      Path2D path = new Path2D.Double();
      trace(path, there, way);
      back.forEach(point -> path.lineTo(point[0], point[1]));
      path.closePath();
      g.fill(path);
    }

    /** Dots, each of which may look different. */
    void dots(double[] xs, double[] ys, IntFunction<Dot> looks) {
      include(xs, ys);
      for (int k = 0; k < xs.length; k++) {
        Dot dot = looks.apply(k);
        if (dot != null && !Double.isNaN(xs[k])) {
          x.leaveRoom(dot.size() / 2 / width);
          y.leaveRoom(dot.size() / 2 / height);
        }
      }
      add(
          (g, plane) -> {
            for (int k = 0; k < Math.min(xs.length, ys.length); k++) {
              Dot dot = looks.apply(k);
              if (dot != null && !Double.isNaN(xs[k]) && !Double.isNaN(ys[k])) {
                dot.paint(g, plane.x(xs[k]), plane.y(ys[k]));
              }
            }
          });
    }

    /** A box between two opposite corners, with an edge unless its width is 0. */
    void box(double x0, double y0, double x1, double y1, Color fill, Color edge, double width) {
      if (Double.isNaN(x0 + y0 + x1 + y1)) {
        return;
      }
      x.include(x0);
      x.include(x1);
      y.include(y0);
      y.include(y1);
      add(
          (g, plane) -> {
            Rectangle2D box = new Rectangle2D.Double();
            box.setFrameFromDiagonal(plane.x(x0), plane.y(y0), plane.x(x1), plane.y(y1));
            g.setColor(fill);
            g.fill(box);
            if (width > 0) {
              g.setColor(edge);
              g.setStroke(new BasicStroke((float) width));
              g.draw(box);
            }
          });
    }
  }

  /** The points of each stretch that has no gap, on the screen. */
  private static List<List<double[]>> runs(double[] xs, double[] ys, Plane plane) {
    List<List<double[]>> runs = new ArrayList<>();
    List<double[]> run = null;
    for (int k = 0; k < Math.min(xs.length, ys.length); k++) {
      if (Double.isNaN(xs[k]) || Double.isNaN(ys[k])) {
        run = null;
        continue;
      }
      if (run == null) {
        run = new ArrayList<>();
        runs.add(run);
      }
      run.add(new double[] {plane.x(xs[k]), plane.y(ys[k])});
    }
    return runs;
  }

  private static List<double[]> joined(List<List<double[]>> runs) {
    List<double[]> all = new ArrayList<>();
    runs.forEach(all::addAll);
    return all;
  }

  private static void trace(Path2D path, List<double[]> run, Way way) {
    double[] from = run.get(0);
    path.moveTo(from[0], from[1]);
    for (int k = 1; k < run.size(); k++) {
      double[] to = run.get(k);
      switch (way.shape()) {
        case "hv" -> path.lineTo(to[0], from[1]);
        case "vh" -> path.lineTo(from[0], to[1]);
        case "hvh" -> {
          path.lineTo((from[0] + to[0]) / 2, from[1]);
          path.lineTo((from[0] + to[0]) / 2, to[1]);
        }
        case "vhv" -> {
          path.lineTo(from[0], (from[1] + to[1]) / 2);
          path.lineTo(to[0], (from[1] + to[1]) / 2);
        }
        case "spline" -> {
          curve(path, run, k, way.smoothing());
          from = to;
          continue;
        }
        default -> {}
      }
      path.lineTo(to[0], to[1]);
      from = to;
    }
  }

  /** A centripetal Catmull-Rom curve, like Plotly's splines: through all points, without loops. */
  private static void curve(Path2D path, List<double[]> run, int k, double smoothing) {
    double[] from = run.get(k - 1);
    double[] to = run.get(k);
    double[] leave = k > 1 ? handle(run.get(k - 2), from, to, smoothing) : from;
    double[] arrive = k < run.size() - 1 ? handle(run.get(k + 1), to, from, smoothing) : to;
    if (k == 1 && k == run.size() - 1) {
      path.lineTo(to[0], to[1]);
    } else if (k == 1) {
      path.quadTo(arrive[0], arrive[1], to[0], to[1]);
    } else if (k == run.size() - 1) {
      path.quadTo(leave[0], leave[1], to[0], to[1]);
    } else {
      path.curveTo(leave[0], leave[1], arrive[0], arrive[1], to[0], to[1]);
    }
  }

  /** The control point next to {@code at}, on the side of {@code next}. */
  private static double[] handle(double[] before, double[] at, double[] next, double smoothing) {
    double b = Math.sqrt(Math.hypot(before[0] - at[0], before[1] - at[1]));
    double n = Math.sqrt(Math.hypot(next[0] - at[0], next[1] - at[1]));
    double[] handle = at.clone();
    double below = 3 * b * (b + n);
    if (below > 0) {
      for (int i = 0; i < 2; i++) {
        handle[i] += smoothing * (b * b * (next[i] - at[i]) - n * n * (before[i] - at[i])) / below;
      }
    }
    return handle;
  }
}
