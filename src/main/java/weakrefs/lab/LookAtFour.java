package weakrefs.lab;

import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.SoftReference;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import weakrefs.story.Book;

/**
 * What {@link FourStrengths} does in a JVM with a small heap. After each of its three looks it says
 * {@code found true true false false}: whether the strong reference, the soft, the weak and the
 * phantom one found their book.
 */
final class LookAtFour {
  private final Book strong;
  private final SoftReference<Book> soft;
  private final WeakReference<Book> weak;
  private final PhantomReference<Book> phantom;

  private LookAtFour(List<Book> books) {
    strong = books.get(0);
    soft = new SoftReference<>(books.get(1));
    weak = new WeakReference<>(books.get(2));
    phantom = new PhantomReference<>(books.get(3), new ReferenceQueue<>());
  }

  /** Takes nothing. */
  public static void main(String[] arguments) {
    ChildJvm.untilParentEnds(LookAtFour::look);
  }

  private static void look() {
    List<Book> books = new ArrayList<>();
    for (String title : List.of("Momo", "Ronja", "Pippi", "Emil")) {
      books.add(new Book(title));
    }
    LookAtFour four = new LookAtFour(books);
    System.gc();
    four.say();
    Reference.reachabilityFence(books);
    books = null;
    System.gc();
    four.say();
    fillTheMemory();
    four.say();
  }

  private void say() {
    System.out.println(
        "found "
            + (strong != null)
            + " "
            + (soft.get() != null)
            + " "
            + (weak.get() != null)
            + " "
            + (phantom.get() != null));
  }

  /** In pieces that are small to a heap of 16 MB, so that a soft reference isn't what's missing. */
  private static void fillTheMemory() {
    List<byte[]> all = new ArrayList<>();
    try {
      while (true) {
        all.add(new byte[64 * 1024]);
      }
    } catch (OutOfMemoryError expected) {
      all.clear();
    }
  }
}
