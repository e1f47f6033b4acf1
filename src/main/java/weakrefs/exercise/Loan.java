package weakrefs.exercise;

import static weakrefs.gc.WhyNull.notNull;

import java.lang.ref.WeakReference;
import weakrefs.gc.CollectionLog;
import weakrefs.gc.GarbageCollection;
import weakrefs.story.Book;

/**
 * The library's record of a book that was checked out. It knows where the book is without holding
 * it, so that {@link Check#allReturned} can tell when everybody has let go of it.
 *
 * <pre>{@code
 * Book emma = new Book("Emma");
 * Loan loan = new Loan(emma);
 * emma = null;
 * Check.allReturned(loan)      // correct
 * }</pre>
 */
public final class Loan {
  final String title;
  final WeakReference<Book> book;
  private final CollectionLog log = CollectionLog.start();

  /**
   * Records that this book is out.
   *
   * @throws NullPointerException if there is no book
   */
  public Loan(Book book) {
    this.title = notNull(book, "which book is lent? It is null").title();
    this.book = new WeakReference<>(book);
  }

  /** Whether somebody asked for a collection since the book was checked out. */
  boolean wasCollectionAskedFor() {
    return log.collections().stream().anyMatch(GarbageCollection::wasAskedFor);
  }

  /** The book is back: nothing more to listen for. */
  void close() {
    log.close();
  }

  /** The title: {@code The loan of "Emma"}. */
  @Override
  public String toString() {
    return "The loan of \"" + title + '"';
  }
}
