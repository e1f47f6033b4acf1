package weakrefs.notebook;

import java.lang.reflect.Method;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import tech.tablesaw.api.NumberColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;
import tech.tablesaw.columns.numbers.NumberColumnFormatter;
import tech.tablesaw.plotly.components.Figure;
import weakrefs.chart.Chart;
import weakrefs.chart.Drawing;
import weakrefs.chart.Sketch;
import weakrefs.exercise.Answer;
import weakrefs.exercise.Prediction;
import weakrefs.gc.Histogram;
import weakrefs.gc.Holders;
import weakrefs.gc.Observers;
import weakrefs.gc.RootPath;

/** What each kind of value looks like: one or more bundles, shown one under the other. */
final class Bundles {
  /** A longer table is shown by its first and last rows. */
  private static final int MOST_ROWS = 20;

  private Bundles() {}

  static List<Map<String, Object>> of(Object value) {
    if (value instanceof Chart chart) {
      return of(chart);
    }
    if (value instanceof Figure figure) {
      return of(Chart.of(figure));
    }
    if (value instanceof Table table) {
      return of(table);
    }
    if (value instanceof Holders holders) {
      return of(holders);
    }
    if (value instanceof Answer answer) {
      return of(answer);
    }
    if (value instanceof Prediction prediction) {
      return of(prediction);
    }
    if (value instanceof Observers observers) {
      return of(observers);
    }
    if (value instanceof Sketch sketch) {
      return of(sketch);
    }
    if (value instanceof Drawing drawing) {
      return of(drawing);
    }
    if (value instanceof Histogram histogram) {
      return of(histogram);
    }
    if (value instanceof RootPath path) {
      return of(path);
    }
    return List.of(Map.of("text/plain", String.valueOf(value)));
  }

  static List<Map<String, Object>> of(Answer answer) {
    String markdown =
        "> **%s** %s\n>\n> *%s*"
            .formatted(
                answer.heading(),
                escapeMarkdown(answer.reason()),
                escapeMarkdown(answer.progress()));
    return List.of(text(answer.toString(), markdown, "text/markdown"));
  }

  static List<Map<String, Object>> of(Prediction prediction) {
    return List.of(
        text(prediction.toString(), "> " + escapeMarkdown(prediction.toString()), "text/markdown"));
  }

  static List<Map<String, Object>> of(Chart chart) {
    return withCaption(chart.caption(), chart.bundle());
  }

  /** The chart while it grows. */
  static List<Map<String, Object>> frame(Chart chart) {
    return withCaption(chart.caption(), chart.picture());
  }

  /** The caption is an output of its own: of one output JupyterLab shows one form only. */
  private static List<Map<String, Object>> withCaption(
      String caption, Map<String, Object> picture) {
    return caption.isBlank()
        ? List.of(picture)
        : List.of(picture, text(caption, "*" + escapeMarkdown(caption) + "*", "text/markdown"));
  }

  /** The sketch of this moment. */
  static List<Map<String, Object>> of(Sketch sketch) {
    return of(sketch.draw());
  }

  static List<Map<String, Object>> of(Drawing drawing) {
    Map<String, Object> picture = new LinkedHashMap<>(drawing.bundle());
    if (drawing.width() > 0) {
      picture.put(Kernel.METADATA, Map.of("image/png", Map.of("width", drawing.width())));
    }
    return withCaption(drawing.caption(), picture);
  }

  static List<Map<String, Object>> of(Holders holders) {
    return List.of(list(holders.toString(), holders.names()));
  }

  static List<Map<String, Object>> of(Observers observers) {
    return List.of(list(observers.toString(), observers.names()));
  }

  /** A sentence that lists names after its colon: as a list, and then what it says after them. */
  static Map<String, Object> list(String sentence, List<String> names) {
    if (names.isEmpty()) {
      return text(sentence, escapeMarkdown(sentence), "text/markdown");
    }
    int colon = sentence.indexOf(':');
    StringBuilder markdown = new StringBuilder(escapeMarkdown(sentence.substring(0, colon)));
    markdown.append(":\n");
    names.forEach(name -> markdown.append("\n- ").append(code(name)));
    String after = sentence.substring(colon + 2 + String.join(", ", names).length());
    if (!after.isEmpty()) {
      markdown.append("\n\n").append(escapeMarkdown(after.substring(2)));
    }
    return text(sentence, markdown.toString(), "text/markdown");
  }

  static List<Map<String, Object>> of(Histogram histogram) {
    StringBuilder html =
        tableHead(escapeHtml(histogram.title()), List.of("class", "instances", "bytes"));
    for (Histogram.Line line : histogram.lines()) {
      html.append("<tr><td>").append(escapeHtml(line.className())).append("</td>");
      for (long number : new long[] {line.instances(), line.bytes()}) {
        html.append("<td>").append(histogram.inWords(number)).append("</td>");
      }
      html.append("</tr>");
    }
    html.append("</tbody></table>");
    return List.of(text(histogram.toString(), html.toString(), "text/html"));
  }

  static List<Map<String, Object>> of(RootPath path) {
    StringBuilder html = new StringBuilder();
    if (path.isFound()) {
      html.append("<ol>");
      path.steps().forEach(step -> html.append("<li>").append(escapeHtml(step)).append("</li>"));
      html.append("</ol>");
    } else {
      html.append("<p>").append(escapeHtml(path.toString())).append("</p>");
    }
    return List.of(text(path.toString(), html.toString(), "text/html"));
  }

  static List<Map<String, Object>> of(Table asItIs) {
    Table table = inEnglish(asItIs);
    int rows = table.rowCount();
    String caption = escapeHtml(table.name() == null ? "" : table.name());
    if (rows > MOST_ROWS) {
      caption +=
          String.format(Locale.ROOT, ": the first and last %d of %,d rows", MOST_ROWS / 2, rows);
    }
    StringBuilder html = tableHead(caption, table.columnNames());
    if (rows <= MOST_ROWS) {
      IntStream.range(0, rows).forEach(row -> appendRow(html, table, row));
    } else {
      IntStream.range(0, MOST_ROWS / 2).forEach(row -> appendRow(html, table, row));
      html.append("<tr>").append("<td>…</td>".repeat(table.columnCount())).append("</tr>");
      IntStream.range(rows - MOST_ROWS / 2, rows).forEach(row -> appendRow(html, table, row));
    }
    html.append("</tbody></table>");
    return List.of(text(table.print(MOST_ROWS), html.toString(), "text/html"));
  }

  /**
   * The table, with English numbers. Tablesaw writes them as the machine's language does: 2,5
   * beside English words. A format that somebody gave a language of its own keeps it.
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

  /** How a column writes its numbers, which Tablesaw tells nobody; null if it can't be seen. */
  private static NumberFormat formatOf(NumberColumn<?, ?> column) {
    try {
      Method formatter = NumberColumn.class.getDeclaredMethod("getPrintFormatter");
      formatter.setAccessible(true);
      return ((NumberColumnFormatter) formatter.invoke(column)).getFormat();
    } catch (ReflectiveOperationException e) {
      return null;
    }
  }

  /** From the table's beginning to its first row. The caption is HTML. */
  private static StringBuilder tableHead(String caption, List<String> headings) {
    StringBuilder html = new StringBuilder("<table><caption>").append(caption);
    html.append("</caption><thead><tr>");
    for (String heading : headings) {
      html.append("<th scope=\"col\">").append(escapeHtml(heading)).append("</th>");
    }
    return html.append("</tr></thead><tbody>");
  }

  private static void appendRow(StringBuilder html, Table table, int row) {
    html.append("<tr>");
    for (Column<?> column : table.columns()) {
      html.append("<td>").append(escapeHtml(column.getString(row))).append("</td>");
    }
    html.append("</tr>");
  }

  private static Map<String, Object> text(String plain, String rich, String richType) {
    Map<String, Object> bundle = new LinkedHashMap<>();
    bundle.put(richType, rich);
    bundle.put("text/plain", plain);
    return bundle;
  }

  private static String escapeHtml(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("\0", "�");
  }

  /** Markdown lets HTML through, so both are defused. */
  private static String escapeMarkdown(String text) {
    return escapeHtml(text.strip().replaceAll("\\s+", " "))
        .replaceAll("[\\\\`*_{}\\[\\]()#+!|~$-]", "\\\\$0");
  }

  /** An inline code span, with a fence that is longer than any run of backticks inside. */
  private static String code(String text) {
    String line = text.replaceAll("\\s+", " ");
    String fence = "`";
    while (line.contains(fence)) {
      fence += "`";
    }
    return fence.length() == 1 ? fence + line + fence : fence + " " + line + " " + fence;
  }
}
