package weakrefs.gc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.SoftReference;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import weakrefs.story.Book;

@Timeout(60)
class GarbageCollectorTest {
  private static final Duration SHORT = Duration.ofMillis(30);

  @AfterEach
  void leaveNoInterruptBehind() {
    Thread.interrupted();
  }

  @Test
  void collectsWhatNobodyHolds() {
    WeakReference<Book> peek = new WeakReference<>(new Book("Momo"));

    GarbageCollector.collect();

    assertThat(peek.refersTo(null)).isTrue();
  }

  @Test
  void collectsInAnyCaseEvenWhileOthersDo() throws InterruptedException {
    try (Neighbor neighbor = new Neighbor()) {
      for (int i = 0; i < 10; i++) {
        WeakReference<Object> peek = new WeakReference<>(new Object());
        GarbageCollector.collect();
        assertThat(peek.refersTo(null)).isTrue();
      }
    }
  }

  @Test
  void clearsWeakAndPhantomReferences() {
    ReferenceQueue<Object> queue = new ReferenceQueue<>();
    PhantomReference<Object> phantom = new PhantomReference<>(new Object(), queue);

    GarbageCollector.awaitCleared(new WeakReference<>(new Object()));
    GarbageCollector.awaitCleared(phantom);
  }

  @Test
  void returnsAtOnceWhenTheReferenceIsCleared() {
    GarbageCollector.awaitCleared(new WeakReference<>(null), Duration.ZERO);
  }

  @Test
  void saysWhatItAwaitedAndForHowLong() {
    assertTimesOut(() -> GarbageCollector.await("Ada to be forgotten", () -> false, SHORT))
        .hasMessage("waited 30 ms for Ada to be forgotten, but it didn't happen.");
    assertTimesOut(() -> GarbageCollector.await("it", () -> false, Duration.ofMillis(1100)))
        .hasMessage("waited 1.1 s for it, but it didn't happen.");
  }

  @Test
  void saysItTheSameInEveryCountry() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      assertTimesOut(() -> GarbageCollector.await("it", () -> false, Duration.ofSeconds(1)))
          .hasMessage("waited 1.0 s for it, but it didn't happen.");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void saysThatSomebodyStillHoldsTheReferent() {
    Book momo = new Book("Momo");

    assertTimesOut(() -> GarbageCollector.awaitCleared(new WeakReference<>(momo), SHORT))
        .hasMessage(
            "waited 30 ms for a reference to be cleared, but it didn't happen."
                + " Something still holds it, but no variable that I can see. I can't look at local"
                + " variables of a method or block that's still running, at other threads, or inside"
                + " Java's own objects, such as a Cleaner.");
    Reference.reachabilityFence(momo);
  }

  @Test
  void keepsASoftReferenceWhileMemoryIsEnough() {
    assertTimesOut(() -> GarbageCollector.awaitCleared(new SoftReference<>(new Object()), SHORT))
        .hasMessageEndingWith("A soft reference may stay until memory gets short.");
  }

  @Test
  void waitsForAsLongAsItWasTold() {
    long start = System.nanoTime();

    assertTimesOut(() -> GarbageCollector.await("it", () -> false, Duration.ofMillis(200)));

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(199));
  }

  @Test
  void collectsOnceAtLeastHoweverShortTheDeadline() {
    WeakReference<Object> peek = new WeakReference<>(new Object());

    GarbageCollector.await("it", () -> peek.refersTo(null), Duration.ZERO);

    assertTimesOut(() -> GarbageCollector.await("it", () -> false, Duration.ofSeconds(-1)));
  }

  @Test
  void waitsForEverIfItIsTold() {
    AtomicInteger looks = new AtomicInteger();

    GarbageCollector.await(
        "it", () -> looks.incrementAndGet() > 9, Duration.ofSeconds(Long.MAX_VALUE));
  }

  /** A condition that takes from a queue holds only once. */
  @Test
  void believesAConditionTheFirstTime() {
    for (int when = 1; when < 15; when++) {
      AtomicInteger looks = new AtomicInteger();
      int now = when;

      GarbageCollector.await("the one time", () -> looks.incrementAndGet() == now);

      assertThat(looks).hasValue(now);
    }
  }

  @Test
  void doesNotCollectForAConditionThatHolds() {
    try (CollectionLog log = CollectionLog.start()) {
      GarbageCollector.await("nothing", () -> true);

      assertThat(log.collections()).noneMatch(c -> c.cause().equals("System.gc()"));
    }
  }

  @Test
  void throwsOnWhatTheConditionThrows() {
    IllegalStateException broken = new IllegalStateException("broken");

    assertThatThrownBy(
            () ->
                GarbageCollector.await(
                    "it",
                    () -> {
                      throw broken;
                    }))
        .isSameAs(broken);
  }

  @Test
  void stopsWaitingWhenInterrupted() throws InterruptedException {
    AtomicInteger looks = new AtomicInteger();
    Thread test = Thread.currentThread();
    Thread interrupter =
        new Thread(
            () -> {
              while (looks.get() < 3) {
                Thread.onSpinWait();
              }
              test.interrupt();
            });
    interrupter.start();

    assertThatExceptionOfType(GcTimeoutException.class)
        .isThrownBy(
            () ->
                GarbageCollector.await(
                    "what never comes", () -> looks.incrementAndGet() < 0, Duration.ofDays(1)))
        .withMessage("interrupted while waiting for what never comes");
    assertThat(Thread.currentThread().isInterrupted()).isTrue();
    assertThat(Thread.interrupted()).isTrue();
    interrupter.join();
  }

  @Test
  void collectsForAThreadThatWasInterruptedBefore() {
    WeakReference<Object> peek = new WeakReference<>(new Object());
    Thread.currentThread().interrupt();

    GarbageCollector.collect();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(peek.refersTo(null)).isTrue();
  }

  @Test
  void refusesNull() {
    assertThatNullPointerException()
        .isThrownBy(() -> GarbageCollector.awaitCleared(null))
        .withMessage("the reference is null");
    assertThatNullPointerException()
        .isThrownBy(() -> GarbageCollector.await(null, () -> true))
        .withMessage("what is awaited? It is null");
    assertThatNullPointerException()
        .isThrownBy(() -> GarbageCollector.await("it", null))
        .withMessage("the condition is null");
    assertThatNullPointerException()
        .isThrownBy(() -> GarbageCollector.await("it", () -> true, null))
        .withMessage("how long to wait? The patience is null");
  }

  @Test
  void namesTheCollectorsOfThisJvm() {
    assertThat(GarbageCollector.collectorNames()).isNotBlank().doesNotEndWith(", ");
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> assertTimesOut(
      ThrowingCallable waiting) {
    return assertThatThrownBy(waiting).isInstanceOf(GcTimeoutException.class);
  }
}
