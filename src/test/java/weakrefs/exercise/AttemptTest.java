package weakrefs.exercise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import weakrefs.gc.GarbageCollector;

@Timeout(20)
class AttemptTest {
  private static final Duration SHORT = Duration.ofMillis(100);

  private static String failure(Callable<?> code) {
    AtomicReference<String> message = new AtomicReference<>();
    assertThatExceptionOfType(Unsolved.class)
        .isThrownBy(() -> Attempt.run(code))
        .satisfies(failed -> message.set(failed.getMessage()));
    return message.get();
  }

  @Test
  void givesWhatTheCodeReturns() {
    assertThat(Attempt.run(() -> "done")).isEqualTo("done");
    assertThat(Attempt.<Object>run(() -> null)).isNull();
  }

  @Test
  void holdsTheResultNoLonger() {
    for (int i = 0; i < 1_000; i++) {
      Thread thread = Attempt.run(Thread::currentThread);
      assertThat(thread.isAlive()).as("its frames would hold the result").isFalse();
    }
  }

  /** As the JVM does, for a moment after the thread has ended. */
  @Test
  void holdsTheResultNoLongerEvenIfSomebodyHoldsTheThread() {
    Thread[] held = new Thread[1];
    WeakReference<Object> peek =
        new WeakReference<>(
            Attempt.run(
                () -> {
                  held[0] = Thread.currentThread();
                  return new Object();
                }));

    GarbageCollector.awaitCleared(peek);
    Reference.reachabilityFence(held);
  }

  @Test
  void runsInAThreadOfItsOwnThatKeepsNoJvmFromEnding() {
    Thread thread = Attempt.run(Thread::currentThread);

    assertThat(thread).isNotSameAs(Thread.currentThread());
    assertThat(thread.isDaemon()).isTrue();
  }

  @Test
  void saysHowTheCodeEnded() {
    assertThat(
            failure(
                () -> {
                  throw new IllegalStateException("no idea");
                }))
        .isEqualTo("Your code stopped with an error: IllegalStateException (no idea).");
    assertThat(
            failure(
                () -> {
                  throw new java.io.IOException();
                }))
        .isEqualTo("Your code stopped with an error: IOException.");
    assertThat(
            failure(
                () -> {
                  throw new AssertionError("%s {0} <b>");
                }))
        .isEqualTo("Your code stopped with an error: AssertionError (%s {0} <b>).");
  }

  @Test
  void survivesAnEndlessRecursion() {
    assertThat(failure(AttemptTest::recursion))
        .startsWith("Your code stopped with an error: StackOverflowError");
  }

  private static int recursion() {
    return 1 + recursion();
  }

  @Test
  void survivesAFullHeap() {
    assertThat(failure(() -> new long[Integer.MAX_VALUE]))
        .startsWith("Your code stopped with an error: OutOfMemoryError");
  }

  @Test
  void namesAnExceptionThatHasNoName() {
    assertThat(
            failure(
                () -> {
                  throw new IllegalStateException("anonymous") {};
                }))
        .isEqualTo("Your code stopped with an error: IllegalStateException (anonymous).");
  }

  /** Its message is the learner's code, too. */
  static final class Rude extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @Override
    public String getMessage() {
      throw this;
    }
  }

  @Test
  void survivesAnExceptionThatThrows() {
    assertThat(
            failure(
                () -> {
                  throw new Rude();
                }))
        .isEqualTo("Your code stopped with an error: Rude.");
  }

  @Test
  void cutsALongMessage() {
    assertThat(
            failure(
                () -> {
                  throw new IllegalStateException("x".repeat(100_000));
                }))
        .hasSizeLessThan(500)
        .endsWith("x…).");
  }

  @Test
  void givesUpAndInterruptsCodeThatHangs() throws InterruptedException {
    CountDownLatch interrupted = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);

    assertThatExceptionOfType(Unsolved.class)
        .isThrownBy(
            () ->
                Attempt.run(
                    () -> {
                      try {
                        never.await();
                      } catch (InterruptedException e) {
                        interrupted.countDown();
                      }
                      return 0;
                    },
                    SHORT,
                    "Too long."))
        .withMessage("Too long.");

    assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void givesUpOnALoopThatHearsNothing() {
    boolean[] stop = {false};
    try {
      assertThatExceptionOfType(Unsolved.class)
          .isThrownBy(
              () ->
                  Attempt.run(
                      () -> {
                        while (!isSet(stop)) {
                          Thread.onSpinWait();
                        }
                        return 0;
                      },
                      SHORT,
                      "Too long."))
          .withMessage("Too long.");
    } finally {
      set(stop);
    }
  }

  private static boolean isSet(boolean[] flag) {
    synchronized (flag) {
      return flag[0];
    }
  }

  private static void set(boolean[] flag) {
    synchronized (flag) {
      flag[0] = true;
    }
  }

  @Test
  void endsWhenTheCheckItselfIsInterrupted() {
    CountDownLatch never = new CountDownLatch(1);
    Thread.currentThread().interrupt();
    try {
      assertThatExceptionOfType(Unsolved.class)
          .isThrownBy(
              () ->
                  Attempt.run(
                      () -> {
                        never.await();
                        return 0;
                      }))
          .withMessage("The check was interrupted.");
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }
}
