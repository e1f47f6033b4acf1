package weakrefs.exercise;

import static weakrefs.exercise.Verdict.correct;
import static weakrefs.exercise.Verdict.notAttempted;
import static weakrefs.exercise.Verdict.notYet;

import java.util.List;
import java.util.Locale;

/** The questions stand in notebook 06; here is what to say to a wrong answer. */
final class Quiz {
  private record Question(char right, String hintA, String hintB, String hintC) {
    String hint(char answer) {
      return List.of(hintA, hintB, hintC).get(answer - 'a');
    }
  }

  private static final List<Question> QUESTIONS =
      List.of(
          new Question(
              'b',
              "There is no half of an object: as long as you hold what get() gave you, all of it stays.",
              "",
              "get() never throws. It gives null when the referent is gone."),
          new Question(
              'c',
              "No weak reference waits until memory is short.",
              "A new reference is as good as an old one. It is the referent that has to be let go.",
              ""),
          new Question(
              'a',
              "",
              "A weak reference knows where she is. It doesn't hold her.",
              "The collector keeps nobody. It only finds out who is held."),
          new Question(
              'b',
              "The two calls look alike, but they happen one after the other.",
              "",
              "The reference itself stays. What it finds may be gone at the second look."),
          new Question(
              'c',
              "The people are gone, but each had an entry: a key and a reference object.",
              "The photos went with the people.",
              ""),
          new Question(
              'a',
              "",
              "That is just the case it is made for: somebody else holds them anyway.",
              "While any thread holds an object, all get that one. That is a good use."));

  private Quiz() {}

  static Verdict verdict(String letters) {
    String typed =
        letters == null ? "" : letters.replaceAll("[\\s,.;]", "").toLowerCase(Locale.ROOT);
    if (typed.isEmpty() || typed.matches("\\?+")) {
      return notAttempted("Put a letter for each question, such as \"abc???\".");
    }
    if (typed.length() != QUESTIONS.size() || !typed.matches("[abc?]+")) {
      return notYet(
          "That is “%s”. It takes %d letters, each a, b or c, and ? where you don't know yet.",
          Attempt.cut(letters), QUESTIONS.size());
    }
    int right = 0;
    String help = "";
    for (int i = 0; i < QUESTIONS.size(); i++) {
      char answer = typed.charAt(i);
      Question question = QUESTIONS.get(i);
      if (answer == question.right) {
        right++;
      } else if (help.isEmpty() && answer != '?') {
        help = "Question " + (i + 1) + ": " + question.hint(answer);
      } else if (help.isEmpty()) {
        help = "Question " + (i + 1) + " has no answer yet.";
      }
    }
    return right == QUESTIONS.size()
        ? correct("All %d. You know how to know where something is without owning it.", right)
        : notYet("%d of %d are right. %s", right, QUESTIONS.size(), help);
  }
}
