package weakrefs.exercise;

import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * An exercise that's answered by choosing.
 *
 * @param questions in rows, as they stand on the page
 * @param attempt the check of the answers so far, one for each question in order; {@link #OPEN}
 *     where there isn't one
 */
record Form(List<List<Question>> questions, Function<List<String>, Check> attempt) {
  /** What stands in an exercise where an answer belongs. */
  static final String OPEN = "?";

  /**
   * One question.
   *
   * @param typed what the cell has; anything that isn't a choice counts as no answer yet; may be
   *     null
   */
  record Question(String label, List<String> choices, String typed) {
    String soFar() {
      OptionalInt choice = choice(typed);
      return choice.isPresent() ? choices.get(choice.getAsInt()) : OPEN;
    }

    OptionalInt choice(String answer) {
      return IntStream.range(0, choices.size())
          .filter(i -> answer != null && choices.get(i).equalsIgnoreCase(answer.strip()))
          .findFirst();
    }
  }

  List<Question> inOrder() {
    return questions.stream().flatMap(List::stream).toList();
  }
}
