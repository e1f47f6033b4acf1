package weakrefs.exercise;

import static weakrefs.exercise.Verdict.correct;
import static weakrefs.exercise.Verdict.notAttempted;
import static weakrefs.exercise.Verdict.notYet;

import com.github.benmanes.caffeine.cache.LoadingCache;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import weakrefs.gc.GarbageCollector;
import weakrefs.gc.GcTimeoutException;
import weakrefs.story.Person;
import weakrefs.story.PhoneBook;

/** Notebook 09: a cache with a limit, and a canonicalising map. */
final class RealCacheChecks {
  private static final int FIFTY = 50;

  /** As many are looked up: enough to tell, and 13 MB less than all 200 in a kernel of 128 MB. */
  private static final int LOOKED_UP = 2 * FIFTY;

  private static final AtomicLong TEXTS = new AtomicLong();

  private RealCacheChecks() {}

  static Verdict atMostFifty(LoadingCache<String, Person> cache, PhoneBook phoneBook) {
    if (cache == null || phoneBook == null) {
      return notAttempted("Build a cache with a limit.");
    }
    List<String> all = phoneBook.names();
    if (all.size() < LOOKED_UP) {
      return notYet("With %d people it's hard to tell. Use a phone book of 200.", all.size());
    }
    try {
      return heldOf(all.subList(0, LOOKED_UP), cache, phoneBook);
    } finally {
      cache.invalidateAll(); // the learner's variable would keep them to the end
    }
  }

  private static Verdict heldOf(
      List<String> names, LoadingCache<String, Person> cache, PhoneBook phoneBook) {
    cache.invalidateAll();
    if (loadsOf(names, cache, phoneBook) == 0) {
      return notYet("The cache doesn't load people from this phone book.");
    }
    cache.cleanUp();
    long held = cache.estimatedSize();
    if (cache.policy().eviction().isEmpty()) {
      if (cache.policy().expireAfterWrite().isPresent()
          || cache.policy().expireAfterAccess().isPresent()) {
        return notYet(
            "A time limit says how long people stay, not how many. Until that time was up, the cache held all %d.",
            names.size());
      }
      GarbageCollector.collect();
      try {
        GarbageCollector.await(
            "the cache to forget somebody", () -> sizeOf(cache) < held, Duration.ofMillis(500));
      } catch (GcTimeoutException e) {
        return notAttempted(
            String.format(
                Locale.ROOT, "We looked up %d people, and the cache still holds them all.", held));
      }
      return notYet(
          "Here the garbage collector decides how many stay, and until it came by, the cache kept all %d. Give the cache a size.",
          names.size());
    }
    if (held > FIFTY) {
      return notYet("We looked up %d people, and the cache holds %d of them.", names.size(), held);
    }
    cache.invalidateAll();
    List<String> fifty = names.subList(0, FIFTY);
    List<Person> page = Attempt.run(() -> fifty.stream().map(cache::get).toList());
    cache.cleanUp(); // Caffeine puts off what it has to evict, and a busy machine does so for long
    long again = loadsOf(fifty, cache, phoneBook);
    Reference.reachabilityFence(page);
    if (again > 0) {
      return notYet(
          "When we looked up the same fifty people again, the cache had to load %d of them.",
          again);
    }
    page = null;
    GarbageCollector.collect();
    if (loadsOf(fifty, cache, phoneBook) > 0) {
      return notYet(
          "The number is right, but a collection took them. The cache should hold its fifty strongly.");
    }
    return correct("We looked up %d people, and the cache holds %d.", names.size(), held);
  }

  private static long sizeOf(LoadingCache<String, Person> cache) {
    cache.cleanUp();
    return cache.estimatedSize();
  }

  private static long loadsOf(
      List<String> names, LoadingCache<String, Person> cache, PhoneBook phoneBook) {
    return Attempt.run(
        () -> {
          long before = phoneBook.loads();
          names.forEach(cache::get);
          return phoneBook.loads() - before;
        });
  }

  static Verdict oneOfAKind(Function<String, String> intern) {
    if (intern == null) {
      return notAttempted("Write a function that returns the same object for all equal strings.");
    }
    String text = newText();
    String twin = new String(text);
    String first = Attempt.run(() -> intern.apply(text));
    String second = Attempt.run(() -> intern.apply(twin));
    if (first == text && second == twin) {
      return notAttempted("Two equal strings went in, and two different objects came out.");
    }
    if (!text.equals(first) || !text.equals(second)) {
      return notYet("“%s” went in twice, and “%s” and “%s” came out.", text, first, second);
    }
    if (first != second) {
      return notYet("Two equal strings went in, and two different objects came out.");
    }
    if (new String(text).intern() == first) { // would be that new one, if first weren't there
      return notYet(
          "That's Java's own table, which works for strings only. Build one that would work for books too.");
    }
    GarbageCollector.collect();
    if (Attempt.run(() -> intern.apply(new String(text))) != first) {
      return notYet(
          "We held the first string all along, but after a collection your function had forgotten it.");
    }
    WeakReference<String> peek = new WeakReference<>(Attempt.run(() -> intern.apply(newText())));
    try {
      GarbageCollector.awaitCleared(peek, Duration.ofSeconds(2));
    } catch (GcTimeoutException e) {
      return notYet(
          "Your function never forgets. Nobody else holds the string, so your map must hold it, by a key or by a value.");
    }
    return correct("There's one object for all equal strings, for as long as anybody holds it.");
  }

  /** A text that nobody has seen before, so that nobody holds it. */
  private static String newText() {
    return "Book no. " + TEXTS.incrementAndGet();
  }
}
