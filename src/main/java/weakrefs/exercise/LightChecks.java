package weakrefs.exercise;

import static weakrefs.exercise.Verdict.correct;
import static weakrefs.exercise.Verdict.notAttempted;
import static weakrefs.exercise.Verdict.notYet;

import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import weakrefs.gc.GarbageCollector;
import weakrefs.gc.GcTimeoutException;
import weakrefs.story.Lamps;

/** Notebook 07: a light whose lamp goes off exactly once. */
final class LightChecks {
  private static final Cleaner CLEANER = Cleaner.create();

  private LightChecks() {}

  /** What became of the lamp of a light that was let go without being closed. */
  private enum Forgotten {
    WENT_OFF,
    BURNS_ON,
    IS_HELD
  }

  static Verdict light(BiFunction<Lamps, Cleaner, ? extends AutoCloseable> light) {
    if (light == null) {
      return notAttempted("Write a light, and give the check its constructor: MyLight::new.");
    }
    Lamps lamps = new Lamps();
    int timesClosed = timesOffWhenClosedTwice(light, lamps);
    if (lamps.burning() > 0) {
      return notYet(
          "We closed your light, but its lamp is still on. close() has to switch it off right away.");
    }
    Forgotten forgotten = forget(light);
    if (timesClosed > 1 && forgotten == Forgotten.BURNS_ON) {
      return notAttempted(
          String.format(
              Locale.ROOT,
              "We closed your light twice, and it switched its lamp off %s. We forgot one, and its lamp stayed on.",
              times(timesClosed)));
    }
    if (forgotten == Forgotten.IS_HELD) {
      return notYet(
          "We let go of a light, but it was never collected. Most likely the job that you gave the cleaner still holds it: does the job use a field, or this?");
    }
    if (forgotten == Forgotten.BURNS_ON) {
      return notYet(
          "We let go of a light without closing it, and its lamp stayed on. Register a job with the cleaner.");
    }
    if (timesClosed > 1) {
      return notYet(
          "We closed your light twice, and it switched its lamp off %s. Let close() call clean() on what register gave you, because that runs the job only once.",
          times(timesClosed));
    }
    int both = timesOffWhenClosedAndCollected(light);
    if (both != 1) {
      return notYet(
          "We closed a light and let go of it, and it switched its lamp off %s. Let close() call clean() and nothing else, so the cleaner knows that the job is done.",
          times(both));
    }
    return staysOnWhileHeld(light)
        ? correct(
            "Whether you close it once, close it twice or forget it, the lamp is switched off exactly once.")
        : notYet("The lamp went off while we still held the light.");
  }

  private static String times(int n) {
    return n == 1 ? "once" : n == 2 ? "twice" : n + " times";
  }

  private static int timesOffWhenClosedTwice(
      BiFunction<Lamps, Cleaner, ? extends AutoCloseable> light, Lamps lamps) {
    return Attempt.run(
        () -> {
          AutoCloseable closed = make(light, lamps);
          closed.close();
          closed.close();
          Reference.reachabilityFence(closed);
          return lamps.timesSwitchedOff(0);
        });
  }

  private static Forgotten forget(BiFunction<Lamps, Cleaner, ? extends AutoCloseable> light) {
    Lamps lamps = new Lamps();
    WeakReference<AutoCloseable> peek = Attempt.run(() -> new WeakReference<>(make(light, lamps)));
    awaitTheCleaner();
    BooleanSupplier isOff = () -> lamps.burning() == 0;
    if (!isSoon(() -> isOff.getAsBoolean() || peek.refersTo(null), Duration.ofSeconds(2))) {
      return Forgotten.IS_HELD;
    }
    awaitTheCleaner();
    return isSoon(isOff, Duration.ofMillis(500)) ? Forgotten.WENT_OFF : Forgotten.BURNS_ON;
  }

  private static boolean isSoon(BooleanSupplier condition, Duration patience) {
    try {
      GarbageCollector.await("the light to be collected", condition, patience);
      return true;
    } catch (GcTimeoutException e) {
      return false;
    }
  }

  private static int timesOffWhenClosedAndCollected(
      BiFunction<Lamps, Cleaner, ? extends AutoCloseable> light) {
    Lamps lamps = new Lamps();
    WeakReference<AutoCloseable> peek =
        Attempt.run(
            () -> {
              AutoCloseable closed = make(light, lamps);
              closed.close();
              return new WeakReference<>(closed);
            });
    GarbageCollector.awaitCleared(peek);
    awaitTheCleaner();
    return lamps.timesSwitchedOff(0);
  }

  private static boolean staysOnWhileHeld(
      BiFunction<Lamps, Cleaner, ? extends AutoCloseable> light) {
    Lamps lamps = new Lamps();
    AutoCloseable held = Attempt.run(() -> make(light, lamps));
    awaitTheCleaner();
    boolean burns = lamps.burning() == 1;
    Reference.reachabilityFence(held);
    return burns;
  }

  private static AutoCloseable make(
      BiFunction<Lamps, Cleaner, ? extends AutoCloseable> light, Lamps lamps) {
    AutoCloseable made = light.apply(lamps, CLEANER);
    if (made == null) {
      throw new Attempt.Failed("Your code returned null instead of a light.");
    }
    if (lamps.burning() != 1) {
      throw new Attempt.Failed(
          String.format(
              Locale.ROOT,
              "A new light has to switch on one lamp, but now %d are on.",
              lamps.burning()));
    }
    return made;
  }

  /** Until it has cleaned something that was let go later. */
  private static void awaitTheCleaner() {
    AtomicBoolean cleaned = new AtomicBoolean();
    CLEANER.register(new Object(), () -> cleaned.set(true));
    GarbageCollector.await("the cleaner to do a job", cleaned::get);
  }
}
