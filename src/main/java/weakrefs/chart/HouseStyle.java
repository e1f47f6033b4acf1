package weakrefs.chart;

import java.util.List;
import java.util.Locale;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Axis;
import tech.tablesaw.plotly.components.Layout;

/** What the charts of this course have in common: size, colours, words, and what they ask for. */
final class HouseStyle {
  /**
   * Okabe and Ito's colours, told apart by the colour-blind; vermilion first, for what is wrong.
   */
  static final List<String> COLOURS =
      List.of("#D55E00", "#0072B2", "#009E73", "#CC79A7", "#E69F00", "#56B4E9");

  private HouseStyle() {}

  /** A title that says what is seen, and axes with their units. */
  static Layout layout(String finding, String x, String y) {
    return Layout.builder(finding)
        .width(760)
        .height(420)
        .xAxis(Axis.builder().title(x).build())
        .yAxis(Axis.builder().title(y).build())
        .build();
  }

  /** The words are English, so are the numbers. */
  static String inWords(String words, Object... values) {
    return String.format(Locale.ROOT, words, values);
  }

  /**
   * Refuses a table without this column.
   *
   * @param maker the call that returns a table that has it
   */
  static void require(Table history, String column, Class<?> kind, String maker) {
    if (!history.containsColumn(column) || !kind.isInstance(history.column(column))) {
      throw new IllegalArgumentException(
          "this table has no %s column \"%s\": give the one that %s returned"
              .formatted(kind == StringColumn.class ? "text" : "number", column, maker));
    }
  }
}
