package weakrefs.exercise;

import static weakrefs.exercise.Verdict.correct;
import static weakrefs.exercise.Verdict.notAttempted;
import static weakrefs.exercise.Verdict.notYet;

import com.github.benmanes.caffeine.cache.LoadingCache;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
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
      return notYet("With %d people it is hard to tell. Use a phone book of 200.", all.size());
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
      return notYet("It doesn't load people from this phone book.");
    }
    cache.cleanUp();
    long held = cache.estimatedSize();
    if (cache.policy().eviction().isEmpty()) {
      if (cache.policy().expireAfterWrite().isPresent()
          || cache.policy().expireAfterAccess().isPresent()) {
        return notYet(
            "A time limit says how long people stay, not how many. Within that time it held all %d.",
            names.size());
      }
      GarbageCollector.collect();
      try {
        GarbageCollector.await("it to let go", () -> sizeOf(cache) < held, Duration.ofMillis(500));
      } catch (GcTimeoutException e) {
        return notAttempted("It holds all %d that it was asked for.".formatted(held));
      }
      return notYet(
          "The collector decides how many stay: until it came, nothing kept them from being all %d. Give it a size.",
          names.size());
    }
    if (held > FIFTY) {
      return notYet("We looked up %d people, and it holds %d of them.", names.size(), held);
    }
    cache.invalidateAll();
    List<String> fifty = names.subList(0, FIFTY);
    List<Person> page = Attempt.run(() -> fifty.stream().map(cache::get).toList());
    long again = loadsOf(fifty, cache, phoneBook);
    Reference.reachabilityFence(page);
    if (again > 0) {
      return notYet(
          "It may hold fifty, but of the same fifty people it had to load %d again.", again);
    }
    page = null;
    GarbageCollector.collect();
    if (loadsOf(fifty, cache, phoneBook) > 0) {
      return notYet(
          "The number is right. But a collection took them: it should hold its fifty strongly.");
    }
    return correct("It looked up %d people, and holds %d.", names.size(), held);
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
      return notAttempted("Write a function that gives one object for all equal texts.");
    }
    String text = newText();
    String twin = new String(text);
    String first = Attempt.run(() -> intern.apply(text));
    String second = Attempt.run(() -> intern.apply(twin));
    if (first == text && second == twin) {
      return notAttempted("Two equal texts went in, and two objects came out.");
    }
    if (!text.equals(first) || !text.equals(second)) {
      return notYet("“%s” went in twice, and “%s” and “%s” came out.", text, first, second);
    }
    if (first != second) {
      return notYet("Two equal texts went in, and two objects came out.");
    }
    if (new String(text).intern() == first) { // would be that new one, if first weren't there
      return notYet(
          "That is Java's own table, which knows texts only. Build one that would do for books, too.");
    }
    GarbageCollector.collect();
    if (Attempt.run(() -> intern.apply(new String(text))) != first) {
      return notYet(
          "We held the first one all the time, and after a collection it had forgotten it.");
    }
    WeakReference<String> peek = new WeakReference<>(Attempt.run(() -> intern.apply(newText())));
    try {
      GarbageCollector.awaitCleared(peek, Duration.ofSeconds(2));
    } catch (GcTimeoutException e) {
      return notYet(
          "It never lets go. Nobody else holds the text, so your map does: by its keys, or by its values.");
    }
    return correct("One object for all equal texts, for as long as anybody holds it.");
  }

  /** A text that nobody has seen before, so that nobody holds it. */
  private static String newText() {
    return "Book no. " + TEXTS.incrementAndGet();
  }
}
