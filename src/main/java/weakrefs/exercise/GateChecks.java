package weakrefs.exercise;

import static weakrefs.exercise.Verdict.correct;
import static weakrefs.exercise.Verdict.notAttempted;
import static weakrefs.exercise.Verdict.notYet;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import weakrefs.cache.Cache;
import weakrefs.cache.StrongCache;
import weakrefs.cache.WeakCache;
import weakrefs.gc.GcTimeoutException;
import weakrefs.story.Person;
import weakrefs.story.PhoneBook;

/** Notebook 11: a check for leaks, tried with a cache that leaks and with one that doesn't. */
final class GateChecks {
  /** Shorter than the ten seconds that {@code awaitCleared} waits unless it is told. */
  private static final Duration PATIENCE = Duration.ofSeconds(8);

  private GateChecks() {}

  /** What the learner's check says of a cache. */
  private enum Says {
    PASS,
    STOP,
    /** Waited until its deadline, and ended by the exception of that. */
    TIMEOUT
  }

  static Verdict letsGo(Predicate<Function<String, Person>> letsGo) {
    if (letsGo == null) {
      return notAttempted("Write a check that stops any cache that never forgets.");
    }
    PhoneBook phoneBook = new PhoneBook(200);
    AtomicInteger lookUps = new AtomicInteger();
    Cache<String, Person> weak = new WeakCache<>(phoneBook::load);
    Cache<String, Person> strong = new StrongCache<>(phoneBook::load);

    Says ofTheWeak = ask(letsGo, weak, lookUps);
    Says ofTheStrong;
    try {
      ofTheStrong = ask(letsGo, strong, lookUps);
    } catch (Attempt.Failed e) {
      if (!e.tookTooLong) {
        throw e;
      }
      return notYet(
          "Your check waited more than %d seconds for a cache that leaks. Tell awaitCleared how long to wait: Duration.ofSeconds(1).",
          PATIENCE.toSeconds());
    }
    if (lookUps.get() == 0) {
      return ofTheWeak == Says.PASS
          ? notAttempted("Your check lets every cache pass, because it doesn't look anybody up.")
          : notYet("Your check stops every cache, because it doesn't look anybody up.");
    }
    if (ofTheWeak == Says.TIMEOUT) {
      return notYet(
          "Your check gave up on a cache that does forget. So the check itself must still hold the person. Which variable does it?");
    }
    if (ofTheWeak == Says.STOP) {
      return notYet(
          "Your check stopped a cache that does forget. There has to be a collection before you look, and until then the check itself mustn't hold the person.");
    }
    if (ofTheStrong == Says.TIMEOUT) {
      return notYet(
          "With a cache that leaks, your check threw a GcTimeoutException. Catch it and return false.");
    }
    if (ofTheStrong == Says.PASS) {
      return notYet(
          "Your check let a cache pass that never forgets. Does it check whether the person is gone?");
    }
    return correct("Your check stopped the cache that leaks, and let the other one pass.");
  }

  private static Says ask(
      Predicate<Function<String, Person>> letsGo,
      Cache<String, Person> cache,
      AtomicInteger lookUps) {
    Function<String, Person> lookUp =
        name -> {
          lookUps.incrementAndGet();
          return cache.get(name);
        };
    return Attempt.run(
        () -> {
          try {
            return letsGo.test(lookUp) ? Says.PASS : Says.STOP;
          } catch (GcTimeoutException e) {
            return Says.TIMEOUT;
          }
        },
        PATIENCE);
  }
}
