package weakrefs.story;

import java.util.Objects;

/**
 * A book in the library. Two books with one title are two books: equality is identity, as befits
 * something that can be checked out only once.
 *
 * <pre>{@code
 * Book book = new Book("Momo");                          // checked out: a strong reference
 * WeakReference<Book> peek = new WeakReference<>(book);  // seen on the shelf: a weak one
 * }</pre>
 */
public final class Book {
  private final String title;

  /**
   * Puts a book into the world.
   *
   * @throws NullPointerException if {@code title} is null
   */
  public Book(String title) {
    this.title = Objects.requireNonNull(title, "a book needs a title");
  }

  /** The title on its back. */
  public String title() {
    return title;
  }

  /** {@code Book "Momo"}. */
  @Override
  public String toString() {
    return "Book \"" + title + '"';
  }
}
