package weakrefs.figure;

import static weakrefs.figure.PlotlyJson.map;

import java.util.Map;

/** The bins of a histogram, all of one width: those that the converted figure asks Plotly for. */
record Bins(double first, double size, int count) {
  private static final int MOST = 10_000;

  /** The bins of the values on this axis ("x" or "y"), or null if the figure names none. */
  static Bins of(Map<String, Object> trace, String axis) {
    Map<String, Object> bins = map(trace.get(axis + "bins"));
    double start = Picture.number(bins.get("start"), Double.NaN);
    double size = Picture.number(bins.get("size"), Double.NaN);
    double count = Math.rint((Picture.number(bins.get("end"), Double.NaN) - start) / size);
    return count >= 1 && count <= MOST ? new Bins(start, size, (int) count) : null;
  }

  /** Where the bin with this number begins, and the one before it ends. */
  double start(int number) {
    return first + number * size;
  }

  /** The bin of this value, or -1; Plotly counts none that is in no bin. */
  int indexOf(double value) {
    return value >= first && value <= start(count)
        ? (int) Math.min(count - 1.0, Math.floor((value - first) / size))
        : -1;
  }
}
