package weakrefs.exercise;

import static weakrefs.exercise.Quiz.RIGHT;

import java.util.List;

@Exercise(notebook = "09", name = "which limit")
record WhichLimit(String letters) implements Check {
  static final Quiz QUIZ =
      new Quiz(
          "Size, time, or whoever holds the object: you know what makes a cache forget.",
          List.of(
              List.of(
                  "Nobody holds a face between two look-ups. So what would be left after a collection?",
                  RIGHT,
                  "A face from an hour ago is still right. And how many faces might come up within that hour?",
                  "The app's own code holds the names, so they stay, and so do the faces."),
              List.of(
                  "The window that shows a rate holds it, so an old rate could stay all day.",
                  "There are only thirty rates, so there's room for all of them. The trouble is that they get old.",
                  RIGHT,
                  "As long as a currency is in use, its rate would stay, no matter how old it is."),
              List.of(
                  RIGHT,
                  "With one friend too many, the cache may forget one whose window is open. The next window gets a copy.",
                  "Once the time is up, a new window would get a copy, while another one is still open.",
                  "The key is only a name. What the windows hold is the friend, and that's the value."),
              List.of(
                  "Who holds the colors? Nobody does, so the next collection would take them.",
                  "Then a shape may lose its color while it's still on the page, just because there are too many.",
                  "Then a shape would lose its color after a while, although it's still on the page.",
                  RIGHT)));

  @Override
  public String look() {
    return QUIZ.look(letters);
  }
}
