package weakrefs.exercise;

import static weakrefs.exercise.Verdict.correct;
import static weakrefs.exercise.Verdict.notAttempted;
import static weakrefs.exercise.Verdict.notYet;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import weakrefs.gc.GarbageCollector;
import weakrefs.gc.GcTimeoutException;
import weakrefs.inspect.Inspector;
import weakrefs.story.Book;

/** Notebook 08: the keys and the values of a WeakHashMap. */
final class KeyChecks {
  /** As the cell of the notebook has them. */
  private static final List<?> UNTOUCHED = List.of("Momo", 7, TimeUnit.DAYS);

  /** A busy machine may take its time until a cleared key is in the map's queue. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final String TORN = "page 12 is torn";
  private static final String LOVELY = "a lovely book";

  private KeyChecks() {}

  static Verdict keysThatGo(Supplier<? extends Collection<?>> keys) {
    if (keys == null) {
      return notAttempted("Make three keys: a string, a number and something else.");
    }
    List<WeakReference<Object>> peeks = new ArrayList<>();
    Optional<Verdict> trouble =
        Attempt.run(
            () -> {
              Collection<?> made = keys.get();
              Optional<Verdict> wrong = hasThreeKinds(made);
              if (wrong.isEmpty()) {
                made.forEach(key -> peeks.add(new WeakReference<>(key)));
              }
              return wrong;
            });
    // In this thread, a cell's: only from there JShell's variables are found for sure.
    return trouble.orElseGet(() -> goOrWhyNot(peeks));
  }

  private static Optional<Verdict> hasThreeKinds(Collection<?> keys) {
    if (keys == null || keys.stream().anyMatch(Objects::isNull)) {
      return Optional.of(notYet("One of the keys is null. Make an object instead."));
    }
    if (List.copyOf(keys).equals(UNTOUCHED)) {
      return Optional.of(
          notAttempted("All three stay, because Java keeps each of them. Make different ones."));
    }
    long texts = keys.stream().filter(String.class::isInstance).count();
    long numbers = keys.stream().filter(Number.class::isInstance).count();
    return keys.size() == 3 && texts == 1 && numbers == 1
        ? Optional.empty()
        : Optional.of(
            notYet(
                "We need three keys: one string, one number and one of a different kind. You made %d, with %d strings and %d numbers among them.",
                keys.size(), texts, numbers));
  }

  private static Verdict goOrWhyNot(List<WeakReference<Object>> peeks) {
    GarbageCollector.collect();
    List<Object> left = peeks.stream().map(Reference::get).filter(Objects::nonNull).toList();
    if (left.isEmpty()) {
      return correct(
          "All three are gone. But if keys are compared by equals, their entries may be gone too soon, so the best key is an object that something else holds.");
    }
    Object stays = left.get(0);
    if (HolderChecks.isKeptByTheJvm(stays)) {
      return notYet(
          "%s stays. It's %s, and Java itself keeps those. Make a new object instead.",
          words(stays), HolderChecks.kind(stays));
    }
    List<String> names = Inspector.whoHolds(stays).names();
    return names.isEmpty()
        ? notYet(
            "%s stays, because something outside your function holds it. Make it inside List.of(...).",
            words(stays))
        : notYet(
            "%s stays, because %s it. Make it inside List.of(...).",
            words(stays), HolderChecks.hold(names));
  }

  private static String words(Object key) {
    return key instanceof String text ? "\"" + Attempt.cut(text) + '"' : Attempt.cut("" + key);
  }

  static Verdict myNotes(Supplier<? extends StickyNotes> maker) {
    if (maker == null) {
      return notAttempted("Give the check your class: MyNotes::new.");
    }
    return Attempt.run(
        () -> {
          StickyNotes notes = maker.get();
          if (notes == null) {
            return notYet("There are no notes, because your code returned null.");
          }
          Book heidi = new Book("Heidi");
          Book twin = new Book("Heidi");
          Optional<Verdict> trouble = stays(notes, heidi, twin);
          trouble = trouble.isPresent() ? trouble : bookGoes(notes);
          trouble = trouble.isPresent() ? trouble : noteGoes(notes, heidi);
          Reference.reachabilityFence(twin);
          return trouble.orElseGet(
              () -> correct("A note stays as long as its book does, and then it's gone too."));
        });
  }

  private static Optional<Verdict> stays(StickyNotes notes, Book heidi, Book twin) {
    notes.stick(heidi, new String(TORN)); // a text that Java doesn't keep
    notes.stick(twin, new String(LOVELY));
    String said = notes.read(heidi);
    if (TORN.equals(said) && LOVELY.equals(notes.read(twin))) {
      GarbageCollector.collect();
      said = readAgain(notes, heidi);
      return TORN.equals(said)
          ? Optional.empty()
          : Optional.of(
              notYet(
                  "The book is still there, but after a collection its note was gone, because nobody held the note. The map has to hold its values."));
    }
    return Optional.of(
        LOVELY.equals(said)
            ? notYet(
                "Two books with the same title share one note. Use the book itself as the key, not its title.")
            : notYet("We wrote a note that says “%s”, but read gave us “%s”.", TORN, said));
  }

  /** A cleared reference may end in a NullPointerException: that is an answer, too. */
  private static String readAgain(StickyNotes notes, Book book) {
    try {
      return notes.read(book);
    } catch (NullPointerException e) {
      return null;
    }
  }

  private static Optional<Verdict> bookGoes(StickyNotes notes) {
    WeakReference<Book> peek = stickOnANewBook(notes);
    GarbageCollector.collect();
    Optional<String> way = Inspector.pathBetween(notes, peek.get());
    if (way.isPresent()) {
      return Optional.of(
          way.get().equals(".notes[Book \"Momo\"].book")
              ? notAttempted(
                  "The book can't be collected, because notes"
                      + way.get()
                      + " holds it. Write a note that doesn't hold its book.")
              : notYet(
                  "Nobody needs the book anymore, but your notes still hold it: notes%s.",
                  way.get()));
    }
    try {
      GarbageCollector.awaitCleared(peek, PATIENCE);
      return Optional.empty();
    } catch (GcTimeoutException e) {
      return Optional.of(notYet("Nobody needs the book anymore, but something still holds it."));
    }
  }

  private static WeakReference<Book> stickOnANewBook(StickyNotes notes) {
    Book momo = new Book("Momo");
    notes.stick(momo, new String(TORN));
    return new WeakReference<>(momo);
  }

  private static Optional<Verdict> noteGoes(StickyNotes notes, Book other) {
    WeakReference<String> text = stickANewText(notes);
    try {
      GarbageCollector.await(
          "a note to be collected after its book",
          () -> {
            notes.stick(other, new String(LOVELY)); // a map throws out what is gone when it is used
            return text.refersTo(null);
          },
          PATIENCE);
      return Optional.empty();
    } catch (GcTimeoutException e) {
      String way = Inspector.pathBetween(notes, text.get()).orElse("");
      return Optional.of(
          notYet(
              "The book is gone, but its note is still there%s. The map has to notice when a key is gone.",
              way.isEmpty() ? "" : ": notes" + way));
    }
  }

  private static WeakReference<String> stickANewText(StickyNotes notes) {
    String text = new String(TORN);
    notes.stick(new Book("Emil"), text);
    return new WeakReference<>(text);
  }
}
