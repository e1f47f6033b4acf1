package weakrefs.exercise;

import tech.tablesaw.api.Table;
import weakrefs.lab.ManyReferences;

@Exercise(notebook = "10", name = "the cost of one more")
record OneMore(Table table, double nanoseconds) implements Check {
  @Override
  public String look() {
    if (nanoseconds == 0) {
      throw Unsolved.notAttempted(
          "Take two rows of the table, and see how much longer the second one takes.");
    }
    if (table == null || !table.containsColumn(ManyReferences.HELD) || table.rowCount() < 2) {
      throw Unsolved.notYet("Give the check the table with your measurements: many.table().");
    }
    int last = table.rowCount() - 1;
    int few = table.intColumn(ManyReferences.COUNT).get(0);
    int many = table.intColumn(ManyReferences.COUNT).get(last);
    double longer =
        table.doubleColumn(ManyReferences.HELD).get(last)
            - table.doubleColumn(ManyReferences.HELD).get(0);
    double slope = longer / (many - few) * 1e6;
    if (slope <= 0) {
      throw Unsolved.notYet(
          "In this measurement, more references didn't take more time, so something must have disturbed it. Measure again.");
    }
    if (!(nanoseconds > 0)) {
      throw Unsolved.notYet(
          "A reference can't cost less than nothing. Did you subtract the smaller time from the larger one?");
    }
    double ratio = nanoseconds / slope;
    if (ratio > .5 && ratio < 2) {
      return Words.say(
          "It's about %.0f nanoseconds each in this run, so a hundred thousand more references make a full collection some %.0f ms longer.",
          slope, slope / 10);
    }
    throw ratio > .5e-6 && ratio < 2e-6
        ? Unsolved.notYet("That's in milliseconds. One millisecond is a million nanoseconds.")
        : Unsolved.notYet(
            "That's too %s. From %,d to %,d references the time grew by %.1f ms, so divide that by the number of references you added.",
            ratio > 1 ? "much" : "little", few, many, longer);
  }
}
