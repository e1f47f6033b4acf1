package weakrefs.cache;

/**
 * Remembers what was loaded, so that nobody has to wait for it twice. Each cache is given its
 * loader when it is made, and calls it for a key that it doesn't know.
 *
 * <p>Every cache here promises:
 *
 * <ul>
 *   <li>one instance for everybody: as long as somebody holds the value of a key strongly, {@link
 *       #get} returns that very object. Of two racing loads, the one stored first wins. Two things
 *       end that promise: {@link #clear}, and a finalizer that brings back an object whose
 *       reference the collector has already cleared. After either, {@code get} loads a second one.
 *   <li>a load runs outside of the map's locks, so a loader may look things up in this cache.
 *   <li>a load that fails or returns null leaves nothing behind; the next {@code get} tries again.
 *   <li>safety under any number of threads.
 * </ul>
 *
 * <p>It doesn't promise that a key is loaded only once: two threads that miss at the same moment
 * both load, and one of them gets the other's value.
 *
 * <pre>{@code
 * PhoneBook phoneBook = new PhoneBook(200);
 * Cache<String, Person> cache = new WeakCache<>(phoneBook::load);
 * Person ada = cache.get("Ada");      // loads
 * Person same = cache.get("Ada");     // the same Ada, no load
 * }</pre>
 *
 * @param <K> keys, compared by {@code equals}
 * @param <V> values
 */
public interface Cache<K, V> {
  /**
   * The value of this key: the one known, or else a newly loaded one.
   *
   * @throws NullPointerException if {@code key} is null, or the loader returned null for it
   * @throws RuntimeException whatever the loader threw, as it was thrown
   */
  V get(K key);

  /**
   * How many entries the cache holds. A cache that lets go tidies up first, so this changes it: it
   * removes every entry whose reference has reached its queue by now, which takes time in
   * proportion to how many those are. Counting the rest takes the same time for ten entries and for
   * ten million. An entry whose value is gone, but whose reference hasn't reached the queue yet,
   * still counts.
   */
  int size();

  /**
   * How many values are still there, at the moment when their entry is looked at. This looks at
   * every entry, so it takes time in proportion to how many there are. It changes nothing: it
   * removes no entry, and it keeps no value alive. It's never more than the entries held, and once
   * the cache has removed the entries of all values that are gone, it's the same number.
   */
  int living();

  /** How often the loader has returned a value, whether it was kept or lost a race. */
  long loads();

  /**
   * How many entries the cache has removed so far because their value was gone. It counts when the
   * entry is removed, which is some time after the collector took the value, and changes nothing.
   * What {@link #clear} throws out doesn't count.
   */
  long forgotten();

  /** Forgets everything, at once. A load that is under way may still store its value afterwards. */
  void clear();
}
