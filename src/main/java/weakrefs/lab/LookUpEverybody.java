package weakrefs.lab;

import weakrefs.cache.Cache;
import weakrefs.cache.StrongCache;
import weakrefs.cache.WeakCache;
import weakrefs.story.Person;
import weakrefs.story.PhoneBook;
import weakrefs.story.Screen;

/**
 * What each side of a {@link Duel} does, in its own JVM: it looks up everybody in the phone book,
 * and shows them on a screen of five. It says {@code loaded 57} after each person, and at its end
 * {@code ended ALIVE} or {@code ended OUT_OF_MEMORY}.
 */
final class LookUpEverybody {
  private LookUpEverybody() {}

  /** Takes {@code strong} or {@code weak}, and how many people to look up. */
  public static void main(String[] arguments) {
    PhoneBook phoneBook = new PhoneBook(Integer.parseInt(arguments[1]));
    Cache<String, Person> cache =
        arguments[0].equals("strong")
            ? new StrongCache<>(phoneBook::load)
            : new WeakCache<>(phoneBook::load);
    ChildJvm.untilParentEnds(() -> lookUp(phoneBook, cache));
  }

  private static void lookUp(PhoneBook phoneBook, Cache<String, Person> cache) {
    Screen screen = new Screen(5);
    try {
      for (String name : phoneBook.names()) {
        screen.show(cache.get(name));
        System.out.println("loaded " + cache.loads());
      }
    } catch (OutOfMemoryError e) {
      cache.clear(); // there must be room to speak
      screen.clear();
      System.out.println("loaded " + cache.loads());
      System.out.println("ended OUT_OF_MEMORY");
      throw e; // and die of it
    }
    System.out.println("ended ALIVE");
  }
}
