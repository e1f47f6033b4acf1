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
      "While you hold the book, a collection can't take it, and get() gives it.";

  private static final List<Strength> ALL =
      List.of(
          new Strength(
              "strong",
              "yyy",
              List.of(
                  "You hold it by this very variable.",
                  "A strong reference is an owner. A collection takes only what nobody owns.",
                  "A strong reference never lets go. The OutOfMemoryError comes, and the book is still there.")),
          new Strength(
              "soft",
              "yyn",
              List.of(
                  HELD,
                  "A soft reference is in no hurry while there is room. Look at the soft peek in this notebook.",
                  "Before an OutOfMemoryError, all soft references are cleared. That is their promise.")),
          new Strength(
              "weak",
              "ynn",
              List.of(
                  HELD,
                  "A weak reference doesn't ask whether there is room.",
                  "It was cleared long before, and a cleared reference stays empty.")),
          new Strength(
              "phantom",
              "nnn",
              List.of(
                  "A phantom reference never gives you its object, not even while you hold it.",
                  "A phantom reference never gives you its object.",
                  "A phantom reference never gives you its object.")));

  private static final List<String> WHEN =
      List.of(
          "while you hold the book", "after a collection with room", "after the memory ran out");

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
            "For %s you put “%s”. It takes three letters, each y or n, and ? where you don't know yet.",
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
      return notAttempted("Put y or n for each question mark.");
    }
    if (right == 12) {
      return correct("All twelve. Each strength finds its book a little less long than the last.");
    }
    return help.isEmpty()
        ? notYet("%d of 12 are right, and the others are still open.", right)
        : notYet("%d of 12 are right. Look at %s", right, help);
  }
}
