package weakrefs.exercise;

import static weakrefs.exercise.Verdict.correct;
import static weakrefs.exercise.Verdict.notAttempted;
import static weakrefs.exercise.Verdict.notYet;

import weakrefs.lab.Box;
import weakrefs.lab.LabException;

/** Notebook 12: a flag, tried in two boxes. */
final class BoxChecks {
  private static final int SMALL = 512;
  private static final int LARGE = 1024;

  private BoxChecks() {}

  static Verdict threeQuarters(String flag) {
    if (flag == null || flag.isBlank()) {
      return notAttempted("Put a flag between the quotes.");
    }
    if (!flag.strip().matches("-X[A-Za-z0-9:+=.]+")) {
      return notYet(
          "A JVM flag begins with -XX: (or -X) and has no spaces. Yours is: %s", Attempt.cut(flag));
    }
    int small;
    int large;
    try {
      small = new Box(SMALL).look(flag.strip()).largestHeap();
      large = new Box(LARGE).look(flag.strip()).largestHeap();
    } catch (LabException e) {
      return notYet("With this flag, %s", Attempt.cut(e.getMessage().replaceAll("\\s+", " ")));
    }
    boolean smallIsRight = isThreeQuarters(small, SMALL);
    boolean largeIsRight = isThreeQuarters(large, LARGE);
    if (smallIsRight && largeIsRight) {
      return correct(
          "The heap grows with the box: %d MB of %d, and %d MB of %d.", small, SMALL, large, LARGE);
    }
    if (small == large) {
      return notYet(
          "The heap can grow to %d MB in a box of %d MB, and no further in a box of %d MB. It has to grow with the box, so try a percentage.",
          small, SMALL, LARGE);
    }
    return notYet(
        "In a box of %d MB the heap can now grow to %d MB. Three quarters would be %d.%s",
        SMALL,
        small,
        SMALL * 3 / 4,
        flag.contains("MinRAM") ? " The flag with Min in its name works in small boxes only." : "");
  }

  /** To a percent or so: a heap is made of whole pages or regions. */
  private static boolean isThreeQuarters(int heap, int box) {
    return Math.abs(heap - box * 3 / 4) <= box / 64;
  }
}
