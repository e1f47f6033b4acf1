package weakrefs.exercise;

import java.util.List;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;
import weakrefs.lab.FiveCollectors;

@Exercise(notebook = "10", name = "read the table")
record ReadOff(Table table, String most, String shortest) implements Check {
  /** Offers the collectors that ran; nothing if there's no table. */
  Form form() {
    boolean isThere = table != null && table.containsColumn(FiveCollectors.MOST);
    List<String> names = isThere ? collectors() : List.of();
    return new Form(
        List.of(
            List.of(new Form.Question("Held the most", names, most)),
            List.of(new Form.Question("Shortest longest pause", names, shortest))),
        chosen -> new ReadOff(table, chosen.get(0), chosen.get(1)));
  }

  private List<String> collectors() {
    return table.stream()
        .filter(row -> !row.isMissing(FiveCollectors.MOST))
        .map(row -> row.getString(FiveCollectors.COLLECTOR))
        .toList();
  }

  @Override
  public String look() {
    if (isEmpty(most) && isEmpty(shortest)) {
      throw Unsolved.notAttempted(
          "Look at two columns of the table, and replace each ? with a name.");
    }
    if (table == null || !table.containsColumn(FiveCollectors.MOST)) {
      throw Unsolved.notYet("Give the check the table of all five collectors: five.table().");
    }
    if (isEmpty(most) || isEmpty(shortest)) {
      throw Unsolved.notYet("One of the two doesn't have an answer yet.");
    }
    Row ofMost = row(most);
    Row ofShortest = row(shortest);
    int held = ofMost.getInt(FiveCollectors.MOST);
    if (held < table.intColumn(FiveCollectors.MOST).max()) {
      throw Unsolved.notYet(
          "With %s the cache held at most %,d people. With a different collector it held more.",
          most.strip(), held);
    }
    double pause = ofShortest.getDouble(FiveCollectors.LONGEST_PAUSE);
    if (pause > table.doubleColumn(FiveCollectors.LONGEST_PAUSE).min()) {
      throw Unsolved.notYet(
          "The longest pause with %s was %s ms. With a different collector even the longest one was shorter.",
          shortest.strip(), pause);
    }
    return Words.say(
        "In this run, %s let the cache grow the most, and even the longest pause of %s was only %s ms. Your next run may be different.",
        most.strip(), shortest.strip(), pause);
  }

  private static boolean isEmpty(String answer) {
    return answer == null || answer.isBlank() || answer.strip().equals("?");
  }

  private Row row(String collector) {
    return table.stream()
        .filter(row -> !row.isMissing(FiveCollectors.MOST))
        .filter(row -> row.getString(FiveCollectors.COLLECTOR).equalsIgnoreCase(collector.strip()))
        .findFirst()
        .orElseThrow(
            () ->
                Unsolved.notYet(
                    "“%s” didn't run here. Choose one of these: %s.",
                    Words.cut(collector), String.join(", ", collectors())));
  }
}
