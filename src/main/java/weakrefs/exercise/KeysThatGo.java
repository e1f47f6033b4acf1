package weakrefs.exercise;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import weakrefs.gc.GarbageCollector;
import weakrefs.inspect.Inspector;

@Exercise(notebook = "08", name = "keys that can go")
record KeysThatGo(Supplier<? extends Collection<?>> keys) implements Check {
  @Override
  public String look() {
    Unsolved.given(Supplier.class, keys, "Make three keys: a string, a number and something else.");
    List<WeakReference<Object>> peeks = Attempt.run(this::peeks);
    // In this thread, the cell's: only from here are JShell's variables found for sure.
    GarbageCollector.collect();
    peeks.stream()
        .map(Reference::get)
        .filter(Objects::nonNull)
        .findFirst()
        .ifPresent(KeysThatGo::stays);
    return "All three are gone. But if keys are compared by equals, their entries may be gone too soon, so the best key is an object that something else holds.";
  }

  private List<WeakReference<Object>> peeks() {
    Collection<?> made = keys.get();
    if (made == null || made.stream().anyMatch(Objects::isNull)) {
      throw Unsolved.notYet("One of the keys is null. Make an object instead.");
    }
    long texts = made.stream().filter(String.class::isInstance).count();
    long numbers = made.stream().filter(Number.class::isInstance).count();
    if (made.size() != 3 || texts != 1 || numbers != 1) {
      throw Unsolved.notYet(
          "We need three keys: one string, one number and one of a different kind. You made %d, with %d strings and %d numbers among them.",
          made.size(), texts, numbers);
    }
    if (made.stream().allMatch(KeptByJava::isKept)) {
      throw Unsolved.notAttempted(
          "All three stay, because Java keeps each of them. Make different ones.");
    }
    return made.stream().map(key -> new WeakReference<Object>(key)).toList();
  }

  private static void stays(Object key) {
    String words = Words.cut(key instanceof String ? "\"" + key + '"' : "" + key);
    if (KeptByJava.isKept(key)) {
      throw Unsolved.notYet(
          "%s stays. It's %s, and Java itself keeps those. Make a new object instead.",
          words, KeptByJava.kind(key));
    }
    List<String> names = Inspector.whoHolds(key).names();
    throw names.isEmpty()
        ? Unsolved.notYet(
            "%s stays, because something outside your function holds it. Make it inside List.of(...).",
            words)
        : Unsolved.notYet(
            "%s stays, because %s it. Make it inside List.of(...).", words, Words.hold(names));
  }
}
