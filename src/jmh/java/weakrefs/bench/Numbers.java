package weakrefs.bench;

import java.util.Arrays;

/** What is said of many measurements. */
final class Numbers {
  private Numbers() {}

  /** Half of them are less or equal. NaN if there are none. */
  static double median(double... values) {
    return quantile(.5, values);
  }

  /**
   * So large a part of the values is less or equal; between two values on the straight line. NaN if
   * there are none.
   *
   * @param part from 0, for the least, to 1, for the most
   */
  static double quantile(double part, double... values) {
    if (values.length == 0) {
      return Double.NaN;
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double at = part * (sorted.length - 1);
    int below = (int) at;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }

  /**
   * The power of x that y grows with: 0 for a cost that stays the same, 1 for one that doubles with
   * x. It is the slope of the straight line through the logarithms that has the least squares.
   *
   * @param x above zero, at least two different ones
   * @param y above zero, as many
   */
  static double power(double[] x, double[] y) {
    if (x.length != y.length || x.length < 2) {
      throw new IllegalArgumentException(
          "a slope takes two points or more, not " + x.length + " and " + y.length);
    }
    double[] logX = Arrays.stream(x).map(Math::log).toArray();
    double[] logY = Arrays.stream(y).map(Math::log).toArray();
    double middleX = Arrays.stream(logX).average().orElseThrow();
    double middleY = Arrays.stream(logY).average().orElseThrow();
    double above = 0;
    double below = 0;
    for (int i = 0; i < x.length; i++) {
      above += (logX[i] - middleX) * (logY[i] - middleY);
      below += (logX[i] - middleX) * (logX[i] - middleX);
    }
    return above / below;
  }
}
