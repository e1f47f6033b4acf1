package weakrefs.cache;

/**
 * Remembers what it has loaded, so that nobody has to wait for it twice. You give a cache its
 * loader when you make it, and it calls the loader for each key that it doesn't know.
 *
 * <p>Every cache here promises:
 *
 * <ul>
 *   <li>one instance for everybody: as long as somebody holds the value of a key strongly, {@link
 *       #get} returns that very object. If two loads race, the one stored first wins. Two things
 *       end this promise: {@link #clear}, and a finalizer that brings an object back after the
 *       collector has cleared the reference to it. After either, {@code get} loads a second object.
 *   <li>a load runs outside the map's locks, so a loader may look things up in this cache.
 *   <li>a load that fails or returns null leaves nothing behind; the next {@code get} tries again.
 *   <li>safety with any number of threads.
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
   * The value for this key: the one the cache knows, or else a newly loaded one.
   *
   * @throws NullPointerException if {@code key} is null, or the loader returned null for it
   * @throws RuntimeException whatever the loader throws, passed on as it is
   */
  V get(K key);

  /**
   * How many entries the cache holds. This changes a cache that forgets, because it tidies up
   * first: it removes every entry whose reference has reached the queue by now, which takes time in
   * proportion to their number. Counting the rest takes the same time for ten entries as for ten
   * million. An entry still counts if its value is gone but its reference hasn't reached the queue
   * yet.
   */
  int size();

  /**
   * How many values are still there, each at the moment its entry is looked at. This looks at every
   * entry, so it takes time in proportion to their number. It changes nothing: it doesn't remove
   * any entry or keep any value alive. It's never more than the number of entries, and it's the
   * same number once the cache has removed the entries of all values that are gone.
   */
  int living();

  /** How often the loader has returned a value, whether the value was kept or lost a race. */
  long loads();

  /**
   * How many entries the cache has removed so far because their value was gone. An entry counts
   * when it's removed, which is some time after the collector cleared its reference. What {@link
   * #clear} throws out doesn't count. Asking changes nothing.
   */
  long forgotten();

  /** Forgets everything at once. A load that's underway may still store its value afterward. */
  void clear();
}
