package weakrefs.exercise;

import static weakrefs.exercise.Quiz.RIGHT;

import java.util.List;

@Exercise(notebook = "06", name = "the quiz")
record WholeStory(String letters) implements Check {
  static final Quiz QUIZ =
      new Quiz(
          "You know how to keep track of something without owning it.",
          List.of(
              List.of(
                  "There's no such thing as half an object: a collection takes all of it, or nothing while you hold it.",
                  RIGHT,
                  "get() never throws an exception. It returns null when the referent is gone."),
              List.of(
                  "A weak reference doesn't wait until memory is short.",
                  "A new reference works just like an old one. What matters is whether somebody still holds the referent.",
                  RIGHT),
              List.of(
                  RIGHT,
                  "A weak reference only knows where she is. It doesn't hold her.",
                  "The garbage collector doesn't keep anybody. It only finds out who's still held."),
              List.of(
                  "The two calls look the same, but one comes after the other, and a lot can happen in between.",
                  RIGHT,
                  "The reference itself stays. It's the object that may be gone by the second look."),
              List.of(
                  "The people are gone, but each of them left an entry behind: a key and a reference object.",
                  "The photos are gone, just like the people.",
                  RIGHT),
              List.of(
                  RIGHT,
                  "That's exactly what it's made for: something else holds them anyway.",
                  "As long as one thread holds an object, all of them get that same object, so it's a good use.")));

  @Override
  public String look() {
    return QUIZ.look(letters);
  }
}
