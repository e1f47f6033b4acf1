package weakrefs.exercise;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;
import weakrefs.show.Markup;

/**
 * The questions are in a notebook; here's what to say to a wrong answer.
 *
 * @param questions each one's hints in the order of the letters, with {@link #RIGHT} among them
 */
record Quiz(String praise, List<List<String>> questions) {
  /** In the right letter's place, because it doesn't need a hint. */
  static final String RIGHT = "";

  /**
   * @param letters one for each question, {@code ?} where there's no answer yet; may be null
   */
  String look(String letters) {
    int count = questions.size();
    String typed = letters(letters);
    if (typed.matches("\\?*")) {
      throw Unsolved.notAttempted(
          "Fill in a letter for each question, such as \"abc%s\".", "?".repeat(count - 3));
    }
    if (!isUnderstood(typed)) {
      throw Unsolved.notYet(
          "You put “%s”. This needs %d letters, each one %s, or a ? where you don't know yet.",
          Words.cut(letters), count, Markup.list(choices(), "or"));
    }
    int right = 0;
    String help = "";
    for (int i = 0; i < count; i++) {
      char letter = typed.charAt(i);
      String hint =
          letter == '?' ? " has no answer yet." : ": " + questions.get(i).get(letter - 'a');
      if (hint.equals(": " + RIGHT)) {
        right++;
      } else if (help.isEmpty()) {
        help = "Question " + (i + 1) + hint;
      }
    }
    if (right < count) {
      throw Unsolved.notYet("%d of %d are right. %s", right, count, help);
    }
    return Words.say("All %d. %s", right, praise);
  }

  private boolean isUnderstood(String typed) {
    return typed.length() == questions.size()
        && typed.matches("[" + String.join("", choices()) + "?]+");
  }

  /**
   * @param letters as they were typed; none of them counts if they make no sense
   */
  Form form(String letters, Function<String, Check> attempt) {
    String typed = letters(letters);
    String clean = isUnderstood(typed) ? typed : Form.OPEN.repeat(questions.size());
    return new Form(
        IntStream.range(0, questions.size())
            .mapToObj(
                i ->
                    List.of(
                        new Form.Question("Question " + (i + 1), choices(), clean.charAt(i) + "")))
            .toList(),
        answers -> attempt.apply(String.join("", answers)));
  }

  /** The letters that each question has. */
  List<String> choices() {
    return IntStream.range(0, questions.get(0).size())
        .mapToObj(choice -> String.valueOf((char) ('a' + choice)))
        .toList();
  }

  /** The letters, however they were typed: in lower case, without anything in between. */
  static String letters(String typed) {
    return typed == null ? "" : typed.replaceAll("[\\s,.;]", "").toLowerCase(Locale.ROOT);
  }
}
