package weakrefs.exercise;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import weakrefs.gc.GarbageCollector;

@Exercise(notebook = "09", name = "one of a kind")
record OneOfAKind(Function<String, String> intern) implements Check {
  private static final AtomicLong TEXTS = new AtomicLong();

  @Override
  public String look() {
    Unsolved.given(
        Function.class,
        intern,
        "Write a function that returns the same object for all equal strings.");
    String text = newText();
    String twin = new String(text);
    String first = intern(text);
    String second = intern(twin);
    String two = "Two equal strings went in, and two different objects came out.";
    if (first == text && second == twin) {
      throw Unsolved.notAttempted(two);
    }
    if (!text.equals(first) || !text.equals(second)) {
      throw Unsolved.notYet("“%s” went in twice, and “%s” and “%s” came out.", text, first, second);
    }
    if (first != second) {
      throw Unsolved.notYet(two);
    }
    if (new String(text).intern() == first) { // so first is in Java's own table
      throw Unsolved.notYet(
          "That's Java's own table, which works for strings only. Build one that would work for books too.");
    }
    GarbageCollector.collect();
    if (intern(new String(text)) != first) {
      throw Unsolved.notYet(
          "We held the first string all along, but after a collection your function had forgotten it.");
    }
    WeakReference<String> peek = new WeakReference<>(intern(newText()));
    if (!Attempt.isSoon(() -> peek.refersTo(null), Duration.ofSeconds(2))) {
      throw Unsolved.notYet(
          "Your function never forgets. Nobody else holds the string, so your map must hold it, by a key or by a value.");
    }
    return "There's one object for all equal strings, for as long as anybody holds it.";
  }

  private String intern(String text) {
    return Attempt.run(() -> intern.apply(text));
  }

  /** A string that nobody has seen before, so nobody holds it. */
  private static String newText() {
    return "Book no. " + TEXTS.incrementAndGet();
  }
}
