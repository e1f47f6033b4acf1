package weakrefs.exercise;

import static weakrefs.exercise.Verdict.correct;
import static weakrefs.exercise.Verdict.notAttempted;
import static weakrefs.exercise.Verdict.notYet;

import java.util.List;
import java.util.Locale;

/**
 * Notebook 07: what each strength finds, as the documentation of {@code java.lang.ref} has it; and
 * what to say to a wrong answer. That a soft reference stays while there is room is what HotSpot
 * does; a JVM is free to do otherwise.
 */
final class Strengths {
  /** Three letters, and what to say where one of them is wrong. */
  private record Strength(String name, String right, List<String> hints) {}

  private static final String HELD =
      "While you hold the book, a collection can't take it, so get() finds it.";

  private static final List<Strength> ALL =
      List.of(
          new Strength(
              "strong",
              "yyy",
              List.of(
                  "This variable is what holds it.",
                  "A strong reference holds the book. A collection takes only what nobody holds.",
                  "A strong reference never lets go. You get an OutOfMemoryError, and the book is still there.")),
          new Strength(
              "soft",
              "yyn",
              List.of(
                  HELD,
                  "A soft reference is in no hurry while there's room. Look at the first soft reference in this notebook.",
                  "All soft references are cleared before you get an OutOfMemoryError. That's their promise.")),
          new Strength(
              "weak",
              "ynn",
              List.of(
                  HELD,
                  "A weak reference doesn't care whether there's room.",
                  "It was cleared long before that, and a cleared reference stays empty.")),
          new Strength(
              "phantom",
              "nnn",
              List.of(
                  "A phantom reference never gives you its object, not even while you hold the object.",
                  "A phantom reference never gives you its object.",
                  "A phantom reference never gives you its object.")));

  private static final List<String> WHEN =
      List.of(
          "while you hold the book",
          "after a collection, with room to spare",
          "after the memory ran out");

  private Strengths() {}

  static Verdict verdict(String... answers) {
    int right = 0;
    int open = 0;
    String help = "";
    for (int i = 0; i < ALL.size(); i++) {
      Strength strength = ALL.get(i);
      String typed =
          answers[i] == null
              ? "???"
              : answers[i].replaceAll("[\\s,.;]", "").toLowerCase(Locale.ROOT);
      if (!typed.matches("[yn?]{3}")) {
        return notYet(
            "For %s you put “%s”. This needs three letters, each one y or n, or a ? where you don't know yet.",
            strength.name, Attempt.cut(answers[i]));
      }
      for (int k = 0; k < 3; k++) {
        char letter = typed.charAt(k);
        if (letter == '?') {
          open++;
        } else if (letter == strength.right.charAt(k)) {
          right++;
        } else if (help.isEmpty()) {
          help = strength.name + ", " + WHEN.get(k) + ": " + strength.hints.get(k);
        }
      }
    }
    if (open == 12) {
      return notAttempted("Replace each question mark with y or n.");
    }
    if (right == 12) {
      return correct(
          "All twelve are right. Each kind of reference loses its book a little sooner than the one before.");
    }
    return help.isEmpty()
        ? notYet("%d of 12 are right, and the rest are still open.", right)
        : notYet("%d of 12 are right. Look at %s", right, help);
  }
}
