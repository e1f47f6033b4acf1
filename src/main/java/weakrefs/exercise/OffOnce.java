package weakrefs.exercise;

import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import weakrefs.gc.GarbageCollector;
import weakrefs.story.Lamps;

@Exercise(notebook = "07", name = "a light that switches off once")
record OffOnce(BiFunction<Lamps, Cleaner, ? extends AutoCloseable> light) implements Check {
  private static final Cleaner CLEANER = Cleaner.create();
  private static final int PROBES = 4;

  /** What became of the lamp after we let go of its light without closing it. */
  private enum Forgotten {
    WENT_OFF,
    BURNS_ON,
    IS_HELD
  }

  @Override
  public String look() {
    Unsolved.given(
        BiFunction.class,
        light,
        "Write a light, and give the check its constructor: MyLight::new.");
    int closedTwice = timesOffWhenClosedTwice();
    Forgotten forgotten = forget();
    if (closedTwice > 1 && forgotten == Forgotten.BURNS_ON) {
      throw Unsolved.notAttempted(
          "We closed your light twice, and it switched its lamp off %s. We forgot one, and its lamp stayed on.",
          times(closedTwice));
    }
    if (forgotten == Forgotten.IS_HELD) {
      throw Unsolved.notYet(
          "We let go of a light, but it was never collected. Most likely the job that you gave the cleaner still holds it: does the job use a field, or this?");
    }
    if (forgotten == Forgotten.BURNS_ON) {
      throw Unsolved.notYet(
          "We let go of a light without closing it, and its lamp stayed on. Register a job with the cleaner.");
    }
    if (closedTwice > 1) {
      throw Unsolved.notYet(
          "We closed your light twice, and it switched its lamp off %s. Let close() call clean() on what register gave you, because that runs the job only once.",
          times(closedTwice));
    }
    int both = timesOffWhenClosedAndCollected();
    if (both != 1) {
      throw Unsolved.notYet(
          "We closed a light and let go of it, and it switched its lamp off %s. Let close() call clean() and nothing else, so the cleaner knows that the job is done.",
          times(both));
    }
    if (!staysOnWhileHeld()) {
      throw Unsolved.notYet("The lamp went off while we still held the light.");
    }
    return "Whether you close it once, close it twice or forget it, the lamp is switched off exactly once.";
  }

  private static String times(int n) {
    return n == 1 ? "once" : n == 2 ? "twice" : n + " times";
  }

  private int timesOffWhenClosedTwice() {
    Lamps lamps = new Lamps();
    int times =
        Attempt.run(
            () -> {
              AutoCloseable closed = make(lamps);
              closed.close();
              closed.close();
              Reference.reachabilityFence(closed);
              return lamps.timesSwitchedOff(0);
            });
    if (lamps.burning() > 0) {
      throw Unsolved.notYet(
          "We closed your light, but its lamp is still on. close() has to switch it off right away.");
    }
    return times;
  }

  private Forgotten forget() {
    Lamps lamps = new Lamps();
    WeakReference<AutoCloseable> peek = Attempt.run(() -> new WeakReference<>(make(lamps)));
    awaitTheCleaner();
    if (!Attempt.isSoon(() -> lamps.burning() == 0 || peek.refersTo(null), Duration.ofSeconds(2))) {
      return Forgotten.IS_HELD;
    }
    awaitTheCleaner();
    return Attempt.isSoon(() -> lamps.burning() == 0, Duration.ofMillis(500))
        ? Forgotten.WENT_OFF
        : Forgotten.BURNS_ON;
  }

  private int timesOffWhenClosedAndCollected() {
    Lamps lamps = new Lamps();
    WeakReference<AutoCloseable> peek =
        Attempt.run(
            () -> {
              AutoCloseable closed = make(lamps);
              closed.close();
              return new WeakReference<>(closed);
            });
    GarbageCollector.awaitCleared(peek);
    awaitTheCleaner();
    return lamps.timesSwitchedOff(0);
  }

  private boolean staysOnWhileHeld() {
    Lamps lamps = new Lamps();
    AutoCloseable held = Attempt.run(() -> make(lamps));
    awaitTheCleaner();
    boolean burns = lamps.burning() == 1;
    Reference.reachabilityFence(held);
    return burns;
  }

  private AutoCloseable make(Lamps lamps) {
    AutoCloseable made = light.apply(lamps, CLEANER);
    if (made == null) {
      throw Unsolved.notYet("Your code returned null instead of a light.");
    }
    if (lamps.burning() != 1) {
      throw Unsolved.notYet(
          "A new light has to switch on one lamp, but now %d are on.", lamps.burning());
    }
    return made;
  }

  /**
   * Waits until the cleaner has cleaned up after whatever we let go of before. The JDK's {@code
   * ReferenceQueue} hands out the newest first, so on a busy machine one probe may be cleaned up
   * before the light; a few, one after another, leave the cleaner time for both.
   */
  private static void awaitTheCleaner() {
    for (int probe = 0; probe < PROBES; probe++) {
      AtomicBoolean cleaned = new AtomicBoolean();
      CLEANER.register(new Object(), () -> cleaned.set(true));
      GarbageCollector.await("the cleaner to do a job", cleaned::get);
    }
  }
}
