package weakrefs.exercise;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import weakrefs.gc.HotSpotCollector;

@Exercise(notebook = "10", name = "a small box")
record SmallBox(String flags) implements Check {
  @Override
  public String look() {
    if (flags == null || flags.isBlank() || flags.strip().equals("?")) {
      throw Unsolved.notAttempted("Put two options between the quotes, with a space between them.");
    }
    List<String> options = List.of(flags.strip().split("\\s+"));
    List<String> collectors = options.stream().filter(SmallBox::isMeantAsCollector).toList();
    if (collectors.isEmpty()) {
      throw Unsolved.notYet(
          "None of your options chooses a collector. You'll find it in the last column of the table.");
    }
    if (collectors.size() > 1) {
      throw Unsolved.notYet(
          "Two of your options choose a collector, and a JVM with two of them doesn't start.");
    }
    isSerial(collectors.get(0));
    List<String> heaps = options.stream().filter(o -> o.startsWith("-Xmx")).toList();
    if (heaps.isEmpty()) {
      throw Unsolved.notYet(
          "The collector is right. Now for the heap: -Xmx says how large it may grow.");
    }
    String heap = heaps.get(heaps.size() - 1); // the last one wins
    if (heap.equals("-Xmx64")) {
      throw Unsolved.notYet("-Xmx64 means 64 bytes. Put an m at the end to make that megabytes.");
    }
    if (!List.of("64m", "65536k", "67108864")
        .contains(heap.substring(4).toLowerCase(Locale.ROOT))) {
      throw Unsolved.notYet("%s isn't a limit of 64 MB.", heap);
    }
    return "One worker for one processor, and a small heap. It does pause, but nobody minds here.";
  }

  private static boolean isMeantAsCollector(String option) {
    return option
        .toLowerCase(Locale.ROOT)
        .matches("-?xx:.*use.*(gc|serial|parallel|shenandoah|epsilon).*");
  }

  private static void isSerial(String option) {
    if (option.matches("-XX:Use\\w+")) {
      throw Unsolved.notYet("%s doesn't say whether it's on or off. Put a + before Use.", option);
    }
    if (option.startsWith("-XX:-")) {
      throw Unsolved.notYet("The - before Use turns that collector off. A + turns it on.");
    }
    if (!option.equals(HotSpotCollector.SERIAL.flag())) {
      throw Arrays.stream(HotSpotCollector.values()).anyMatch(c -> c.flag().equals(option))
          ? Unsolved.notYet(
              "%s works, but that collector has several workers, and this box has only one processor. Which collector has a single worker?",
              option)
          : Unsolved.notYet(
              "There's no such JVM option as %s. Capital letters count, so look at the last column of the table.",
              Words.cut(option));
    }
  }
}
