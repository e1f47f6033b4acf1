package weakrefs.exercise;

import weakrefs.story.Book;

/**
 * Notes on books that belong to somebody else: what the learner's {@code MyNotes} in notebook 08
 * has to do. A note stays for as long as its book does, and then it's gone, too.
 *
 * <pre>{@code
 * class MyNotes implements StickyNotes {
 *   Map<Book, String> notes = new WeakHashMap<>();
 *   public void stick(Book book, String text) { notes.put(book, text); }
 *   public String read(Book book) { return notes.get(book); }
 * }
 * }</pre>
 */
public interface StickyNotes {
  /** Sticks a note on this very book; a note that was there before is thrown away. */
  void stick(Book book, String text);

  /** What the note on this very book says, or null if there is none. */
  String read(Book book);
}
