package weakrefs.exercise;

import static weakrefs.exercise.Verdict.correct;
import static weakrefs.exercise.Verdict.notAttempted;
import static weakrefs.exercise.Verdict.notYet;

import java.util.List;
import java.util.Locale;

/** The questions stand in notebooks; here is what to say to a wrong answer. */
final class Quiz {
  /** The hints are in the order of the letters; the one of the right letter is never said. */
  private record Question(char right, String... hints) {
    String hint(char answer) {
      return hints[answer - 'a'];
    }
  }

  /** Notebook 06. */
  static final Quiz WHOLE_STORY =
      new Quiz(
          "You know how to know where something is without owning it.",
          new Question(
              'b',
              "There is no half of an object: a collection takes all of it, or nothing while you hold it.",
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

  /** Notebook 09: which limit suits this app? */
  static final Quiz WHICH_LIMIT =
      new Quiz(
          "Size, time, or somebody else who holds it: you know who decides.",
          new Question(
              'b',
              "Nobody holds a face between two look-ups. What would be left after a collection?",
              "",
              "A face of an hour ago is still right. And how many faces may come within the hour?",
              "The names are held by the text of the app. So they stay, and the faces with them."),
          new Question(
              'c',
              "The window that shows a rate holds it. So an old rate could stay all day.",
              "There are only thirty rates. How many there are is not what is wrong with an old one.",
              "",
              "As long as a currency is in use, its rate would stay, however old."),
          new Question(
              'a',
              "",
              "The fifty-first window may throw out a friend whose window is open. The next one gets a copy.",
              "After that time a new window would get a copy, beside the open one.",
              "The key is only a name. It is the friend, the value, whom the windows hold."),
          new Question(
              'd',
              "Who holds your colours? Nobody but you: they would be gone at the next collection.",
              "Then shape 1,001 loses its colour while it is still on the page.",
              "Then a shape would lose its colour while it is still on the page.",
              ""));

  private final String praise;
  private final List<Question> questions;

  private Quiz(String praise, Question... questions) {
    this.praise = praise;
    this.questions = List.of(questions);
  }

  /**
   * @param letters one for each question, {@code ?} where there is no answer yet; may be null
   */
  Verdict verdict(String letters) {
    String typed =
        letters == null ? "" : letters.replaceAll("[\\s,.;]", "").toLowerCase(Locale.ROOT);
    if (typed.isEmpty() || typed.matches("\\?+")) {
      return notAttempted(
          "Put a letter for each question, such as \"abc"
              + "?".repeat(questions.size() - 3)
              + "\".");
    }
    char last = (char) ('a' + questions.get(0).hints.length - 1);
    if (typed.length() != questions.size() || !typed.matches("[a-" + last + "?]+")) {
      return notYet(
          "That is “%s”. It takes %d letters, each %s, and ? where you don't know yet.",
          Attempt.cut(letters), questions.size(), last == 'c' ? "a, b or c" : "a, b, c or d");
    }
    int right = 0;
    String help = "";
    for (int i = 0; i < questions.size(); i++) {
      char answer = typed.charAt(i);
      Question question = questions.get(i);
      if (answer == question.right) {
        right++;
      } else if (help.isEmpty() && answer != '?') {
        help = "Question " + (i + 1) + ": " + question.hint(answer);
      } else if (help.isEmpty()) {
        help = "Question " + (i + 1) + " has no answer yet.";
      }
    }
    return right == questions.size()
        ? correct("All %d. %s", right, praise)
        : notYet("%d of %d are right. %s", right, questions.size(), help);
  }
}
