package weakrefs.exercise;

import static java.util.Objects.requireNonNull;

import java.lang.ref.Reference;
import java.util.Collection;
import java.util.concurrent.atomic.LongAdder;
import weakrefs.cache.Cache;
import weakrefs.story.Person;
import weakrefs.story.PhoneBook;

/**
 * What a learner's cache needs not write itself: it loads and counts. To be extended by the
 * course's last exercise, which writes {@link #get}, {@link #references} and {@link
 * #removeCleared}.
 *
 * <pre>{@code
 * class MyCache extends PracticeCache {
 *   Map<String, WeakReference<Person>> entries = new ConcurrentHashMap<>();
 *   MyCache(PhoneBook phoneBook) { super(phoneBook); }
 *   public Person get(String name) { return load(name); }       // remembers nobody yet
 *   public Collection<WeakReference<Person>> references() { return entries.values(); }
 *   public void removeCleared() { }
 * }
 * }</pre>
 */
public abstract class PracticeCache implements Cache<String, Person> {
  private final PhoneBook phoneBook;
  private final LongAdder loads = new LongAdder();

  /**
   * A cache of people from this phone book.
   *
   * @throws NullPointerException if there is no phone book
   */
  protected PracticeCache(PhoneBook phoneBook) {
    this.phoneBook = requireNonNull(phoneBook, "a cache needs a phone book to load from");
  }

  /** Loads a person from the phone book, new each time, and counts it. */
  protected final Person load(String name) {
    Person person = phoneBook.load(name);
    loads.increment();
    return person;
  }

  /**
   * The references to all people that the cache knows, cleared ones included. A chart asks for them
   * from a thread of its own while others look people up, so they come from a collection that bears
   * this, such as the values of a {@link java.util.concurrent.ConcurrentHashMap}.
   */
  public abstract Collection<? extends Reference<Person>> references();

  /** Throws away the entries of people who are gone. */
  public abstract void removeCleared();

  /** Throws away what is gone, and counts the rest. */
  @Override
  public final int size() {
    removeCleared();
    return references().size();
  }

  @Override
  public final int living() {
    return (int) references().stream().filter(reference -> !reference.refersTo(null)).count();
  }

  @Override
  public final long loads() {
    return loads.sum();
  }

  /** Not counted: always 0. */
  @Override
  public long forgotten() {
    return 0;
  }

  @Override
  public void clear() {
    references().clear();
  }
}
