package weakrefs.exercise;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import weakrefs.gc.GarbageCollector;
import weakrefs.inspect.Inspector;
import weakrefs.story.Book;

@Exercise(notebook = "08", name = "notes without the trap")
record NotesWithoutTrap(Supplier<? extends StickyNotes> maker) implements Check {
  /** On a busy machine, it may take a while until a cleared key is in the map's queue. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final String TORN = "page 12 is torn";
  private static final String LOVELY = "a lovely book";

  @Override
  public String look() {
    Unsolved.given(Supplier.class, maker, "Give the check your class: MyNotes::new.");
    return Attempt.run(
        () -> {
          StickyNotes notes = maker.get();
          if (notes == null) {
            throw Unsolved.notYet("There are no notes, because your code returned null.");
          }
          Book heidi = new Book("Heidi");
          Book twin = new Book("Heidi");
          noteStays(notes, heidi, twin);
          bookGoes(notes);
          noteGoes(notes, heidi);
          Reference.reachabilityFence(twin);
          return "A note stays as long as its book does, and then it's gone too.";
        });
  }

  private static void noteStays(StickyNotes notes, Book heidi, Book twin) {
    notes.stick(heidi, new String(TORN)); // a string that Java doesn't keep, unlike a literal
    notes.stick(twin, new String(LOVELY));
    String said = notes.read(heidi);
    if (!TORN.equals(said) || !LOVELY.equals(notes.read(twin))) {
      throw LOVELY.equals(said)
          ? Unsolved.notYet(
              "Two books with the same title share one note. Use the book itself as the key, not its title.")
          : Unsolved.notYet("We wrote a note that says “%s”, but read gave us “%s”.", TORN, said);
    }
    GarbageCollector.collect();
    if (!TORN.equals(readAgain(notes, heidi))) {
      throw Unsolved.notYet(
          "The book is still there, but after a collection its note was gone, because nobody held the note. The map has to hold its values.");
    }
  }

  /** A cleared reference may end in a NullPointerException, and that's an answer, too. */
  private static String readAgain(StickyNotes notes, Book book) {
    try {
      return notes.read(book);
    } catch (NullPointerException e) {
      return null;
    }
  }

  private static void bookGoes(StickyNotes notes) {
    WeakReference<Book> peek = stickOnANewBook(notes);
    GarbageCollector.collect();
    Optional<String> way = Inspector.pathBetween(notes, peek.get());
    if (way.isPresent()) {
      throw way.get().contains("[" + peek.get() + "]") // held by its own note
          ? Unsolved.notAttempted(
              "The book can't be collected, because notes%s holds it. Write a note that doesn't hold its book.",
              way.get())
          : Unsolved.notYet(
              "Nobody needs the book anymore, but your notes still hold it: notes%s.", way.get());
    }
    if (!Attempt.isSoon(() -> peek.refersTo(null), PATIENCE)) {
      throw Unsolved.notYet("Nobody needs the book anymore, but something still holds it.");
    }
  }

  private static WeakReference<Book> stickOnANewBook(StickyNotes notes) {
    Book momo = new Book("Momo");
    notes.stick(momo, new String(TORN));
    return new WeakReference<>(momo);
  }

  private static void noteGoes(StickyNotes notes, Book other) {
    WeakReference<String> text = stickANewText(notes);
    boolean isGone =
        Attempt.isSoon(
            () -> {
              notes.stick(
                  other, new String(LOVELY)); // a map throws out cleared entries when it's used
              return text.refersTo(null);
            },
            PATIENCE);
    if (!isGone) {
      throw Unsolved.notYet(
          "The book is gone, but its note is still there%s. The map has to notice when a key is gone.",
          Inspector.pathBetween(notes, text.get()).map(way -> ": notes" + way).orElse(""));
    }
  }

  private static WeakReference<String> stickANewText(StickyNotes notes) {
    String text = new String(TORN);
    notes.stick(new Book("Emil"), text);
    return new WeakReference<>(text);
  }
}
