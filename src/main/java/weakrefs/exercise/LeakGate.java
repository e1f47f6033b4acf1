package weakrefs.exercise;

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

@Exercise(notebook = "11", name = "a check for leaks")
record LeakGate(Predicate<Function<String, Person>> letsGo) implements Check {
  /** Shorter than the ten seconds that {@code awaitCleared} waits unless it's told otherwise. */
  private static final Duration PATIENCE = Duration.ofSeconds(8);

  /** What the learner's check decides about a cache. */
  private enum Decision {
    PASS,
    STOP,
    /** Waited until its deadline, and ended with that exception. */
    TIMEOUT
  }

  @Override
  public String look() {
    Unsolved.given(
        Predicate.class, letsGo, "Write a check that stops any cache that never forgets.");
    PhoneBook phoneBook = new PhoneBook(200);
    AtomicInteger lookUps = new AtomicInteger();
    Decision ofTheWeak =
        ask(new WeakCache<>(phoneBook::load), lookUps, Attempt.stillRunning(PATIENCE));
    Decision ofTheStrong =
        ask(
            new StrongCache<>(phoneBook::load),
            lookUps,
            Words.say(
                "Your check waited more than %d seconds for a cache that leaks. Tell awaitCleared how long to wait: Duration.ofSeconds(1).",
                PATIENCE.toSeconds()));
    if (lookUps.get() == 0) {
      throw ofTheWeak == Decision.PASS
          ? Unsolved.notAttempted(
              "Your check lets every cache pass, because it doesn't look anybody up.")
          : Unsolved.notYet("Your check stops every cache, because it doesn't look anybody up.");
    }
    if (ofTheWeak == Decision.TIMEOUT) {
      throw Unsolved.notYet(
          "Your check gave up on a cache that does forget. So the check itself must still hold the person. Which variable does it?");
    }
    if (ofTheWeak == Decision.STOP) {
      throw Unsolved.notYet(
          "Your check stopped a cache that does forget. There has to be a collection before you look, and until then the check itself mustn't hold the person.");
    }
    if (ofTheStrong == Decision.TIMEOUT) {
      throw Unsolved.notYet(
          "With a cache that leaks, your check threw a GcTimeoutException. Catch it and return false.");
    }
    if (ofTheStrong == Decision.PASS) {
      throw Unsolved.notYet(
          "Your check let a cache pass that never forgets. Does it check whether the person is gone?");
    }
    return "Your check stopped the cache that leaks, and let the other one pass.";
  }

  private Decision ask(Cache<String, Person> cache, AtomicInteger lookUps, String tooLong) {
    Function<String, Person> lookUp =
        name -> {
          lookUps.incrementAndGet();
          return cache.get(name);
        };
    return Attempt.run(
        () -> {
          try {
            return letsGo.test(lookUp) ? Decision.PASS : Decision.STOP;
          } catch (GcTimeoutException e) {
            return Decision.TIMEOUT;
          }
        },
        PATIENCE,
        tooLong);
  }
}
