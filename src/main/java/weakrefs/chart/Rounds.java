package weakrefs.chart;

import static java.util.stream.Collectors.joining;
import static weakrefs.chart.HouseStyle.inEnglish;
import static weakrefs.gc.WhyNull.notNull;

import java.util.ArrayList;
import java.util.List;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;
import tech.tablesaw.plotly.components.Line;
import tech.tablesaw.plotly.traces.ScatterTrace;
import tech.tablesaw.plotly.traces.Trace;

/** The chart of what was counted after each round: a line with a point for every round. */
final class Rounds {
  private final String counted;
  private final String roundName;
  private final double[] rounds;
  private final List<NumericColumn<?>> lines = new ArrayList<>();

  Rounds(Table table) {
    notNull(table, "there are no rounds to show: the table is null");
    if (table.columnCount() < 2 || table.isEmpty()) {
      throw new IllegalArgumentException(
          "there's nothing to draw: give a table with a column for the round, one or more columns"
              + " for what you counted, and a row for each round");
    }
    for (Column<?> column : table.columns()) {
      if (!(column instanceof NumericColumn<?> numbers) || column.countMissing() > 0) {
        throw new IllegalArgumentException(
            "the column \"" + column.name() + "\" has to have a number in each row");
      }
      lines.add(numbers);
    }
    NumericColumn<?> first = lines.remove(0);
    counted = table.name() == null || table.name().isBlank() ? "Counted" : table.name();
    roundName = first.name();
    rounds = first.asDoubleArray();
  }

  Chart chart() {
    List<Trace> traces = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      double[] counts = lines.get(i).asDoubleArray();
      Line stroke = HouseStyle.stroke(HouseStyle.color(i)).build();
      traces.add(
          HouseStyle.line(lines.get(i).name(), rounds, counts, stroke)
              .mode(ScatterTrace.Mode.LINE_AND_MARKERS)
              .build());
    }
    return HouseStyle.chart(finding(), roundName, counted, traces, caption());
  }

  private String finding() {
    return inEnglish("After %,d rounds: ", rounds.length)
        + lines.stream()
            .map(line -> inEnglish("“%s” has %,.0f", line.name(), last(line)))
            .collect(joining(", "));
  }

  private String caption() {
    return counted
        + ": "
        + lines.stream()
            .map(
                line ->
                    inEnglish(
                        "“%s” had %,.0f after the first round and %,.0f after the last.",
                        line.name(), line.getDouble(0), last(line)))
            .collect(joining(" "));
  }

  private static double last(NumericColumn<?> line) {
    return line.getDouble(line.size() - 1);
  }
}
