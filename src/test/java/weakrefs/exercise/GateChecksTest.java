package weakrefs.exercise;

import static weakrefs.exercise.Answers.assertCorrect;
import static weakrefs.exercise.Answers.assertNotAttempted;
import static weakrefs.exercise.Answers.assertNotYet;

import java.lang.ref.WeakReference;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import weakrefs.gc.GarbageCollector;
import weakrefs.gc.GcTimeoutException;
import weakrefs.story.Person;

@Timeout(180)
class GateChecksTest {
  private static final Duration SHORT = Duration.ofMillis(300);

  @BeforeEach
  void startTheKernel() {
    Answer.forgetAll();
  }

  @Test
  void isNotAttemptedWithNothingOrAsItWas() {
    assertNotAttempted(Check.letsGo(null), "Write a check");
    assertNotAttempted(Check.letsGo(lookUp -> true), "doesn't look anybody up");
  }

  @Test
  void isCorrectInManyWays() {
    assertCorrect(
        Check.letsGo(
            lookUp -> {
              WeakReference<Person> peek = new WeakReference<>(lookUp.apply("Dan"));
              GarbageCollector.collect();
              return peek.refersTo(null);
            }));
    assertCorrect(
        Check.letsGo(
            lookUp -> {
              WeakReference<Person> peek = new WeakReference<>(lookUp.apply("Chloe"));
              try {
                GarbageCollector.awaitCleared(peek, SHORT);
                return true;
              } catch (GcTimeoutException e) {
                return false;
              }
            }));
  }

  @Test
  void aCheckThatHoldsThePersonStopsEverything() {
    assertNotYet(
        Check.letsGo(
            lookUp -> {
              Person dan = lookUp.apply("Dan");
              WeakReference<Person> peek = new WeakReference<>(dan);
              GarbageCollector.collect();
              return peek.refersTo(null) || dan == null;
            }),
        "stopped a cache that does forget.");
    assertNotYet(
        Check.letsGo(
            lookUp -> {
              Person dan = lookUp.apply("Dan");
              GarbageCollector.awaitCleared(new WeakReference<>(dan), SHORT);
              return dan != null;
            }),
        "Which variable does it?");
    assertNotYet(Check.letsGo(lookUp -> false), "stops every cache");
  }

  @Test
  void aCheckThatDoesNotLookLetsTheLeakPass() {
    assertNotYet(
        Check.letsGo(
            lookUp -> {
              lookUp.apply("Dan");
              GarbageCollector.collect();
              return true;
            }),
        "let a cache pass that never forgets");
  }

  @Test
  void aLeakMustNotEndItByAnException() {
    assertNotYet(
        Check.letsGo(
            lookUp -> {
              GarbageCollector.awaitCleared(new WeakReference<>(lookUp.apply("Dan")), SHORT);
              return true;
            }),
        "Catch it and return false");
  }

  @Test
  @Tag("slow") // waits for deadlines
  void aLeakMustNotMakeItWaitTooLong() {
    assertNotYet(
        Check.letsGo(
            lookUp -> {
              GarbageCollector.awaitCleared(new WeakReference<>(lookUp.apply("Dan")));
              return true;
            }),
        "Tell awaitCleared how long to wait");
  }

  @Test
  void codeThatEndsOtherwiseIsToldOf() {
    assertNotYet(Check.letsGo(lookUp -> lookUp.apply("Momo") == null), "nobody here is called");
    assertNotYet(
        Check.letsGo(
            lookUp -> {
              throw new IllegalStateException("off line");
            }),
        "IllegalStateException (off line)");
  }
}
