package weakrefs.exercise;

import static weakrefs.exercise.Answers.assertCorrect;
import static weakrefs.exercise.Answers.assertNotAttempted;
import static weakrefs.exercise.Answers.assertNotYet;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import weakrefs.story.Book;

@Timeout(120)
class KeyChecksTest {
  @BeforeEach
  void startTheKernel() {
    Answer.forgetAll();
  }

  @Nested
  class KeysThatGo {
    @Test
    void areNotAttemptedAsTheyWere() {
      assertNotAttempted(Check.keysThatGo(null), "Make three keys");
      assertNotAttempted(
          Check.keysThatGo(() -> List.of("Momo", 7, TimeUnit.DAYS)), "All three stay");
    }

    @Test
    void areCorrectWhenAllAreMadeAnew() {
      assertCorrect(Check.keysThatGo(() -> List.of(new String("Momo"), 1000, new Book("Momo"))));
      assertCorrect(
          Check.keysThatGo(() -> List.of(Double.valueOf(7), new Object(), "a".repeat(3))));
    }

    @Test
    void stayWhenJavaKeepsThem() {
      assertNotYet(
          Check.keysThatGo(() -> List.of("Heidi", 1000, new Book("Momo"))),
          "\"Heidi\" stays. It's a string literal");
      assertNotYet(
          Check.keysThatGo(() -> List.of(new String("Momo"), 127, new Book("Momo"))),
          "127 stays. It's a boxed value");
      assertNotYet(
          Check.keysThatGo(() -> List.of(new String("Momo"), 1000, TimeUnit.HOURS)),
          "HOURS stays. It's an enum constant");
    }

    @Test
    void stayWhenSomethingElseHoldsThem() {
      Book held = new Book("Momo");
      assertNotYet(
          Check.keysThatGo(() -> List.of(new String("Momo"), 1000, held)),
          "something outside your function holds it");
    }

    @Test
    void areOfThreeKinds() {
      assertNotYet(Check.keysThatGo(List::of), "You made 0, with 0 strings and 0 numbers");
      assertNotYet(
          Check.keysThatGo(() -> List.of(new Book("a"), new Book("b"), new Book("c"))),
          "You made 3, with 0 strings and 0 numbers");
      assertNotYet(Check.keysThatGo(() -> null), "One of the keys is null");
      assertNotYet(Check.keysThatGo(() -> Arrays.asList("a", 1, null)), "One of the keys is null");
    }
  }

  /** A learner's class, by what it does. */
  private record Notes(Function<Book, String> reader, Sticker sticker) implements StickyNotes {
    interface Sticker {
      void stick(Book book, String text);
    }

    @Override
    public void stick(Book book, String text) {
      sticker.stick(book, text);
    }

    @Override
    public String read(Book book) {
      return reader.apply(book);
    }
  }

  private record Comment(Book book, String text) {}

  private static final class AsItWas implements StickyNotes {
    final Map<Book, Comment> notes = new WeakHashMap<>();

    @Override
    public void stick(Book book, String text) {
      notes.put(book, new Comment(book, text));
    }

    @Override
    public String read(Book book) {
      return notes.get(book).text();
    }
  }

  private static final class Holding implements StickyNotes {
    final Map<Book, String> notes = new HashMap<>();

    @Override
    public void stick(Book book, String text) {
      notes.put(book, text);
    }

    @Override
    public String read(Book book) {
      return notes.get(book);
    }
  }

  @Nested
  class MyNotes {
    @Test
    void areNotAttemptedAsTheyWere() {
      assertNotAttempted(Check.myNotes(null), "MyNotes::new");
      assertNotAttempted(Check.myNotes(AsItWas::new), "notes.notes[Book \"Momo\"].book holds it");
    }

    @Test
    void areCorrectWithTextsAsValues() {
      Map<Book, String> map = new WeakHashMap<>();
      assertCorrect(Check.myNotes(() -> new Notes(map::get, map::put)));
    }

    @Test
    void areCorrectWithANoteThatPointsBackWeakly() {
      record Polite(WeakReference<Book> book, String text) {}
      Map<Book, Polite> map = new WeakHashMap<>();
      assertCorrect(
          Check.myNotes(
              () ->
                  new Notes(
                      book -> map.get(book).text(),
                      (book, text) -> map.put(book, new Polite(new WeakReference<>(book), text)))));
    }

    @Test
    void areNotYetWhatTheyShouldBeWhenTheNoteGoesFirst() {
      Map<Book, WeakReference<Comment>> map = new WeakHashMap<>();
      assertNotYet(
          Check.myNotes(
              () ->
                  new Notes(
                      book -> map.get(book).get().text(),
                      (book, text) -> map.put(book, new WeakReference<>(new Comment(book, text))))),
          "nobody held the note");
    }

    @Test
    void areNotYetWhatTheyShouldBeWhenTheyHoldTheBook() {
      assertNotYet(Check.myNotes(Holding::new), "still hold it: notes.notes.keySet()");
    }

    @Test
    @Tag("slow") // waits for deadlines
    void areNotYetWhatTheyShouldBeWhenTheyKeepTheNote() {
      Map<Book, String> map = new WeakHashMap<>();
      List<String> all = new ArrayList<>();
      assertNotYet(
          Check.myNotes(
              () ->
                  new Notes(
                      map::get,
                      (book, text) -> {
                        map.put(book, text);
                        all.add(text);
                      })),
          "its note is still there");
    }

    @Test
    void areNotYetWhatTheyShouldBeWhenEqualTitlesAreOneBook() {
      Map<String, String> map = new HashMap<>();
      assertNotYet(
          Check.myNotes(
              () ->
                  new Notes(
                      book -> map.get(book.title()), (book, text) -> map.put(book.title(), text))),
          "Two books with the same title");
    }

    @Test
    void sayWhatTheyReadInstead() {
      assertNotYet(
          Check.myNotes(() -> new Notes(book -> null, (book, text) -> {})), "read gave us “null”");
      assertNotYet(Check.myNotes(() -> null), "your code returned null");
    }
  }
}
