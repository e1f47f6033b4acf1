package weakrefs.exercise;

import static java.util.Objects.requireNonNull;

import java.lang.ref.Reference;
import java.util.Collection;
import java.util.concurrent.atomic.LongAdder;
import weakrefs.cache.Cache;
import weakrefs.story.Person;
import weakrefs.story.PhoneBook;

/**
 * What a learner's cache doesn't have to write itself: it loads and counts. An exercise in notebook
 * 06 extends it with {@link #get}, {@link #references} and {@link #removeCleared}.
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
   * @throws NullPointerException if {@code phoneBook} is null
   */
  protected PracticeCache(PhoneBook phoneBook) {
    this.phoneBook = requireNonNull(phoneBook, "a cache needs a phone book to load from");
  }

  /** Loads a person from the phone book, new each time, and counts that. */
  protected final Person load(String name) {
    Person person = phoneBook.load(name);
    loads.increment();
    return person;
  }

  /**
   * The references to everyone in the cache, including cleared ones. A chart asks for them from a
   * separate thread while others look people up, so return a collection that can take that, such as
   * the values of a {@link java.util.concurrent.ConcurrentHashMap}.
   */
  public abstract Collection<? extends Reference<Person>> references();

  /** Throws away the entries of people who are gone. */
  public abstract void removeCleared();

  /** Throws away what's gone, and counts the rest. */
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
