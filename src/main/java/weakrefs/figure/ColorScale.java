package weakrefs.figure;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/** Shows numbers as colors, from the smallest number to the largest. */
record ColorScale(List<?> stops, double least, double largest) {
  /** From as light as paper to as dark as ink, so that it can be read in black and white, too. */
  static final List<?> HOUSE =
      List.of(List.of(0, "#F3F6FA"), List.of(.5, "#6BA3CF"), List.of(1, "#08306B"));

  /** Whether it lists its colors and their places, rather than naming one of Plotly's scales. */
  static boolean isKnown(Object value) {
    return value instanceof List<?> stops
        && stops.size() > 1
        && stops.stream()
            .allMatch(
                stop ->
                    stop instanceof List<?> pair
                        && pair.size() == 2
                        && pair.get(0) instanceof Number
                        && CssColor.of(pair.get(1)) != null);
  }

  /** The scale for these numbers, with the settings of a marker or a trace. */
  static ColorScale of(Map<String, Object> settings, DoubleStream numbers) {
    List<?> stops = settings.get("colorscale") instanceof List<?> given ? given : HOUSE;
    if (Boolean.TRUE.equals(settings.get("reversescale"))) {
      List<Object> turned = new ArrayList<>();
      stops.forEach(stop -> turned.add(0, List.of(1 - place(stop), ((List<?>) stop).get(1))));
      stops = turned;
    }
    double[] known = numbers.filter(Double::isFinite).sorted().toArray();
    double least = known.length == 0 ? 0 : known[0];
    double largest = known.length == 0 ? 1 : known[known.length - 1];
    if (settings.get("cmin") instanceof Number min
        && settings.get("cmax") instanceof Number max
        && min.doubleValue() < max.doubleValue()) {
      least = min.doubleValue();
      largest = max.doubleValue();
    }
    return new ColorScale(stops, least, largest);
  }

  private static double place(Object stop) {
    return ((Number) ((List<?>) stop).get(0)).doubleValue();
  }

  /** A number's color; beyond either end, it's the color at that end. */
  Color at(double number) {
    double place = largest > least ? (number - least) / (largest - least) : .5;
    Object before = stops.get(0);
    for (Object stop : stops) {
      if (place < place(stop)) {
        double gap = place(stop) - place(before);
        return CssColor.between(
            color(before), color(stop), gap > 0 ? Math.max(0, (place - place(before)) / gap) : 0);
      }
      before = stop;
    }
    return color(before);
  }

  private static Color color(Object stop) {
    return CssColor.of(((List<?>) stop).get(1));
  }
}
