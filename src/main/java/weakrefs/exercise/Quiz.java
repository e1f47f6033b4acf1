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
          "You know how to keep track of something without owning it.",
          new Question(
              'b',
              "There's no such thing as half an object: a collection takes all of it, or nothing while you hold it.",
              "",
              "get() never throws an exception. It returns null when the referent is gone."),
          new Question(
              'c',
              "A weak reference doesn't wait until memory is short.",
              "A new reference works just like an old one. What matters is whether somebody still holds the referent.",
              ""),
          new Question(
              'a',
              "",
              "A weak reference only knows where she is. It doesn't hold her.",
              "The garbage collector doesn't keep anybody. It only finds out who's still held."),
          new Question(
              'b',
              "The two calls look the same, but one comes after the other, and a lot can happen in between.",
              "",
              "The reference itself stays. It's the object that may be gone by the second look."),
          new Question(
              'c',
              "The people are gone, but each of them left an entry behind: a key and a reference object.",
              "The photos are gone, just like the people.",
              ""),
          new Question(
              'a',
              "",
              "That's exactly what it's made for: something else holds them anyway.",
              "As long as one thread holds an object, all of them get that same object, so it's a good use."));

  /** Notebook 09: which limit suits this app? */
  static final Quiz WHICH_LIMIT =
      new Quiz(
          "Size, time, or whoever holds the object: you know what makes a cache forget.",
          new Question(
              'b',
              "Nobody holds a face between two look-ups. So what would be left after a collection?",
              "",
              "A face from an hour ago is still right. And how many faces might come up within that hour?",
              "The app's own code holds the names, so they stay, and so do the faces."),
          new Question(
              'c',
              "The window that shows a rate holds it, so an old rate could stay all day.",
              "There are only thirty rates, so there's room for all of them. The trouble is that they get old.",
              "",
              "As long as a currency is in use, its rate would stay, no matter how old it is."),
          new Question(
              'a',
              "",
              "With one friend too many, the cache may forget one whose window is open. The next window gets a copy.",
              "Once the time is up, a new window would get a copy, while another one is still open.",
              "The key is only a name. What the windows hold is the friend, and that's the value."),
          new Question(
              'd',
              "Who holds the colors? Nobody does, so the next collection would take them.",
              "Then a shape may lose its color while it's still on the page, just because there are too many.",
              "Then a shape would lose its color after a while, although it's still on the page.",
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
          "You put “%s”. This needs %d letters, each one %s, or a ? where you don't know yet.",
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
