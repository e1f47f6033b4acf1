package weakrefs.figure;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.plotly.components.Axis;
import tech.tablesaw.plotly.components.ColorBar;
import tech.tablesaw.plotly.components.Config;
import tech.tablesaw.plotly.components.Domain;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Font;
import tech.tablesaw.plotly.components.Gradient;
import tech.tablesaw.plotly.components.Grid;
import tech.tablesaw.plotly.components.HoverLabel;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.components.Line;
import tech.tablesaw.plotly.components.Margin;
import tech.tablesaw.plotly.components.Marker;
import tech.tablesaw.plotly.components.Symbol;
import tech.tablesaw.plotly.components.TickSettings;
import tech.tablesaw.plotly.components.change.ChangeLine;
import tech.tablesaw.plotly.components.change.Decreasing;
import tech.tablesaw.plotly.components.change.Increasing;
import tech.tablesaw.plotly.components.threeD.Scene;
import tech.tablesaw.plotly.traces.BarTrace;
import tech.tablesaw.plotly.traces.BoxTrace;
import tech.tablesaw.plotly.traces.HeatmapTrace;
import tech.tablesaw.plotly.traces.Histogram2DTrace;
import tech.tablesaw.plotly.traces.HistogramTrace;
import tech.tablesaw.plotly.traces.PieTrace;
import tech.tablesaw.plotly.traces.ScatterTrace;
import tech.tablesaw.plotly.traces.ScatterTrace.ScatterBuilder;
import tech.tablesaw.plotly.traces.Trace;

/**
 * Each option of each of Tablesaw's builders, found in its jar: the picture shows it, or there is
 * no picture and the reason names it, or it says nothing about the data. What each one does is
 * listed below, so an option that nobody has thought about turns this red.
 */
class EveryOptionTest {
  /** Pictures have no third dimension, so these kinds have none whatever their options are. */
  private static final Set<String> WITHOUT_A_PICTURE =
      Set.of(
          "Scatter3DTrace$Scatter3DBuilder",
          "ContourTrace$ContourBuilder",
          "ViolinTrace$ViolinBuilder",
          "Scene$SceneBuilder",
          "Camera$CameraBuilder",
          "Eye$EyeBuilder",
          "Up$UpBuilder",
          "Center$CenterBuilder");

  /** No layout takes an annotation, and a page isn't part of a figure. */
  private static final Set<String> NOT_IN_A_FIGURE =
      Set.of("Annotation$AnnotationBuilder", "Page$PageBuilder", "Figure$FigureBuilder");

  /** Extended by the builders that are tried. */
  private static final Set<String> ABSTRACT = Set.of("TraceBuilder", "Change$ChangeBuilder");

  /**
   * {@code drawn}: the picture changes. {@code declined}: there is no picture, and why. {@code
   * same}: the picture stays as it is. {@code unwritten}: Tablesaw doesn't tell Plotly of it.
   */
  private static final String KNOWN =
      """
      Area, declined: decreasing increasing
      Area, declined or drawn: fillColor
      Area, declined or drawn or same or unwritten: fill
      Area, declined or drawn or unwritten: mode
      Area, declined or unwritten: type visible xAxis yAxis
      Area, drawn: line marker opacity
      Area, drawn or same: showLegend
      Area, same: hoverLabel name text
      Area, unwritten: legendGroup whiskerWidth
      Axis of bars, declined: domain overlaying rangeslider
      Axis of bars, declined or drawn: range
      Axis of bars, declined or drawn or unwritten: autoRange
      Axis of bars, declined or same: side
      Axis of bars, declined or same or unwritten: type
      Axis of bars, declined or unwritten: visible
      Axis of bars, drawn: title
      Axis of bars, drawn or same: categoryOrder
      Axis of bars, same: constrainToward gridColor gridWidth lineColor lineWidth scaleRatio spikes tickSettings zeroLineColor zeroLineWidth
      Axis of bars, same or unwritten: constrain showGrid showLine showZeroLine
      Axis of bars, unwritten: color fixedRange font rangeMode titleFont
      Axis, declined: domain overlaying rangeslider
      Axis, declined or drawn: range
      Axis, declined or drawn or unwritten: autoRange
      Axis, declined or same: side
      Axis, declined or unwritten: visible
      Axis, drawn: title
      Axis, drawn or same or unwritten: type
      Axis, same: categoryOrder constrainToward gridColor gridWidth lineColor lineWidth scaleRatio spikes tickSettings zeroLineColor zeroLineWidth
      Axis, same or unwritten: constrain showGrid showLine showZeroLine
      Axis, unwritten: color fixedRange font rangeMode titleFont
      Bars, declined or unwritten: xAxis yAxis
      Bars, drawn: marker opacity
      Bars, drawn or same: showLegend
      Bars, drawn or unwritten: orientation
      Bars, same: name
      Bars, unwritten: legendGroup
      Box, declined or unwritten: xAxis yAxis
      Box, drawn: opacity
      Box, same: name
      Box, unwritten: legendGroup
      ChangeLine, declined or drawn: color
      ChangeLine, drawn: width
      ColorBar, same: bgColor borderColor borderWidth len outlineColor thickness tickSettings x xPad yPad
      ColorBar, same or unwritten: lenMode thicknessMode xAnchor y yAnchor
      ColorBar, unwritten: outlineWidth
      Config, same: displayLogo displayModeBar responsive
      Decreasing, declined or drawn: fillColor
      Decreasing, drawn: changeLine
      Domain, same: column row x y
      Font of y, drawn: color
      Font of y, same: size
      Font of y, same or unwritten: family
      Font, same: color size
      Font, same or unwritten: family
      Gradient, declined or drawn: color
      Gradient, drawn or unwritten: type
      Grid, declined or unwritten: pattern rowOrder
      Grid, drawn: rows
      Grid, drawn or same: columns
      Grid, same: xGap yGap
      Grid, same or unwritten: xSide ySide
      Heatmap, declined or unwritten: xAxis yAxis
      Heatmap, drawn: opacity
      Heatmap, same: name
      Heatmap, unwritten: legendGroup
      Histogram of sums, declined or unwritten: xAxis yAxis
      Histogram of sums, drawn: marker opacity y
      Histogram of sums, drawn or same: showLegend
      Histogram of sums, drawn or unwritten: histFunc histNorm horizontal nBinsX
      Histogram of sums, same: name
      Histogram of sums, same or unwritten: autoBinY nBinsY
      Histogram of sums, unwritten: autoBinX legendGroup
      Histogram, declined or unwritten: xAxis yAxis
      Histogram, drawn: marker opacity
      Histogram, drawn or same: showLegend
      Histogram, drawn or unwritten: histNorm horizontal nBinsX
      Histogram, same: name y
      Histogram, same or unwritten: autoBinY histFunc nBinsY
      Histogram, unwritten: autoBinX legendGroup
      Histogram2D, declined or unwritten: xAxis yAxis
      Histogram2D, drawn: opacity
      Histogram2D, same: name
      Histogram2D, unwritten: legendGroup
      HoverLabel, same: bgColor borderColor font nameLength
      Increasing, declined or drawn: fillColor
      Increasing, drawn: changeLine
      Layout, declined: grid scene yAxis3 zAxis
      Layout, drawn: height title width xAxis yAxis
      Layout, drawn or same: showLegend
      Layout, drawn or unwritten: barMode
      Layout, same: hoverDistance margin titleFont yAxis2
      Layout, same or unwritten: autosize hoverMode
      Layout, unwritten: paperBgColor plotBgColor yAxis4
      Line of a marker, declined or drawn: color
      Line of a marker, drawn: width
      Line of a marker, same: smoothing
      Line of a marker, same or unwritten: dash shape simplify
      Line, declined or drawn: color
      Line, drawn: width
      Line, drawn or unwritten: dash shape
      Line, same: smoothing
      Line, same or unwritten: simplify
      Margin, same: bottom left right top
      Margin, same or unwritten: autoExpand padding
      Marker of bars, declined: colorScale
      Marker of bars, declined or drawn: color
      Marker of bars, drawn: line opacity
      Marker of bars, same: colorBar gradient size symbol
      Marker of bars, same or unwritten: autoColorScale cAuto reverseScale showScale sizeMode
      Marker of bars, unwritten: cMinAndMax
      Marker with colors, declined: colorScale
      Marker with colors, declined or drawn: color
      Marker with colors, declined or drawn or same: symbol
      Marker with colors, drawn: gradient line opacity size
      Marker with colors, drawn or unwritten: reverseScale showScale
      Marker with colors, same: colorBar
      Marker with colors, same or unwritten: autoColorScale cAuto sizeMode
      Marker with colors, unwritten: cMinAndMax
      Marker, declined: colorScale
      Marker, declined or drawn: color
      Marker, declined or drawn or same: symbol
      Marker, drawn: gradient line opacity size
      Marker, same: colorBar
      Marker, same or unwritten: autoColorScale cAuto reverseScale showScale sizeMode
      Marker, unwritten: cMinAndMax
      Pie, same: domain name
      Pie, unwritten: legendGroup opacity showLegend xAxis yAxis
      Points, declined: decreasing increasing
      Points, declined or drawn or unwritten: fill mode
      Points, declined or same: fillColor
      Points, declined or unwritten: visible xAxis yAxis
      Points, drawn: line marker opacity
      Points, drawn or same: showLegend
      Points, drawn or unwritten: type
      Points, same: hoverLabel name text
      Points, unwritten: legendGroup whiskerWidth
      Prices, declined: fillColor type
      Prices, declined or unwritten: visible xAxis yAxis
      Prices, drawn: decreasing increasing line opacity
      Prices, drawn or same: showLegend
      Prices, same: hoverLabel marker name text
      Prices, same or unwritten: fill mode
      Prices, unwritten: legendGroup whiskerWidth
      Second axis, declined: domain rangeslider
      Second axis, declined or drawn: range
      Second axis, declined or same or unwritten: type
      Second axis, declined or unwritten: autoRange overlaying side visible
      Second axis, drawn: title
      Second axis, same: categoryOrder constrainToward gridColor gridWidth lineColor lineWidth scaleRatio spikes tickSettings zeroLineColor zeroLineWidth
      Second axis, same or unwritten: constrain showGrid showLine showZeroLine
      Second axis, unwritten: color fixedRange font rangeMode titleFont
      Spikes, same: color dash
      Spikes, same or unwritten: mode snap thickness
      Ticks, declined: format prefix suffix
      Ticks, declined or same: arrayTicks
      Ticks, declined or unwritten: showExponent showTickLabels
      Ticks, same: color dTick font length tick0 width
      Ticks, same or unwritten: exponentFormat nTicks showPrefix showSuffix tickMode
      Ticks, unwritten: angle autoMargin mirror placement separateThousands
      """;

  private static final double[] X = {1, 2, 3, 4};
  private static final double[] Y = {2, 4, 3, 1};
  private static final Object[] NAMES = {"a", "b", "c", "d"};

  private record Host(String name, Supplier<Object> builder, Function<Object, Figure> figure) {}

  private static ScatterBuilder points() {
    return ScatterTrace.builder(X, Y).mode(ScatterTrace.Mode.LINE_AND_MARKERS);
  }

  private static Layout.LayoutBuilder small() {
    return Layout.builder().title("T").width(240).height(180);
  }

  private static Figure figure(Trace trace) {
    return new Figure(small().build(), trace);
  }

  private static Figure onAxis(Axis axis) {
    return new Figure(small().xAxis(axis).build(), points().build());
  }

  private static ScatterBuilder prices() {
    DateColumn days =
        DateColumn.create(
            "day", LocalDate.of(2026, 1, 1), LocalDate.of(2026, 1, 2), LocalDate.of(2026, 1, 3));
    return ScatterTrace.builder(
            days,
            DoubleColumn.create("open", 2, 3, 4),
            DoubleColumn.create("high", 5, 6, 7),
            DoubleColumn.create("low", 1, 1, 2),
            DoubleColumn.create("close", 4, 2, 5))
        .type("candlestick");
  }

  private static List<Host> hosts() {
    return List.of(
        new Host(
            "Layout",
            EveryOptionTest::small,
            b -> {
              Layout layout = ((Layout.LayoutBuilder) b).build();
              return new Figure(
                  layout,
                  BarTrace.builder(NAMES, Y).name("one").build(),
                  BarTrace.builder(NAMES, new double[] {-1, 2, 2, -2}).name("two").build());
            }),
        new Host("Axis", Axis::builder, b -> onAxis(((Axis.AxisBuilder) b).build())),
        new Host(
            "Axis of bars",
            Axis::builder,
            b ->
                new Figure(
                    small().xAxis(((Axis.AxisBuilder) b).build()).build(),
                    BarTrace.builder(new Object[] {"b", "a", "c"}, X).build())),
        new Host(
            "Ticks",
            TickSettings::builder,
            b ->
                onAxis(
                    Axis.builder()
                        .tickSettings(((TickSettings.TickSettingsBuilder) b).build())
                        .build())),
        new Host(
            "Spikes",
            Axis.Spikes::builder,
            b -> onAxis(Axis.builder().spikes(((Axis.Spikes.SpikesBuilder) b).build()).build())),
        new Host(
            "Font",
            Font::builder,
            b ->
                onAxis(
                    Axis.builder().title("x").titleFont(((Font.FontBuilder) b).build()).build())),
        new Host(
            "Font of y",
            Font::builder,
            b ->
                new Figure(
                    small()
                        .yAxis(
                            Axis.builder()
                                .title("y")
                                .titleFont(((Font.FontBuilder) b).build())
                                .build())
                        .build(),
                    points().build())),
        new Host(
            "Second axis",
            () -> Axis.builder().overlaying(ScatterTrace.YAxis.Y).side(Axis.Side.right),
            b ->
                new Figure(
                    small().yAxis2(((Axis.AxisBuilder) b).build()).build(),
                    points().build(),
                    ScatterTrace.builder(X, new double[] {30, 10, 20, 40})
                        .yAxis(ScatterTrace.YAxis.Y2)
                        .build())),
        new Host(
            "Margin",
            Margin::builder,
            b ->
                new Figure(
                    small().margin(((Margin.MarginBuilder) b).build()).build(), points().build())),
        new Host(
            "Grid",
            () -> Grid.builder().rows(1).columns(1).pattern(Grid.Pattern.INDEPENDENT),
            b ->
                new Figure(small().grid(((Grid.GridBuilder) b).build()).build(), points().build())),
        new Host(
            "Config",
            Config::builder,
            b -> new Figure(small().build(), ((Config.Builder) b).build(), points().build())),
        new Host("Points", EveryOptionTest::points, b -> figure(((ScatterBuilder) b).build())),
        new Host(
            "Area",
            () -> points().fill(ScatterTrace.Fill.TO_ZERO_Y),
            b -> figure(((ScatterBuilder) b).build())),
        new Host("Prices", EveryOptionTest::prices, b -> figure(((ScatterBuilder) b).build())),
        new Host(
            "Bars",
            () -> BarTrace.builder(NAMES, Y),
            b -> figure(((BarTrace.BarBuilder) b).build())),
        new Host(
            "Histogram",
            () -> HistogramTrace.builder(new double[] {1, 2, 2, 3, 3, 3, 7}),
            b -> figure(((HistogramTrace.HistogramBuilder) b).build())),
        new Host(
            "Histogram of sums",
            () ->
                HistogramTrace.builder(new double[] {1, 2, 2, 3, 3, 3, 7})
                    .y(new double[] {5, 1, 2, 9, 8, 7, 3})
                    .histFunc(HistogramTrace.HistFunc.SUM),
            b -> figure(((HistogramTrace.HistogramBuilder) b).build())),
        new Host(
            "Pie",
            () -> PieTrace.builder(NAMES, Y),
            b -> figure(((PieTrace.PieBuilder) b).build())),
        new Host(
            "Box",
            () -> BoxTrace.builder(new Object[] {"a", "a", "a", "b"}, Y),
            b -> figure(((BoxTrace.BoxBuilder) b).build())),
        new Host(
            "Heatmap",
            () ->
                HeatmapTrace.builder(
                    new Object[] {"a", "b"},
                    new Object[] {"c", "d"},
                    new double[][] {{1, 2}, {3, 4}}),
            b -> figure(((HeatmapTrace.HeatmapBuilder) b).build())),
        new Host(
            "Histogram2D",
            () -> Histogram2DTrace.builder(X, Y),
            b -> figure(((Histogram2DTrace.Histogram2DBuilder) b).build())),
        new Host(
            "Marker",
            Marker::builder,
            b -> figure(points().marker(((Marker.MarkerBuilder) b).build()).build())),
        new Host(
            "Marker with colors",
            () -> Marker.builder().color(new double[] {1, 2, 3, 9}),
            b -> figure(points().marker(((Marker.MarkerBuilder) b).build()).build())),
        new Host(
            "Marker of bars",
            Marker::builder,
            b ->
                figure(
                    BarTrace.builder(NAMES, Y).marker(((Marker.MarkerBuilder) b).build()).build())),
        new Host(
            "Line",
            Line::builder,
            b -> figure(points().line(((Line.LineBuilder) b).build()).build())),
        new Host(
            "Line of a marker",
            Line::builder,
            b ->
                figure(
                    points()
                        .marker(
                            Marker.builder().size(20).line(((Line.LineBuilder) b).build()).build())
                        .build())),
        new Host(
            "Gradient",
            () -> Gradient.builder().type(Gradient.Type.RADIAL).color("blue"),
            b ->
                figure(
                    points()
                        .marker(
                            Marker.builder()
                                .size(20)
                                .gradient(((Gradient.GradientBuilder) b).build())
                                .build())
                        .build())),
        new Host(
            "ColorBar",
            ColorBar::builder,
            b ->
                figure(
                    points()
                        .marker(
                            Marker.builder()
                                .color(X)
                                .showScale(true)
                                .colorBar(((ColorBar.ColorBarBuilder) b).build())
                                .build())
                        .build())),
        new Host(
            "HoverLabel",
            () -> HoverLabel.builder().font(Font.builder().build()),
            b -> figure(points().hoverLabel(((HoverLabel.HoverLabelBuilder) b).build()).build())),
        new Host(
            "Domain",
            Domain::builder,
            b ->
                figure(
                    PieTrace.builder(NAMES, Y).domain(((Domain.DomainBuilder) b).build()).build())),
        new Host(
            "Increasing",
            Increasing::builder,
            b -> figure(prices().increasing(((Increasing.IncreasingBuilder) b).build()).build())),
        new Host(
            "Decreasing",
            Decreasing::builder,
            b -> figure(prices().decreasing(((Decreasing.DecreasingBuilder) b).build()).build())),
        new Host(
            "ChangeLine",
            ChangeLine::builder,
            b ->
                figure(
                    prices()
                        .increasing(
                            Increasing.builder()
                                .changeLine(((ChangeLine.LineBuilder) b).build())
                                .build())
                        .build())));
  }

  @Test
  void isDrawnOrDeclinedByItsNameOrSaysNothing() throws ReflectiveOperationException {
    Map<String, Set<String>> found = new TreeMap<>();
    for (Host host : hosts()) {
      Map<String, Set<String>> names = new TreeMap<>();
      Map<String, Object> plain = PlotlyJson.of(host.figure.apply(host.builder.get()));
      Png before = Png.of(plain);
      assertThat(before.whyNone()).as(host.name).isEmpty();
      for (Method method : options(host.builder.get().getClass())) {
        Set<String> verdicts = new TreeSet<>();
        for (Object[] values : samples(method)) {
          Object builder = host.builder.get();
          Object next;
          try {
            next = method.invoke(builder, values);
          } catch (InvocationTargetException e) {
            continue; // Tablesaw refuses it
          }
          verdicts.add(verdict(plain, before, host.figure.apply(next)));
        }
        names.computeIfAbsent(method.getName(), name -> new TreeSet<>()).addAll(verdicts);
      }
      names.forEach(
          (name, verdicts) ->
              found
                  .computeIfAbsent(
                      host.name + ", " + String.join(" or ", verdicts), key -> new TreeSet<>())
                  .add(name));
    }
    String listed =
        found.entrySet().stream()
            .map(e -> e.getKey() + ": " + String.join(" ", e.getValue()))
            .collect(joining("\n"));

    assertThat(listed).isEqualTo(KNOWN.strip());
  }

  private static String verdict(Map<String, Object> plain, Png before, Figure figure) {
    Map<String, Object> json = PlotlyJson.of(figure);
    Set<String> changed = new TreeSet<>();
    changes("", plain, json, changed);
    if (changed.isEmpty()) {
      return "unwritten";
    }
    Png png = Png.of(json);
    if (png.bytes().isEmpty()) {
      assertThat(
              changed.contains("type") // then it's a different kind of figure
                  || png.whyNone().startsWith("there is nothing to draw")
                  || changed.stream().anyMatch(name -> png.whyNone().contains(name)))
          .as("\"%s\" names one of %s", png.whyNone(), changed)
          .isTrue();
      return "declined";
    }
    return Arrays.equals(png.bytes().get(), before.bytes().orElseThrow()) ? "same" : "drawn";
  }

  /** The names of the keys that differ. */
  private static void changes(String name, Object before, Object after, Set<String> changed) {
    if (before instanceof Map<?, ?> a && after instanceof Map<?, ?> b) {
      Set<Object> keys = new HashSet<>(a.keySet());
      keys.addAll(b.keySet());
      keys.forEach(key -> changes("" + key, a.get(key), b.get(key), changed));
    } else if (before instanceof List<?> a && after instanceof List<?> b && a.size() == b.size()) {
      for (int i = 0; i < a.size(); i++) {
        changes(name, a.get(i), b.get(i), changed);
      }
    } else if (before == null && after instanceof Map<?, ?> b && !b.isEmpty()) {
      b.forEach((key, value) -> changes("" + key, null, value, changed));
    } else if (!Objects.equals(before, after)) {
      changed.add(name);
    }
  }

  private static List<Method> options(Class<?> builder) {
    List<Method> options = new ArrayList<>();
    for (Method method : builder.getMethods()) {
      if (!Modifier.isStatic(method.getModifiers())
          && method.getParameterCount() > 0
          && !method.isBridge()
          && method.getDeclaringClass() != Object.class) {
        options.add(method);
      }
    }
    options.sort(Comparator.comparing(Method::toString));
    return options;
  }

  /** A few values for each parameter: all there are, where they can be counted. */
  private static List<Object[]> samples(Method method) {
    List<List<?>> each =
        Arrays.stream(method.getParameterTypes())
            .<List<?>>map(type -> values(type, method))
            .toList();
    int most = each.stream().mapToInt(List::size).max().orElseThrow();
    List<Object[]> samples = new ArrayList<>();
    for (int i = 0; i < most; i++) {
      int k = i;
      samples.add(each.stream().map(values -> values.get(k % values.size())).toArray());
    }
    return samples;
  }

  private static List<?> values(Class<?> type, Method method) {
    String name = method.getName();
    if (type.isEnum()) {
      return List.of(type.getEnumConstants());
    }
    if (type == boolean.class) {
      return List.of(true, false);
    }
    if (type == int.class) {
      return List.of(3, name.matches("width|height") ? 200 : 0);
    }
    if (type == float.class) {
      return List.of(.25f);
    }
    if (type == double.class) {
      return name.equals("cMinAndMax") ? List.of(0.0) : List.of(.5, 1.2);
    }
    if (type == String.class) {
      return switch (name) {
        case "xAxis" -> List.of("x2", "x");
        case "yAxis" -> List.of("y2", "y");
        case "type" -> List.of("bar", "scatter");
        case "rangeslider" -> List.of("{}", "{visible: false}");
        case "dash" -> List.of("dot");
        case "name", "title", "legendGroup", "prefix", "suffix", "format" -> List.of("N");
        default -> List.of("red", "no color");
      };
    }
    if (type == Object.class) {
      return name.equals("range")
          ? method.getParameterCount() == 2 ? List.of(0, 9) : List.of()
          : List.of(1);
    }
    Map<Class<?>, List<?>> samples =
        Map.ofEntries(
            Map.entry(double[].class, List.of(new double[] {.1, .4, .9, .2})),
            Map.entry(
                String[].class,
                Collections.singletonList(new String[] {"red", "blue", "green", "gray"})),
            Map.entry(Object[].class, List.of(new Object[] {0, 9}, new Object[] {9, 0})),
            Map.entry(Font.class, List.of(Font.builder().size(30).color("red").build())),
            Map.entry(Margin.class, List.of(Margin.builder().top(3).build())),
            Map.entry(Grid.class, List.of(Grid.builder().rows(2).columns(2).build())),
            Map.entry(
                Axis.class,
                List.of(
                    Axis.builder().title("N").build(),
                    Axis.builder().autoRange(Axis.AutoRange.REVERSED).build())),
            Map.entry(
                Marker.class,
                List.of(Marker.builder().size(9).symbol(Symbol.STAR).color("red").build())),
            Map.entry(Line.class, List.of(Line.builder().width(3).color("red").build())),
            Map.entry(
                Gradient.class,
                List.of(Gradient.builder().color("red").type(Gradient.Type.RADIAL).build())),
            Map.entry(ColorBar.class, List.of(ColorBar.builder().thickness(9).build())),
            Map.entry(
                HoverLabel.class,
                List.of(HoverLabel.builder().bgColor("red").font(Font.builder().build()).build())),
            Map.entry(Domain.class, List.of(Domain.builder().row(0).column(0).build())),
            Map.entry(TickSettings.class, List.of(TickSettings.builder().build())),
            Map.entry(Axis.Spikes.class, List.of(Axis.Spikes.builder().color("red").build())),
            Map.entry(Increasing.class, List.of(Increasing.builder().fillColor("red").build())),
            Map.entry(Decreasing.class, List.of(Decreasing.builder().fillColor("red").build())),
            Map.entry(ChangeLine.class, List.of(ChangeLine.builder().color("red").build())));
    for (Map.Entry<Class<?>, List<?>> sample : samples.entrySet()) {
      if (type == sample.getKey()) {
        return sample.getValue();
      }
    }
    if (type.isAssignableFrom(DoubleColumn.class)) {
      return List.of(DoubleColumn.create("n", 1, 2, 3, 4));
    }
    if (type.getSimpleName().equals("Scene")) {
      return List.of(Scene.sceneBuilder().build());
    }
    throw new AssertionError("give a value for the new parameter " + type + " of " + method);
  }

  @Test
  void noBuilderIsForgotten() throws IOException, URISyntaxException {
    Path jar = Path.of(Layout.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Set<String> found = new TreeSet<>();
    try (JarFile opened = new JarFile(jar.toFile())) {
      opened.stream()
          .map(entry -> entry.getName())
          .filter(
              name -> name.matches("tech/tablesaw/plotly/(components|traces)/.*Builder\\.class"))
          .map(name -> name.replaceAll(".*/|\\.class", ""))
          .forEach(found::add);
    }
    Set<String> tried =
        hosts().stream()
            .map(host -> host.builder.get().getClass().getName().replaceAll(".*\\.", ""))
            .collect(toCollection(TreeSet::new));
    tried.addAll(WITHOUT_A_PICTURE);
    tried.addAll(NOT_IN_A_FIGURE);
    tried.addAll(ABSTRACT);

    assertThat(found).isSubsetOf(tried);
  }
}
