package weakrefs.story;

import java.util.Objects;

/**
 * A book in the library. Two books with the same title are still two books: a book equals only
 * itself, because you can check each one out only once.
 *
 * <pre>{@code
 * Book book = new Book("Momo");                          // checked out: a strong reference
 * WeakReference<Book> peek = new WeakReference<>(book);  // seen on the shelf: a weak one
 * }</pre>
 */
public final class Book {
  private final String title;

  /**
   * Makes a book that's unlike any other.
   *
   * @throws NullPointerException if {@code title} is null
   */
  public Book(String title) {
    this.title = Objects.requireNonNull(title, "a book needs a title");
  }

  /** The title on its spine. */
  public String title() {
    return title;
  }

  /** {@code Book "Momo"}. */
  @Override
  public String toString() {
    return "Book \"" + title + '"';
  }
}
