package weakrefs.exercise;

import static java.util.stream.Collectors.toSet;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.util.List;
import java.util.Set;

@Exercise(notebook = "10", name = "which collector is yours")
record CollectorHere(List<String> names) implements Check {
  @Override
  public String look() {
    if (names == null || names.isEmpty()) {
      throw Unsolved.notAttempted(
          "Ask the JVM for its garbage collector beans, and take their names.");
    }
    List<GarbageCollectorMXBean> beans = ManagementFactory.getGarbageCollectorMXBeans();
    List<String> right = beans.stream().map(GarbageCollectorMXBean::getName).toList();
    Set<String> told = Set.copyOf(names);
    if (told.equals(Set.copyOf(right))) {
      return Words.say("This notebook runs with: %s.", String.join(", ", right));
    }
    if (right.containsAll(told)) {
      throw Unsolved.notYet(
          "That's right, but it isn't everything: this JVM has %d of these beans. Take the name of each one.",
          right.size());
    }
    if (ManagementFactory.getMemoryPoolMXBeans().stream()
        .map(MemoryPoolMXBean::getName)
        .collect(toSet())
        .containsAll(told)) {
      throw Unsolved.notYet(
          "Those are parts of the memory. Ask for the garbage collector beans instead.");
    }
    String wrong = names.stream().filter(name -> !right.contains(name)).findFirst().orElse("");
    throw Unsolved.notYet(
        beans.stream().anyMatch(bean -> bean.toString().equals(wrong))
            ? "That's the bean itself, “%s”. Take its name: bean -> bean.getName()."
            : "This JVM doesn't have a collector called “%s”. Don't guess, ask the JVM.",
        Words.cut(wrong));
  }
}
