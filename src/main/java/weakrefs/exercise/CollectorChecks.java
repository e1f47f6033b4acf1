package weakrefs.exercise;

import static java.util.stream.Collectors.joining;
import static weakrefs.exercise.Verdict.correct;
import static weakrefs.exercise.Verdict.notAttempted;
import static weakrefs.exercise.Verdict.notYet;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.PlatformManagedObject;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;
import weakrefs.gc.Collector;
import weakrefs.lab.FiveCollectors;
import weakrefs.lab.ManyReferences;

/** Notebook 10: what was measured of collectors, and how to choose one. */
final class CollectorChecks {
  private CollectorChecks() {}

  static Verdict readOff(Table table, String most, String shortest) {
    if (isEmpty(most) && isEmpty(shortest)) {
      return notAttempted("Look at two columns of the table, and replace each ? with a name.");
    }
    if (table == null || !table.containsColumn(FiveCollectors.MOST)) {
      return notYet("Give the check the table of all five collectors: five.table().");
    }
    for (String answer : Arrays.asList(most, shortest)) {
      if (isEmpty(answer)) {
        return notYet("One of the two doesn't have an answer yet.");
      }
      Optional<Row> row = row(table, answer);
      if (row.isEmpty() || row.get().isMissing(FiveCollectors.MOST)) {
        return notYet(
            "“%s” didn't run here. Choose one of these: %s.",
            Attempt.cut(answer),
            table.stream()
                .filter(r -> !r.isMissing(FiveCollectors.MOST))
                .map(r -> r.getString(FiveCollectors.COLLECTOR))
                .collect(joining(", ")));
      }
    }
    int held = row(table, most).orElseThrow().getInt(FiveCollectors.MOST);
    if (held < column(table, FiveCollectors.MOST).max()) {
      return notYet(
          "With %s the cache held at most %,d people. With a different collector it held more.",
          most.strip(), held);
    }
    double pause = row(table, shortest).orElseThrow().getDouble(FiveCollectors.LONGEST_PAUSE);
    if (pause > column(table, FiveCollectors.LONGEST_PAUSE).min()) {
      return notYet(
          "The longest pause with %s was %s ms. With a different collector even the longest one was shorter.",
          shortest.strip(), pause);
    }
    return correct(
        "In this run, %s let the cache grow the most, and even the longest pause of %s was only %s ms. Your next run may be different.",
        most.strip(), shortest.strip(), pause);
  }

  private static boolean isEmpty(String answer) {
    return answer == null || answer.isBlank() || answer.strip().equals("?");
  }

  private static Optional<Row> row(Table table, String collector) {
    for (Row row : table) {
      if (row.getString(FiveCollectors.COLLECTOR).equalsIgnoreCase(collector.strip())) {
        return Optional.of(row);
      }
    }
    return Optional.empty();
  }

  private static NumericColumn<?> column(Table table, String name) {
    return table.numberColumn(name);
  }

  static Verdict collectorHere(List<String> names) {
    if (names == null || names.isEmpty()) {
      return notAttempted("Ask the JVM for its garbage collector beans, and take their names.");
    }
    Set<String> told = new HashSet<>(names);
    List<String> right =
        ManagementFactory.getGarbageCollectorMXBeans().stream().map(b -> b.getName()).toList();
    if (told.equals(Set.copyOf(right))) {
      return correct("This notebook runs with: %s.", String.join(", ", right));
    }
    if (right.containsAll(told)) {
      return notYet(
          "That's right, but it isn't everything: this JVM has %d of these beans. Take the name of each one.",
          right.size());
    }
    Set<String> pools =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .map(MemoryPoolMXBean::getName)
            .collect(Collectors.toSet());
    if (pools.containsAll(told)) {
      return notYet("Those are parts of the memory. Ask for the garbage collector beans instead.");
    }
    String wrong = names.stream().filter(n -> !right.contains(n)).findFirst().orElse("");
    return notYet(
        isBean(wrong)
            ? "That's the bean itself, “%s”. Take its name: bean -> bean.getName()."
            : "This JVM doesn't have a collector called “%s”. Don't guess, ask the JVM.",
        Attempt.cut(wrong));
  }

  private static boolean isBean(String text) {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .map(PlatformManagedObject::toString)
        .anyMatch(text::equals);
  }

  static Verdict oneMore(Table table, double nanoseconds) {
    if (nanoseconds == 0) {
      return notAttempted(
          "Take two rows of the table, and see how much longer the second one takes.");
    }
    if (table == null || !table.containsColumn(ManyReferences.HELD) || table.rowCount() < 2) {
      return notYet("Give the check the table with your measurements: many.table().");
    }
    int last = table.rowCount() - 1;
    double more =
        table.intColumn(ManyReferences.COUNT).get(last)
            - table.intColumn(ManyReferences.COUNT).get(0);
    NumericColumn<?> held = column(table, ManyReferences.HELD);
    double slope = (held.getDouble(last) - held.getDouble(0)) / more * 1e6;
    if (slope <= 0) {
      return notYet(
          "In this measurement, more references didn't take more time, so something must have disturbed it. Measure again.");
    }
    if (!(nanoseconds > 0)) {
      return notYet(
          "A reference can't cost less than nothing. Did you subtract the smaller time from the larger one?");
    }
    double ratio = nanoseconds / slope;
    if (ratio > .5 && ratio < 2) {
      return correct(
          "It's about %.0f nanoseconds each in this run, so a hundred thousand more references make a full collection some %.0f ms longer.",
          slope, slope / 10);
    }
    if (ratio > .5e-6 && ratio < 2e-6) {
      return notYet("That's in milliseconds. One millisecond is a million nanoseconds.");
    }
    return notYet(
        "That's too %s. From %,d to %,.0f references the time grew by %.1f ms, so divide that by the number of references you added.",
        ratio > 1 ? "much" : "little",
        table.intColumn(ManyReferences.COUNT).get(0),
        more + table.intColumn(ManyReferences.COUNT).get(0),
        held.getDouble(last) - held.getDouble(0));
  }

  static Verdict smallBox(String flags) {
    if (flags == null || flags.isBlank() || flags.strip().equals("?")) {
      return notAttempted("Put two options between the quotes, with a space between them.");
    }
    List<String> options = List.of(flags.strip().split("\\s+"));
    List<String> collectors =
        options.stream().filter(o -> o.toLowerCase(Locale.ROOT).matches("-?xx:.*use.*")).toList();
    if (collectors.isEmpty()) {
      return notYet(
          "None of your options chooses a collector. You'll find it in the last column of the table.");
    }
    if (collectors.size() > 1) {
      return notYet(
          "Two of your options choose a collector, and a JVM with two of them doesn't start.");
    }
    String collector = collectors.get(0);
    if (collector.matches("-XX:Use\\w+")) {
      return notYet("%s doesn't say whether it's on or off. Put a + before Use.", collector);
    }
    if (collector.startsWith("-XX:-")) {
      return notYet("The - before Use turns that collector off. A + turns it on.");
    }
    if (!collector.equals(Collector.SERIAL.flag())) {
      return Arrays.stream(Collector.values()).anyMatch(c -> c.flag().equals(collector))
          ? notYet(
              "%s works, but that collector has several workers, and this box has only one processor. Which collector has a single worker?",
              collector)
          : notYet(
              "There's no such JVM option as %s. Capital letters count, so look at the last column of the table.",
              Attempt.cut(collector));
    }
    List<String> heaps = options.stream().filter(o -> o.startsWith("-Xmx")).toList();
    if (heaps.isEmpty()) {
      return notYet("The collector is right. Now for the heap: -Xmx says how large it may grow.");
    }
    String heap = heaps.get(heaps.size() - 1).toLowerCase(Locale.ROOT); // the last one wins
    if (heap.equals("-xmx64")) {
      return notYet("-Xmx64 means 64 bytes. Put an m at the end to make that megabytes.");
    }
    return List.of("-xmx64m", "-xmx65536k", "-xmx67108864").contains(heap)
        ? correct(
            "One worker for one processor, and a small heap. It does pause, but nobody minds here.")
        : notYet("%s isn't a limit of 64 MB.", heaps.get(heaps.size() - 1));
  }
}
