package weakrefs.notebook;

import java.lang.reflect.Method;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import tech.tablesaw.api.NumberColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;
import tech.tablesaw.columns.numbers.NumberColumnFormatter;
import tech.tablesaw.plotly.components.Figure;
import weakrefs.figure.RenderedFigure;
import weakrefs.show.Showable;
import weakrefs.show.View;
import weakrefs.widget.Live;

/** What any value looks like: its own view if it has one, and ours for what Tablesaw can't show. */
final class Views {
  /** The types with views; everything else is only text. */
  static final List<Class<?>> RICH = List.of(Showable.class, Live.class, Figure.class, Table.class);

  /** For a longer table, only its first and last rows are shown. */
  private static final int MOST_ROWS = 20;

  private Views() {}

  static View of(Object value) {
    if (value instanceof Showable showable) {
      return showable.view();
    }
    if (value instanceof Figure figure) {
      return RenderedFigure.of(figure).view();
    }
    return value instanceof Table table ? of(table) : View.text(String.valueOf(value));
  }

  private static View of(Table asItIs) {
    Table table = inEnglish(asItIs);
    String caption = table.name() == null ? "" : table.name();
    int count = table.rowCount();
    int ends = MOST_ROWS / 2;
    if (count > MOST_ROWS) {
      caption += String.format(Locale.ROOT, ": the first and last %d of %,d rows", ends, count);
    }
    List<List<String>> rows = new ArrayList<>();
    for (int row = 0; row < count; row++) {
      if (count <= MOST_ROWS || row < ends || row >= count - ends) {
        int at = row;
        rows.add(table.columns().stream().map(column -> column.getString(at)).toList());
      } else if (row == ends) {
        rows.add(Collections.nCopies(table.columnCount(), "…"));
      }
    }
    return View.table(caption, table.columnNames(), rows, table.print(MOST_ROWS));
  }

  /**
   * The table with English numbers. Tablesaw writes numbers in the machine's language: 2,5 next to
   * English words. A format that was explicitly given a language keeps it.
   */
  private static Table inEnglish(Table table) {
    DecimalFormatSymbols here = DecimalFormatSymbols.getInstance();
    DecimalFormatSymbols english = DecimalFormatSymbols.getInstance(Locale.US);
    List<Column<?>> columns = new ArrayList<>();
    for (Column<?> column : table.columns()) {
      if (column instanceof NumberColumn<?, ?> numbers
          && formatOf(numbers) instanceof DecimalFormat format
          && format.getDecimalFormatSymbols().equals(here)
          && !here.equals(english)) {
        DecimalFormat translated = (DecimalFormat) format.clone();
        translated.setDecimalFormatSymbols(english);
        NumberColumn<?, ?> copy = (NumberColumn<?, ?>) numbers.copy();
        copy.setPrintFormatter(translated, "");
        columns.add(copy);
      } else {
        columns.add(column);
      }
    }
    return Table.create(table.name(), columns);
  }

  /**
   * How a column formats its numbers, which Tablesaw doesn't make public; null if we can't find
   * out.
   */
  private static NumberFormat formatOf(NumberColumn<?, ?> column) {
    try {
      Method formatter = NumberColumn.class.getDeclaredMethod("getPrintFormatter");
      formatter.setAccessible(true);
      return ((NumberColumnFormatter) formatter.invoke(column)).getFormat();
    } catch (ReflectiveOperationException e) {
      return null;
    }
  }
}
