package weakrefs.bench;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.google.common.cache.CacheBuilder;
import com.google.common.cache.CacheLoader;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import weakrefs.cache.WeakCache;

/**
 * The caches being compared. Each is used as its makers intend, with their own defaults, to do the
 * same job: one instance for everything that asks for a key, for as long as something holds it.
 */
abstract class Contestant {
  /**
   * Compared with {@code equals}, like names, and with hash codes spread over the whole range, like
   * names' hash codes.
   */
  static final class Key {
    private final int number;

    Key(int number) {
      this.number = number;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Key key && key.number == number;
    }

    @Override
    public int hashCode() {
      return number * 0x9E3779B9;
    }
  }

  /**
   * What's cached. It holds its own key, which the {@link WeakHashMap} needs, because its entries
   * stay for as long as something holds the key.
   */
  static final class Value {
    private final Key key;

    /** As slow as making an object is: what is left is the cache's own work. */
    Value(Key asked) {
      key = new Key(asked.number);
    }
  }

  /** The value of this key, known or else made now. */
  abstract Value get(Key key);

  /** What only {@link Limit} wants to be told: nobody holds the value of this key any more. */
  void forget(Key key) {}

  /** What a look at its bytes begins with. */
  abstract Object root();

  static Contestant of(String name) {
    return switch (name) {
      case "WeakCache" -> new Ours();
      case "Caffeine" -> new OfCaffeine();
      case "Guava" -> new OfGuava();
      case "WeakHashMap" -> new OfWeakHashMap();
      case "ConcurrentHashMap" -> new Limit();
      case "references alone" -> new ReferencesAlone();
      default -> throw new IllegalArgumentException("no cache is called " + name);
    };
  }

  /** The course's own cache. */
  private static final class Ours extends Contestant {
    private final WeakCache<Key, Value> cache = new WeakCache<>(Value::new);

    @Override
    Value get(Key key) {
      return cache.get(key);
    }

    @Override
    Object root() {
      return cache;
    }
  }

  private static final class OfCaffeine extends Contestant {
    private final LoadingCache<Key, Value> cache =
        Caffeine.newBuilder().weakValues().build(Value::new);

    @Override
    Value get(Key key) {
      return cache.get(key);
    }

    @Override
    Object root() {
      return cache;
    }
  }

  private static final class OfGuava extends Contestant {
    private final com.google.common.cache.LoadingCache<Key, Value> cache =
        CacheBuilder.newBuilder().weakValues().build(CacheLoader.from(Value::new));

    @Override
    Value get(Key key) {
      return cache.getUnchecked(key);
    }

    @Override
    Object root() {
      return cache;
    }
  }

  /**
   * What the JDK has: a synchronized map with weak keys. It holds its values strongly, so they're
   * weak references, and each key is held by its value. It loads outside the lock, like {@link
   * WeakCache}.
   */
  private static final class OfWeakHashMap extends Contestant {
    private final Map<Key, WeakReference<Value>> map = new WeakHashMap<>();

    @Override
    Value get(Key key) {
      synchronized (map) {
        Value known = known(key);
        if (known != null) {
          return known;
        }
      }
      Value loaded = new Value(key);
      synchronized (map) {
        Value known = known(key);
        if (known != null) {
          return known;
        }
        map.remove(key); // put() would keep a key that belongs to a value of old
        map.put(loaded.key, new WeakReference<>(loaded));
        return loaded;
      }
    }

    private Value known(Key key) {
      WeakReference<Value> entry = map.get(key);
      return entry == null ? null : entry.get();
    }

    @Override
    Object root() {
      return map;
    }
  }

  /**
   * Not a cache, but a part of {@link WeakCache}: what a hit costs because the value is reached
   * through a reference. It has no queue, so it never removes an entry, and it loads only once.
   */
  private static final class ReferencesAlone extends Contestant {
    private final ConcurrentMap<Key, WeakReference<Value>> map = new ConcurrentHashMap<>();

    @Override
    Value get(Key key) {
      WeakReference<Value> entry = map.get(key);
      if (entry != null) {
        return entry.get();
      }
      Value loaded = new Value(key);
      map.put(key, new WeakReference<>(loaded));
      return loaded;
    }

    @Override
    Object root() {
      return map;
    }
  }

  /**
   * Not a cache that forgets, but the limit of what's possible: a plain map, which holds its values
   * until something that knows says they aren't needed anymore.
   */
  private static final class Limit extends Contestant {
    private final ConcurrentMap<Key, Value> map = new ConcurrentHashMap<>();

    @Override
    Value get(Key key) {
      Value known = map.get(key);
      if (known != null) {
        return known;
      }
      Value loaded = new Value(key);
      Value first = map.putIfAbsent(key, loaded);
      return first == null ? loaded : first;
    }

    @Override
    void forget(Key key) {
      map.remove(key);
    }

    @Override
    Object root() {
      return map;
    }
  }
}
