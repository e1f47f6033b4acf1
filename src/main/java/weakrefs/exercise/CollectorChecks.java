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
import weakrefs.lab.FiveCollectors;
import weakrefs.lab.ManyReferences;

/** Notebook 10: what was measured of collectors, and how to choose one. */
final class CollectorChecks {
  private CollectorChecks() {}

  static Verdict readOff(Table table, String most, String shortest) {
    if (isEmpty(most) && isEmpty(shortest)) {
      return notAttempted("Look down two columns of the table, and put a name for each ?.");
    }
    if (table == null || !table.containsColumn(FiveCollectors.MOST)) {
      return notYet("Give the check the table of the five: five.table().");
    }
    for (String answer : Arrays.asList(most, shortest)) {
      if (isEmpty(answer)) {
        return notYet("One of the two has no answer yet.");
      }
      Optional<Row> row = row(table, answer);
      if (row.isEmpty() || row.get().isMissing(FiveCollectors.MOST)) {
        return notYet(
            "“%s” did not run here. Take one of these: %s.",
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
          "With %s the cache held %,d people at most. With another one it held more.",
          most.strip(), held);
    }
    double pause = row(table, shortest).orElseThrow().getDouble(FiveCollectors.LONGEST_PAUSE);
    if (pause > column(table, FiveCollectors.LONGEST_PAUSE).min()) {
      return notYet(
          "The longest pause with %s was %s ms. With another one even the longest was shorter.",
          shortest.strip(), pause);
    }
    return correct(
        "In this run %s let the cache grow most, and even the longest pause of %s was only %s ms. Another run may say otherwise.",
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
          "That is right, but not all: this JVM counts its collections in %d beans. Take the name of each.",
          right.size());
    }
    Set<String> pools =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .map(MemoryPoolMXBean::getName)
            .collect(Collectors.toSet());
    if (pools.containsAll(told)) {
      return notYet("Those are the parts of the memory. Ask for the collectors' beans instead.");
    }
    String wrong = names.stream().filter(n -> !right.contains(n)).findFirst().orElse("");
    return notYet(
        isBean(wrong)
            ? "That is the bean itself, “%s”. Take its name: bean -> bean.getName()."
            : "This JVM has no collector called “%s”. Don't guess, ask it.",
        Attempt.cut(wrong));
  }

  private static boolean isBean(String text) {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .map(PlatformManagedObject::toString)
        .anyMatch(text::equals);
  }

  static Verdict oneMore(Table table, double nanoseconds) {
    if (nanoseconds == 0) {
      return notAttempted("Take two rows of the table, and see how much the time grows.");
    }
    if (table == null || !table.containsColumn(ManyReferences.HELD) || table.rowCount() < 2) {
      return notYet("Give the check the table of the measurement: many.table().");
    }
    int last = table.rowCount() - 1;
    double more =
        table.intColumn(ManyReferences.COUNT).get(last)
            - table.intColumn(ManyReferences.COUNT).get(0);
    NumericColumn<?> held = column(table, ManyReferences.HELD);
    double slope = (held.getDouble(last) - held.getDouble(0)) / more * 1e6;
    if (slope <= 0) {
      return notYet(
          "In this measurement more references took no more time: something else disturbed it. Run it again.");
    }
    if (!(nanoseconds > 0)) {
      return notYet(
          "A reference can't cost less than nothing. Is it the larger time less the smaller one?");
    }
    double ratio = nanoseconds / slope;
    if (ratio > .5 && ratio < 2) {
      return correct(
          "About %.0f nanoseconds each, in this run: a hundred thousand more of them make a full collection some %.0f ms longer.",
          slope, slope / 10);
    }
    if (ratio > .5e-6 && ratio < 2e-6) {
      return notYet("That is in milliseconds. One of them is a million nanoseconds.");
    }
    return notYet(
        "That is too %s. From %,d to %,.0f references the time grew by %.1f ms; share that among the references.",
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
      return notYet("No option chooses a collector. Its name is in the last column of the table.");
    }
    if (collectors.size() > 1) {
      return notYet("Two options choose a collector. A JVM with two of them doesn't start.");
    }
    String collector = collectors.get(0);
    if (collector.matches("-XX:Use\\w+")) {
      return notYet("%s is neither on nor off: put a + before Use.", collector);
    }
    if (collector.startsWith("-XX:-")) {
      return notYet("The - before Use turns that collector off. A + turns it on.");
    }
    if (!collector.equals("-XX:+UseSerialGC")) {
      return collector.matches("-XX:\\+Use(Parallel|G1|Z|Shenandoah)GC")
          ? notYet(
              "%s works, but that collector is made of several workers, and here is one processor. Which one has a single worker?",
              collector)
          : notYet(
              "No JVM knows %s. Each capital letter counts: see the last column of the table.",
              Attempt.cut(collector));
    }
    List<String> heaps = options.stream().filter(o -> o.startsWith("-Xmx")).toList();
    if (heaps.isEmpty()) {
      return notYet("The collector is right. Now the heap: -Xmx says how large it may become.");
    }
    String heap = heaps.get(heaps.size() - 1).toLowerCase(Locale.ROOT); // the last one wins
    if (heap.equals("-xmx64")) {
      return notYet("-Xmx64 is 64 bytes. An m at its end makes megabytes of them.");
    }
    return List.of("-xmx64m", "-xmx65536k", "-xmx67108864").contains(heap)
        ? correct("One worker for one processor, and a small heap. It pauses; nobody minds here.")
        : notYet("%s is not a heap of 64 MB at most.", heaps.get(heaps.size() - 1));
  }
}
