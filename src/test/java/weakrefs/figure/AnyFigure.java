package weakrefs.figure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.api.Heatmap;
import tech.tablesaw.plotly.components.Axis;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.components.Line;
import tech.tablesaw.plotly.components.Marker;
import tech.tablesaw.plotly.traces.ScatterTrace;

/** Figures of every kind, of tables that hold whatever a table can hold. */
final class AnyFigure {
  private static final List<String> TEXTS =
      List.of(
          "<script>window.hacked = 1</script>",
          "</div></script><img src=x onerror='window.hacked = 1'>",
          "\" ' ` \\ \\\" \\u0041",
          "\u202egnirts\u202c \u0645\u0631\u062d\u0628\u0627",
          "NUL \0 and ESC \33[31m",
          "one\ntwo\r\nthree\u2028four",
          "%s %d {0} ${x} {{y}} &lt; &amp;amp;",
          "\ud83d\ude00 and alone \ud800",
          "2026-11-25",
          "007",
          "NaN",
          "null",
          "true",
          "",
          " ",
          "long ".repeat(500));
  private static final double[] NUMBERS = {
    0,
    -0.0,
    1,
    -1,
    0.1,
    12_345_678.9,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY
  };

  /** From about a billion billion on, Plotly writes numbers that its own pictures can't have. */
  private static final double[] LARGE_AND_SMALL = {1e15, -2e15, 1e-15};

  private static final double[] EXTREME = {1e300, -Double.MAX_VALUE, 1e-300, Double.MIN_VALUE};

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Random random;
  private final double[] special;
  private final Table table;

  private AnyFigure(Random random, double[] special) {
    this.random = random;
    this.special = special;
    int rows = random.nextInt(4) == 0 ? random.nextInt(3) : random.nextInt(40);
    List<LocalDate> days = new ArrayList<>();
    List<String> names = new ArrayList<>();
    List<String> more = new ArrayList<>();
    List<Boolean> flags = new ArrayList<>();
    int[] counts = new int[rows];
    double[][] numbers = new double[4][rows];
    boolean tame = random.nextBoolean(); // or else nearly every figure would have an infinity
    for (int row = 0; row < rows; row++) {
      days.add(random.nextInt(9) == 0 ? null : LocalDate.ofEpochDay(random.nextInt(60_000)));
      names.add(text());
      more.add(random.nextInt(9) == 0 ? null : text());
      flags.add(random.nextInt(9) == 0 ? null : random.nextBoolean());
      counts[row] = random.nextInt(9) == 0 ? Integer.MIN_VALUE : random.nextInt(1000) - 100;
      for (double[] column : numbers) {
        column[row] = number(tame);
      }
    }
    table =
        Table.create(
            text(),
            DateColumn.create("day " + text(), days),
            StringColumn.create("name " + text(), names),
            StringColumn.create("more " + text(), more),
            BooleanColumn.create("flag " + text(), flags),
            IntColumn.create("count " + text(), counts),
            DoubleColumn.create("a " + text(), numbers[0]),
            DoubleColumn.create("b " + text(), numbers[1]),
            DoubleColumn.create("c " + text(), numbers[2]),
            DoubleColumn.create("d " + text(), numbers[3]));
  }

  /** The figure that belongs to this seed, or null where Tablesaw itself makes none of the data. */
  static Figure of(long seed) {
    return of(seed, EXTREME);
  }

  private static Figure of(long seed, double[] special) {
    AnyFigure any = new AnyFigure(new Random(seed), special);
    List<Supplier<Figure>> kinds = any.kinds();
    try {
      return kinds.get(any.random.nextInt(kinds.size())).get();
    } catch (RuntimeException e) {
      return null;
    }
  }

  private String text() {
    return random.nextInt(3) == 0
        ? "plain " + random.nextInt(5)
        : TEXTS.get(random.nextInt(TEXTS.size()));
  }

  private double number(boolean tame) {
    double[] from = random.nextInt(4) == 0 ? special : NUMBERS;
    return tame ? random.nextGaussian() * 100 : from[random.nextInt(from.length)];
  }

  private List<Supplier<Figure>> kinds() {
    String title = text();
    List<String> c = table.columnNames();
    List<Supplier<Figure>> kinds =
        new ArrayList<>(
            Figures.kinds(
                    title, table, c.get(0), c.get(1), c.get(2), c.get(4), c.get(5), c.get(6),
                    c.get(7), c.get(8))
                .values());
    kinds.add(() -> Heatmap.create(title, table, c.get(1), c.get(3)));
    kinds.add(this::byHand);
    return kinds;
  }

  private Figure byHand() {
    Layout layout =
        Layout.builder(text())
            .xAxis(Axis.builder().title(text()).type(Axis.Type.LOG).build())
            .yAxis(Axis.builder().title(text()).range(number(false), number(false)).build())
            .width(random.nextInt(2000))
            .height(random.nextInt(2000))
            .build();
    double[] x = table.doubleColumn(5).asDoubleArray();
    double[] y = table.doubleColumn(6).asDoubleArray();
    return new Figure(
        layout,
        ScatterTrace.builder(x, y)
            .name(text())
            .mode(ScatterTrace.Mode.LINE_AND_MARKERS)
            .line(Line.builder().width(random.nextInt(9)).color(text()).build())
            .build(),
        ScatterTrace.builder(y, x)
            .marker(Marker.builder().size(random.nextInt(40)).build())
            .build());
  }

  static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new AssertionError("no JSON", e);
    }
  }

  /** Prints the JSON of so many figures that Plotly can draw, one a line, from this seed on. */
  public static void main(String[] args) {
    for (long seed = Long.parseLong(args[1]), left = Long.parseLong(args[0]); left > 0; seed++) {
      Figure figure = of(seed, LARGE_AND_SMALL);
      if (figure != null) {
        System.out.println(json(PlotlyJson.of(figure)));
        left--;
      }
    }
  }
}
