package weakrefs.figure;

import static java.util.stream.Collectors.joining;
import static weakrefs.figure.Json.list;
import static weakrefs.figure.Json.map;
import static weakrefs.figure.Json.number;
import static weakrefs.figure.Json.text;

import java.awt.Color;
import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.DoubleStream;

/**
 * One axis, which knows where on it each of the figure's values belongs. A position is a number
 * that grows to the right or upward: the number itself, a date's milliseconds (UTC), or a
 * category's place. On a reversed axis, it's the negative of that.
 */
final class Scale {
  /** What an axis shows. */
  enum Kind {
    LINEAR,
    LOG,
    DATE,
    CATEGORY
  }

  /** Looks like a blank, but isn't one. */
  private static final String NO_BLANK = "\u00a0";

  /** Invisible, they tell apart names that are the same once they're shortened. */
  private static final String BLANKS = " \u2002\u2003\u2009";

  /** A picture asks for a few hundred. */
  private static final int MOST_LABELS = 100_000;

  private static final double DAY = 24 * 60 * 60 * 1000;

  final String name;
  final Kind kind;
  final boolean isReversed;
  final boolean hasRange;
  private final Map<String, Object> axis;
  private final List<String> categories = new ArrayList<>();
  private final Map<String, Integer> places = new HashMap<>();
  private List<String> labels = List.of();
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;
  private double room;
  private int labelsAskedFor;

  /** The axis with this name in the layout, for these values of all the traces on it. */
  Scale(String name, Map<String, Object> layout, List<List<?>> values) {
    this.name = name;
    axis = map(layout.get(name));
    kind = kind(values);
    if (kind == Kind.CATEGORY) {
      Set<String> all = new LinkedHashSet<>();
      values.forEach(list -> list.stream().filter(Objects::nonNull).forEach(v -> all.add("" + v)));
      categories.addAll(all);
      String order = String.valueOf(axis.get("categoryorder"));
      if (order.startsWith("category")) {
        Comparator<String> ascending = Comparator.naturalOrder();
        categories.sort(order.endsWith("descending") ? ascending.reversed() : ascending);
      }
      for (String category : categories) {
        places.put(category, places.size());
      }
    }
    List<?> range = list(axis.get("range"));
    hasRange = range.size() == 2 && range.stream().allMatch(Objects::nonNull);
    if (!hasRange && Boolean.FALSE.equals(axis.get("autorange"))) {
      throw Undrawable.option(name + ".autorange", false); // then Plotly ignores the data
    }
    double[] ends = hasRange ? ends(range) : new double[] {0, 1};
    isReversed = "reversed".equals(axis.get("autorange")) && !hasRange || ends[0] > ends[1];
    if (isReversed && (kind == Kind.LOG || kind == Kind.DATE)) {
      throw new Undrawable(
          "a picture can't turn round %s, which is %s",
          name, kind == Kind.LOG ? "logarithmic" : "one of dates");
    }
    if (hasRange) {
      min = at(ends[0]);
      max = at(ends[1]);
      if (!(min < max)) {
        throw Undrawable.option(name + ".range", "" + range);
      }
    }
  }

  /**
   * The ends in the axis's own numbers: on a logarithmic axis Plotly gives the power of ten, on an
   * axis of categories their places.
   */
  private double[] ends(List<?> range) {
    double[] ends = new double[2];
    for (int i = 0; i < 2; i++) {
      Object end = range.get(i);
      double number = number(end);
      ends[i] =
          switch (kind) {
            case LINEAR, CATEGORY -> number;
            case LOG -> Math.pow(10, number);
            case DATE -> end instanceof String text ? date(text) : number;
          };
      if (!Double.isFinite(ends[i])) {
        throw Undrawable.option(name + ".range", "" + range);
      }
    }
    return ends;
  }

  /** The kind that the figure names, or else the one that Plotly would choose. */
  private Kind kind(List<List<?>> values) {
    String type = String.valueOf(axis.get("type"));
    for (Kind kind : Kind.values()) {
      if (kind.name().equalsIgnoreCase(type)) {
        return kind;
      }
    }
    List<?> all = values.stream().flatMap(List::stream).filter(Objects::nonNull).toList();
    if (all.stream().allMatch(Number.class::isInstance)) {
      return Kind.LINEAR;
    }
    return all.stream().allMatch(v -> v instanceof String text && !Double.isNaN(date(text)))
        ? Kind.DATE
        : Kind.CATEGORY;
  }

  /** Milliseconds, or NaN if it isn't a date. A time zone is ignored, as Plotly does. */
  static double date(String text) {
    int length = text.length();
    if (length < 7
        || !Character.isDigit(text.charAt(length - 1)) && text.charAt(length - 1) != 'Z') {
      return Double.NaN;
    }
    try {
      LocalDateTime time =
          length == 7
              ? YearMonth.parse(text).atDay(1).atStartOfDay()
              : length == 10
                  ? LocalDate.parse(text).atStartOfDay()
                  : text.endsWith("Z")
                      ? OffsetDateTime.parse(text).toLocalDateTime()
                      : LocalDateTime.parse(text.replace(' ', 'T'));
      return time.toInstant(ZoneOffset.UTC).toEpochMilli();
    } catch (DateTimeParseException e) {
      return Double.NaN;
    }
  }

  /** These values' positions; NaN if one is missing or doesn't belong on such an axis. */
  double[] positions(List<?> values) {
    return values.stream().mapToDouble(this::position).toArray();
  }

  double position(Object value) {
    double position =
        switch (kind) {
          case LINEAR -> number(value);
          case LOG -> number(value) > 0 ? number(value) : Double.NaN;
          case DATE -> value instanceof String text ? date(text) : number(value);
          case CATEGORY -> value == null ? Double.NaN : places.get("" + value);
        };
    return at(position);
  }

  /** A number's position on an axis of numbers. */
  double at(double number) {
    return isReversed ? -number : number;
  }

  /** Half the distance between the two closest places that have something at them. */
  double halfUnit(DoubleStream positions) {
    double[] places = positions.filter(Double::isFinite).sorted().distinct().toArray();
    double unit = kind == Kind.DATE ? DAY : 1;
    for (int k = 1; k < places.length; k++) {
      unit = k == 1 ? places[1] - places[0] : Math.min(unit, places[k] - places[k - 1]);
    }
    return kind == Kind.CATEGORY ? .5 : unit / 2;
  }

  /** Makes room for this position, unless the figure sets the axis's range. */
  void include(double position) {
    if (!hasRange && Double.isFinite(position)) {
      min = Math.min(min, position);
      max = Math.max(max, position);
    }
  }

  /** Makes room for dots: this part of the axis at each end. */
  void leaveRoom(double part) {
    room = Math.max(room, part);
  }

  /**
   * Call it after including everything: it gives the axis some length, and makes sure XChart can
   * label it.
   */
  void finish() {
    if (kind == Kind.CATEGORY && !hasRange) {
      double last = categories.size() - .5;
      min = isReversed ? -last : -.5;
      max = isReversed ? .5 : last;
    }
    if (min < max && room > .015 && !hasRange && kind != Kind.CATEGORY && kind != Kind.LOG) {
      double beside = (max - min) * Math.min(1, room / (1 - 2 * Math.min(.4, room)));
      min -= beside;
      max += beside;
    }
    if (min > max) {
      throw new Undrawable("there is nothing to draw: no point has a place on the " + name);
    }
    if (min == max) {
      double room = kind == Kind.DATE ? DAY : 1;
      min = kind == Kind.LOG ? min / 10 : min - room;
      max = kind == Kind.LOG ? max * 10 : max + room;
    }
    // XChart would search for tick positions endlessly if numbers are huge, tiny or nearly equal.
    double largest = Math.max(Math.abs(min), Math.abs(max));
    if (kind != Kind.DATE && !(largest < 1e15 && largest > 1e-9 && max - min > 1e-9 * largest)) {
      throw new Undrawable(
          "the numbers on the %s are too large, too small or too near each other", name);
    }
  }

  double min() {
    return min;
  }

  double max() {
    return max;
  }

  String title() {
    return text(axis.get("title"));
  }

  /** Its title's color, if the figure sets one. */
  Color titleColor() {
    return CssColor.of(map(map(axis.get("title")).get("font")).get("color"));
  }

  boolean isOnTheRight() {
    return "right".equals(axis.get("side"));
  }

  int categoryCount() {
    return categories.size();
  }

  /** How far along the axis this is: 0 is its beginning, 1 is its end. */
  double part(double position) {
    return kind == Kind.LOG
        ? Math.log(position / min) / Math.log(max / min)
        : (position - min) / (max - min);
  }

  /**
   * A tick's label, in English whatever the machine's language. Between two categories there is
   * none, because XChart makes room for the label of the most characters, and blanks need no room.
   */
  String label(double position) {
    countLabel();
    double value = isReversed ? 0 - position : position;
    if (kind == Kind.CATEGORY) {
      int place = place(position);
      return place >= 0 ? labels.get(place) : none(position);
    }
    if (kind == Kind.DATE) {
      String pattern = datePattern() == null ? "yyyy-MM-dd" : datePattern();
      return DateTimeFormatter.ofPattern(pattern, Locale.US)
          .format(Instant.ofEpochMilli(Math.round(value)).atOffset(ZoneOffset.UTC));
    }
    return written(value, max - min);
  }

  /** How to write a date on this axis, or null if XChart's year and month are enough. */
  String datePattern() {
    double days = (max - min) / DAY;
    if (days > 300) {
      return null;
    }
    if (days > 12) {
      return "yyyy-MM-dd";
    }
    return days > .05 ? "MMM d, HH:mm" : days > .0002 ? "MMM d, HH:mm:ss" : "MMM d, HH:mm:ss.SSS";
  }

  /** The category at this position, or -1. */
  private int place(double position) {
    double value = isReversed ? 0 - position : position;
    int place = (int) Math.round(value);
    return Math.abs(value - place) < 1e-6 && place >= 0 && place < categories.size() ? place : -1;
  }

  /**
   * XChart tries wider and wider gaps until no label appears twice and each one fits. If that never
   * happens, it would never stop.
   */
  private void countLabel() {
    if (++labelsAskedFor > MOST_LABELS) {
      throw new Undrawable("the labels on the " + name + " find no places");
    }
  }

  /** XChart draws no ticks at all if both ends of an axis have the same label. */
  private String none(double position) {
    return position > min ? "" : " ";
  }

  /** Stands in for a category's name, which is written elsewhere. */
  String shortLabel(double position) {
    countLabel();
    int place = place(position);
    return place >= 0 ? place + " " : none(position);
  }

  /** How each category is written on the axis, by its position. */
  Map<Double, String> names() {
    Map<Double, String> names = new LinkedHashMap<>();
    for (int place = 0; place < labels.size(); place++) {
      names.put(isReversed ? -(double) place : place, labels.get(place));
    }
    return names;
  }

  /** A number in English, as precise as numbers this far apart need it. */
  static String written(double value, double span) {
    int places = (int) Math.min(12, Math.max(0, Math.ceil(2 - Math.log10(span > 0 ? span : 1))));
    String label = String.format(Locale.ROOT, "%,." + places + "f", value);
    label = label.contains(".") ? label.replaceAll("\\.?0+$", "") : label;
    return label.equals("-0") ? "0" : label;
  }

  /** The longest category's length, in characters. */
  int longestCategory() {
    return categories.stream().mapToInt(String::length).max().orElse(0);
  }

  /** Shortens every category to so many characters, and keeps each different from the others. */
  void shorten(int longest) {
    Set<String> taken = new LinkedHashSet<>();
    for (String category : categories) {
      String free = label(category, longest, "");
      for (int again = 1; !taken.add(free); again++) {
        String mark =
            Integer.toString(again, BLANKS.length())
                .chars()
                .mapToObj(digit -> BLANKS.substring(digit - '0', digit - '0' + 1))
                .collect(joining());
        free = label(category, longest, mark);
      }
    }
    labels = List.copyOf(taken);
  }

  /**
   * Shortens every category, to be written upright. XChart makes room for the label of the most
   * characters, so the wider a label is, the more it has, and only the widest has as many as this.
   */
  void shortenUpright(int longest, Font font) {
    shorten(longest - 1);
    var context = new FontRenderContext(null, true, false);
    List<Double> widths =
        labels.stream().map(l -> font.getStringBounds(l.strip(), context).getWidth()).toList();
    double widest = Collections.max(widths);
    List<String> padded = new ArrayList<>();
    for (int place = 0; place < labels.size(); place++) {
      int length = Math.max(2, (int) (longest * (widths.get(place) / widest)));
      String label = labels.get(place);
      padded.add(label + " ".repeat(Math.max(0, length - label.length())));
    }
    labels = padded;
  }

  private static String label(String category, int longest, String mark) {
    String label = readable(category, Math.max(1, longest - mark.length())) + mark;
    return label.isBlank() ? NO_BLANK + label : label;
  }

  /**
   * Shortens a text, because XChart measures a text that doesn't fit once for each character too
   * many.
   */
  static String readable(Object value, int longest) {
    String text = String.valueOf(value).isEmpty() ? " " : String.valueOf(value);
    if (text.length() <= longest) {
      return text;
    }
    int end = longest - 1;
    boolean splits = end > 0 && Character.isHighSurrogate(text.charAt(end - 1));
    return text.substring(0, splits ? end - 1 : end) + "…";
  }
}
