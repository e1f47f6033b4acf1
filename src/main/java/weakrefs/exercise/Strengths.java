package weakrefs.exercise;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What each strength finds, according to the documentation of {@code java.lang.ref}. That a soft
 * reference isn't cleared while there's room is what HotSpot does; a JVM is free to do otherwise.
 */
@Exercise(notebook = "07", name = "four strengths")
record Strengths(String strong, String soft, String weak, String phantom) implements Check {
  /** Three letters, and what to say when one of them is wrong. */
  private record Strength(String name, String right, List<String> hints) {}

  private static final String NOTHING = Form.OPEN.repeat(3);
  private static final String HELD =
      "While you hold the book, a collection can't take it, so get() finds it.";
  private static final String NEVER = "A phantom reference never gives you its object";

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
              List.of(NEVER + ", not even while you hold the object.", NEVER + ".", NEVER + ".")));

  private static final List<String> WHEN =
      List.of(
          "while you hold the book",
          "after a collection, with room to spare",
          "after the memory ran out");

  private List<String> answers() {
    return Arrays.asList(strong, soft, weak, phantom);
  }

  /** A row for each strength, with a choice for each moment. */
  Form form() {
    List<List<Form.Question>> rows = new ArrayList<>();
    for (int i = 0; i < ALL.size(); i++) {
      String typed = typed(i);
      String letters = isUnderstood(typed) ? typed : NOTHING;
      List<Form.Question> row = new ArrayList<>();
      for (int k = 0; k < WHEN.size(); k++) {
        String label = Words.say("%s, %d", ALL.get(i).name, k + 1);
        row.add(new Form.Question(label, List.of("y", "n"), String.valueOf(letters.charAt(k))));
      }
      rows.add(row);
    }
    return new Form(
        rows,
        all -> {
          String letters = String.join("", all);
          return new Strengths(
              letters.substring(0, 3),
              letters.substring(3, 6),
              letters.substring(6, 9),
              letters.substring(9));
        });
  }

  private String typed(int strength) {
    String answer = answers().get(strength);
    return answer == null ? NOTHING : Quiz.letters(answer);
  }

  private static boolean isUnderstood(String typed) {
    return typed.matches("[yn?]{3}");
  }

  @Override
  public String look() {
    int right = 0;
    int open = 0;
    String help = "";
    for (int i = 0; i < ALL.size(); i++) {
      Strength strength = ALL.get(i);
      String typed = typed(i);
      if (!isUnderstood(typed)) {
        throw Unsolved.notYet(
            "For %s you put “%s”. This needs three letters, each one y or n, or a ? where you don't know yet.",
            strength.name, Words.cut(answers().get(i)));
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
      throw Unsolved.notAttempted("Replace each question mark with y or n.");
    }
    if (right < 12) {
      throw help.isEmpty()
          ? Unsolved.notYet("%d of 12 are right, and the rest are still open.", right)
          : Unsolved.notYet("%d of 12 are right. Look at %s", right, help);
    }
    return "All twelve are right. The strong reference finds its book three times, and each kind after it one time less.";
  }
}
