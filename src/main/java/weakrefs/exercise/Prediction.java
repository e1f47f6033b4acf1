package weakrefs.exercise;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import weakrefs.inspect.ResetVariables;
import weakrefs.show.Markup;
import weakrefs.show.Showable;
import weakrefs.show.View;

/**
 * A guess that the learner commits to before a surprising cell, and what happened then.
 *
 * <pre>{@code
 * predict("ten rounds", "?", "yes", "no")                   // the learner puts yes or no for the ?
 * ...
 * outcome("ten rounds", momo == null ? "no" : "yes")        // You guessed no, but it was yes. ...
 * }</pre>
 *
 * <p>Guesses are kept by name for as long as the kernel runs. Neither method throws because of what
 * a learner types.
 */
public final class Prediction implements Showable {
  private static final Map<String, Prediction> KNOWN = new ConcurrentHashMap<>();

  private final List<String> choices;
  private final Optional<String> guess;
  private final String words;

  private Prediction(List<String> choices, Optional<String> guess, String words) {
    this.choices = choices;
    this.guess = guess;
    this.words = words;
  }

  /**
   * Commits to a guess.
   *
   * @param name which prediction it is; a later guess with the same name replaces this one
   * @param guess one of the choices, in lower or upper case; anything else isn't a guess yet
   * @param choices what may be guessed
   */
  public static Prediction predict(String name, String guess, String... choices) {
    requireNonNull(name, "which prediction is it? The name is null");
    List<String> all = List.of(choices);
    String typed = guess == null ? "" : guess.strip();
    Optional<String> found = all.stream().filter(c -> c.equalsIgnoreCase(typed)).findFirst();
    String words =
        found
            .map(g -> "Your guess: " + g + ". Let's see if you're right.")
            .orElse(
                typed.isEmpty() || typed.equals("?")
                    ? "No guess yet. Replace the ? with one of these and run the cell again: "
                        + Markup.list(all, "or")
                        + "."
                    : "“"
                        + typed
                        + "” isn't one of the choices. Try "
                        + Markup.list(all, "or")
                        + ".");
    Prediction prediction = new Prediction(all, found, words);
    KNOWN.put(name, prediction);
    return prediction;
  }

  /**
   * Tells what was seen, next to the guess.
   *
   * @param name the name under which the guess was made
   * @param seen what happened, as the cell found out; compared with the guess as a string; may be
   *     null
   */
  public static Prediction outcome(String name, Object seen) {
    requireNonNull(name, "which prediction is it? The name is null");
    Prediction before = KNOWN.get(name);
    String was = String.valueOf(seen);
    String whyNull = seen == null ? ResetVariables.inWords() : "";
    if (before == null || before.guess.isEmpty()) {
      String words = "You didn't guess. The answer: " + was + ".";
      return new Prediction(
          before == null ? List.of() : before.choices,
          Optional.empty(),
          (words + " " + whyNull).strip());
    }
    String guess = before.guess.get();
    boolean right = guess.equalsIgnoreCase(was);
    Progress.soFar().guessed(name, right);
    String words =
        right
            ? "✔ You guessed " + guess + ", and you were right."
            : "You guessed " + guess + ", but it was " + was + ". Surprised? Read on.";
    return new Prediction(before.choices, before.guess, (words + " " + whyNull).strip());
  }

  /** The guess, if it's one of the choices. */
  public Optional<String> guess() {
    return guess;
  }

  @Override
  public View view() {
    return View.markdown("> " + Markup.markdown(words), words);
  }

  /** What the course says about it: one line of plain text. */
  @Override
  public String toString() {
    return words;
  }

  /** For tests: as in a kernel that has just started. */
  static void forgetAll() {
    KNOWN.clear();
  }
}
