package weakrefs.exercise;

import com.github.benmanes.caffeine.cache.LoadingCache;
import java.lang.ref.Reference;
import java.time.Duration;
import java.util.List;
import weakrefs.gc.GarbageCollector;
import weakrefs.story.Person;
import weakrefs.story.PhoneBook;

@Exercise(notebook = "09", name = "at most fifty")
record AtMostFifty(LoadingCache<String, Person> cache, PhoneBook phoneBook) implements Check {
  private static final int FIFTY = 50;

  /** How many are looked up: enough to tell, and 13 MB less than all 200 in a kernel of 128 MB. */
  private static final int LOOKED_UP = 2 * FIFTY;

  @Override
  public String look() {
    Unsolved.given(LoadingCache.class, cache, "Build a cache with a limit.");
    Unsolved.given(PhoneBook.class, phoneBook, "Build a cache with a limit.");
    List<String> all = phoneBook.names();
    if (all.size() < LOOKED_UP) {
      throw Unsolved.notYet(
          "With %d people it's hard to tell. Use a phone book of 200.", all.size());
    }
    try {
      return lookUp(all.subList(0, LOOKED_UP));
    } finally {
      cache.invalidateAll(); // otherwise the learner's variable would hold them to the end
    }
  }

  private String lookUp(List<String> names) {
    cache.invalidateAll();
    if (loadsOf(names) == 0) {
      throw Unsolved.notYet("The cache doesn't load people from this phone book.");
    }
    long held = size();
    if (cache.policy().eviction().isEmpty()) {
      throw anotherLimit(held);
    }
    if (held > FIFTY) {
      throw Unsolved.notYet(
          "We looked up %d people, and the cache holds %d of them.", LOOKED_UP, held);
    }
    holdsFiftyStrongly(names.subList(0, FIFTY));
    return Words.say("We looked up %d people, and the cache holds %d.", LOOKED_UP, held);
  }

  private Unsolved anotherLimit(long held) {
    if (cache.policy().expireAfterWrite().isPresent()
        || cache.policy().expireAfterAccess().isPresent()) {
      return Unsolved.notYet(
          "A time limit says how long people stay, not how many. Until that time was up, the cache held all %d.",
          LOOKED_UP);
    }
    GarbageCollector.collect();
    return Attempt.isSoon(() -> size() < held, Duration.ofMillis(500))
        ? Unsolved.notYet(
            "Here the garbage collector decides how many stay, and until it came by, the cache kept all %d. Give the cache a size.",
            LOOKED_UP)
        : Unsolved.notAttempted(
            "We looked up %d people, and the cache still holds them all.", held);
  }

  private void holdsFiftyStrongly(List<String> fifty) {
    cache.invalidateAll();
    List<Person> page = Attempt.run(() -> fifty.stream().map(cache::get).toList());
    cache.cleanUp(); // Caffeine puts off evictions, on a busy machine for a long time
    long again = loadsOf(fifty);
    Reference.reachabilityFence(page);
    if (again > 0) {
      throw Unsolved.notYet(
          "When we looked up the same fifty people again, the cache had to load %d of them.",
          again);
    }
    page = null;
    GarbageCollector.collect();
    if (loadsOf(fifty) > 0) {
      throw Unsolved.notYet(
          "The number is right, but a collection took them. The cache should hold its fifty strongly.");
    }
  }

  private long size() {
    cache.cleanUp();
    return cache.estimatedSize();
  }

  private long loadsOf(List<String> names) {
    return Attempt.run(
        () -> {
          long before = phoneBook.loads();
          names.forEach(cache::get);
          return phoneBook.loads() - before;
        });
  }
}
