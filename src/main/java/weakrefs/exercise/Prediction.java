package weakrefs.exercise;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import weakrefs.inspect.ResetVariables;
import weakrefs.show.Markup;
import weakrefs.show.View;
import weakrefs.widget.Live;
import weakrefs.widget.Widget;

/**
 * A guess that the learner commits to before a surprising cell, and what happened then.
 *
 * <pre>{@code
 * predict("ten rounds", "?", "yes", "no")                   // the learner clicks yes or no, or types it for the ?
 * ...
 * outcome("ten rounds", momo == null ? "no" : "yes")        // You guessed no, but it was yes. ...
 * }</pre>
 *
 * <p>Guesses are kept by name for as long as the kernel runs. Neither method throws because of what
 * a learner types.
 */
public abstract sealed class Prediction implements Live {
  private static final Map<String, Guess> KNOWN = new ConcurrentHashMap<>();

  /** Typed in place of a guess by somebody who'd rather see the answer. */
  private static final String SHOW_ME = "show me";

  final String name;

  private Prediction(String name) {
    this.name = requireNonNull(name, "which prediction is it? The name is null");
  }

  /** What the learner did so far. */
  private record Guess(List<String> choices, String typed, Optional<String> clicked) {
    static final Guess NONE = new Guess(List.of(), "", Optional.empty());

    Optional<String> choice() {
      return clicked.or(
          () -> choices.stream().filter(each -> each.equalsIgnoreCase(typed)).findFirst());
    }

    boolean isLeftOpen() {
      return typed.isEmpty() || typed.equals("?");
    }

    boolean asksToSee() {
      return choice().isEmpty() && typed.equalsIgnoreCase(SHOW_ME);
    }
  }

  /**
   * Commits to a guess.
   *
   * @param name which prediction it is; a later guess with the same name replaces this one
   * @param guess one of the choices, in lower or upper case; {@code ?} leaves it to a click; after
   *     {@code show me}, the outcome doesn't ask for a guess
   * @param choices what may be guessed
   */
  public static Prediction predict(String name, String guess, String... choices) {
    Prediction question = new Question(name);
    Guess typed = new Guess(List.of(choices), guess == null ? "" : guess.strip(), Optional.empty());
    KNOWN.merge(
        name,
        typed,
        (before, now) ->
            now.isLeftOpen() && before.choices.equals(now.choices)
                ? new Guess(now.choices, now.typed, before.clicked)
                : now);
    return question;
  }

  /**
   * Tells what was seen, next to the guess. If there's no guess yet and the page has buttons, it
   * asks for one first.
   *
   * @param name the name under which the guess was made
   * @param seen what happened, as the cell found out; compared with the guess as a string; may be
   *     null
   */
  public static Prediction outcome(String name, Object seen) {
    return new Outcome(name, seen);
  }

  /** The guess, if it's one of the choices. */
  public Optional<String> guess() {
    return known().choice();
  }

  /** What the course says about it: one line of plain text. */
  @Override
  public abstract String toString();

  @Override
  public View view() {
    return inWords(toString());
  }

  Guess known() {
    return KNOWN.getOrDefault(name, Guess.NONE);
  }

  /** Takes a click as the guess. */
  void click(int choice) {
    KNOWN.computeIfPresent(
        name, (same, it) -> new Guess(it.choices, it.typed, Optional.of(it.choices.get(choice))));
  }

  static View inWords(String words) {
    return View.markdown("> " + Markup.markdown(words), words);
  }

  static Widget said(String words) {
    return new Widget.Html(Markup.html(words));
  }

  /** For tests: as in a kernel that has just started. */
  static void forgetAll() {
    KNOWN.clear();
  }

  private static final class Question extends Prediction {
    Question(String name) {
      super(name);
    }

    @Override
    public String place() {
      return "the question " + name;
    }

    @Override
    public Optional<Widget> widget() {
      List<String> choices = known().choices;
      int picked = guess().map(choices::indexOf).orElse(-1);
      return choices.isEmpty()
          ? Optional.empty()
          : Optional.of(
              new Widget.Column(
                  List.of(
                      new Widget.Choice(
                          "Your guess",
                          choices,
                          picked < 0 ? OptionalInt.empty() : OptionalInt.of(picked),
                          this::click),
                      said(picked < 0 && known().isLeftOpen() ? "" : toString()))));
    }

    @Override
    public String toString() {
      Guess known = known();
      String choices = Markup.list(known.choices, "or");
      if (guess().isPresent()) {
        return "Your guess: " + guess().get() + ". Let's see if you're right.";
      }
      if (known.asksToSee()) {
        return "No guess, then. You'll see what happens.";
      }
      return known.isLeftOpen()
          ? "No guess yet. Replace the ? with one of these and run the cell again: " + choices + "."
          : "“" + known.typed + "” isn't one of the choices. Try " + choices + ".";
    }
  }

  private static final class Outcome extends Prediction {
    private static final String NOT_YET =
        "You haven't guessed yet. Replace the ? where you were asked, and run that cell and this one."
            + " To see the answer without a guess, replace it with show me.";

    private final String was;
    private final String whyNull;
    private final List<String> choices;
    private final boolean asks;

    /** What was said in the end; null as long as it asks. */
    private volatile String settled;

    Outcome(String name, Object seen) {
      super(name);
      was = String.valueOf(seen);
      whyNull = seen == null ? " " + ResetVariables.inWords() : "";
      Guess known = known();
      choices = known.choices;
      asks = !choices.isEmpty() && known.choice().isEmpty() && !known.asksToSee();
      settled = asks ? null : compared();
    }

    @Override
    public String place() {
      return "the outcome " + name;
    }

    /** Once it has asked, it stays a widget: a page that was opened later can't change the rest. */
    @Override
    public Optional<Widget> widget() {
      if (!asks) {
        return Optional.empty();
      }
      if (settled == null && guess().isPresent()) {
        settled = compared();
      }
      boolean isOver = settled != null;
      List<String> toClick =
          isOver ? List.of() : Stream.concat(choices.stream(), Stream.of(SHOW_ME)).toList();
      return Optional.of(
          new Widget.Column(
              List.of(
                  said(isOver ? settled : "What's your guess? Then you'll see the answer."),
                  new Widget.Choice("", toClick, OptionalInt.empty(), this::choose))));
    }

    private void choose(int choice) {
      if (choice < choices.size()) {
        click(choice);
      } else {
        settled = compared();
      }
    }

    @Override
    public View fallback() {
      return settled != null ? view() : inWords(NOT_YET);
    }

    @Override
    public String toString() {
      return settled != null ? settled : compared();
    }

    private String compared() {
      if (guess().isEmpty()) {
        return ("You didn't guess. The answer: " + was + "." + whyNull).strip();
      }
      String guess = guess().get();
      boolean right = guess.equalsIgnoreCase(was);
      Progress.soFar().guessed(name, right);
      return right
          ? "✔ You guessed " + guess + ", and you were right."
          : ("You guessed " + guess + ", but it was " + was + ". Surprised? Read on." + whyNull)
              .strip();
    }
  }
}
