package weakrefs.lab;

import weakrefs.cache.Cache;
import weakrefs.cache.StrongCache;
import weakrefs.cache.WeakCache;
import weakrefs.story.Person;
import weakrefs.story.PhoneBook;
import weakrefs.story.Screen;

/**
 * The program that is tried in each of the {@link Boxes}. It says what it sees, and then for each
 * cache how many people it has looked up, such as {@code weak 600}: all, or as many as there was
 * room for.
 */
final class InABox {
  private InABox() {}

  /** Takes how many people to look up. */
  public static void main(String[] arguments) {
    PhoneBook phoneBook = new PhoneBook(Integer.parseInt(arguments[0]));
    ChildJvm.untilParentEnds(
        () -> {
          System.out.println(Box.View.ofThisJvm().line());
          // The one that may fill the heap comes last.
          System.out.println("weak " + lookUp(phoneBook, new WeakCache<>(phoneBook::load)));
          System.out.println("strong " + lookUp(phoneBook, new StrongCache<>(phoneBook::load)));
        });
  }

  private static long lookUp(PhoneBook phoneBook, Cache<String, Person> cache) {
    Screen screen = new Screen(5);
    try {
      for (String name : phoneBook.names()) {
        screen.show(cache.get(name));
      }
    } catch (OutOfMemoryError e) {
      screen.clear();
    }
    long loaded = cache.loads();
    cache.clear(); // there must be room to speak
    return loaded;
  }
}
