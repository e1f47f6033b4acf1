package weakrefs.cache;

/**
 * Remembers what was loaded, so that nobody has to wait for it twice. Each cache is given its
 * loader when it is made, and calls it for a key that it doesn't know.
 *
 * <p>Every cache here promises:
 *
 * <ul>
 *   <li>one instance for everybody: for as long as somebody holds the value of a key, {@link #get}
 *       returns that very object. Of two racing loads the first one stored wins.
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
   * How many entries the cache holds. Counted without looking at them, so it costs the same for ten
   * entries and for ten million. An entry whose value is gone still counts until the cache notices.
   */
  int size();

  /**
   * How many values are still there. This looks at every entry, so it costs time in proportion to
   * {@link #size}; it keeps no value alive. Never more than the entries held, and, once the cache
   * has noticed what went, the same number.
   */
  int living();

  /** How often the loader has returned a value, whether it was kept or lost a race. */
  long loads();

  /** How many entries the cache has let go because their value was gone. */
  long forgotten();

  /** Forgets everything, at once. A load that is under way may still store its value afterwards. */
  void clear();
}
