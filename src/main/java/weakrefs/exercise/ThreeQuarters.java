package weakrefs.exercise;

import weakrefs.lab.Box;
import weakrefs.lab.LabException;

@Exercise(notebook = "13", name = "three quarters of the box")
record ThreeQuarters(String flag) implements Check {
  private static final int SMALL = 512;
  private static final int LARGE = 1024;

  @Override
  public String look() {
    if (flag == null || flag.isBlank()) {
      throw Unsolved.notAttempted("Put a flag between the quotes.");
    }
    if (!flag.strip().matches("-X[A-Za-z0-9:+=.]+")) {
      throw Unsolved.notYet(
          "A JVM flag begins with -XX: (or -X) and has no spaces. Yours is: %s", Words.cut(flag));
    }
    int small = largestHeap(SMALL);
    int large = largestHeap(LARGE);
    if (small == large) {
      throw Unsolved.notYet(
          "The heap can grow to %d MB in a box of %d MB, and no further in a box of %d MB. It has to grow with the box, so try a percentage.",
          small, SMALL, LARGE);
    }
    if (!isThreeQuarters(small, SMALL) || !isThreeQuarters(large, LARGE)) {
      throw Unsolved.notYet(
          "In a box of %d MB the heap can now grow to %d MB. Three quarters would be %d.%s",
          SMALL,
          small,
          SMALL * 3 / 4,
          flag.contains("MinRAM")
              ? " The flag with Min in its name works in small boxes only."
              : "");
    }
    return Words.say(
        "The heap grows with the box: %d MB of %d, and %d MB of %d.", small, SMALL, large, LARGE);
  }

  private int largestHeap(int box) {
    try {
      return new Box(box).look(flag.strip()).largestHeap();
    } catch (LabException e) {
      throw Unsolved.notYet(
          "With this flag, %s", Words.cut(e.getMessage().replaceAll("\\s+", " ")));
    }
  }

  /** To a percent or two, because a heap is made of whole pages or regions. */
  private static boolean isThreeQuarters(int heap, int box) {
    return Math.abs(heap - box * 3 / 4) <= box / 64;
  }
}
