package weakrefs.figure;

import static weakrefs.figure.Json.list;
import static weakrefs.figure.Json.map;
import static weakrefs.figure.Json.number;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A histogram's bins, all equally wide: the ones that the converted figure asks Plotly for. */
record Bins(double first, double size, int count) {
  private static final int MOST = 10_000;

  /**
   * Sets the bins of every histogram in the figure, because Plotly would choose them only when it
   * draws, and the picture needs the same ones. Histograms of one type on the same axes share their
   * bins.
   */
  static void choose(List<Object> data) {
    for (String axis : List.of("x", "y")) {
      Map<String, List<Map<String, Object>>> together = new LinkedHashMap<>();
      for (Object trace : data) {
        Map<String, Object> histogram = map(trace);
        String type = String.valueOf(histogram.get("type"));
        boolean isOne =
            type.equals("histogram2d")
                || type.equals("histogram") && axis.equals(histogram.containsKey("x") ? "x" : "y");
        if (isOne && histogram.get(axis) instanceof List) {
          together
              .computeIfAbsent(histogram.get(axis + "axis") + "/" + type, key -> new ArrayList<>())
              .add(histogram);
        }
      }
      together.values().forEach(histograms -> choose(histograms, axis));
    }
  }

  private static void choose(List<Map<String, Object>> histograms, String axis) {
    double[] values =
        histograms.stream()
            .flatMap(histogram -> list(histogram.get(axis)).stream())
            .filter(Number.class::isInstance)
            .mapToDouble(Json::number)
            .toArray();
    if (values.length == 0) {
      return;
    }
    double least = Arrays.stream(values).min().getAsDouble();
    double most = Arrays.stream(values).max().getAsDouble();
    double wanted =
        histograms.get(0).get("nbins" + axis) instanceof Number n && n.intValue() > 0
            ? n.intValue()
            : Math.sqrt((double) values.length / histograms.size());
    double rough = most > least ? (most - least) / wanted : 1;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double size =
        power * (rough / power <= 1 ? 1 : rough / power <= 2 ? 2 : rough / power <= 5 ? 5 : 10);
    double start = Math.floor(least / size) * size;
    double end = start + (Math.floor((most - start) / size) + 1) * size;
    if (!(size > 0) || !Double.isFinite(start) || !Double.isFinite(end)) {
      return; // the numbers are too far apart, or too close together, to count
    }
    for (Map<String, Object> histogram : histograms) {
      histogram.put(
          axis + "bins", new LinkedHashMap<>(Map.of("start", start, "end", end, "size", size)));
      histogram.put("autobin" + axis, false);
    }
  }

  /** The bins for the values on this axis ("x" or "y"), or null if the figure doesn't name any. */
  static Bins of(Map<String, Object> trace, String axis) {
    Map<String, Object> bins = map(trace.get(axis + "bins"));
    double start = number(bins.get("start"));
    double size = number(bins.get("size"));
    double count = Math.rint((number(bins.get("end")) - start) / size);
    return count >= 1 && count <= MOST ? new Bins(start, size, (int) count) : null;
  }

  /** Where the bin with this number begins and the one before it ends. */
  double start(int number) {
    return first + number * size;
  }

  /**
   * The number of this value's bin, or -1 if it has none; Plotly doesn't count such a value either.
   */
  int indexOf(double value) {
    return value >= first && value <= start(count)
        ? (int) Math.min(count - 1.0, Math.floor((value - first) / size))
        : -1;
  }
}
