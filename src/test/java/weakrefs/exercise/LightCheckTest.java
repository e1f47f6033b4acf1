package weakrefs.exercise;

import static weakrefs.exercise.Answers.assertCorrect;
import static weakrefs.exercise.Answers.assertNotAttempted;
import static weakrefs.exercise.Answers.assertNotYet;

import java.lang.ref.Cleaner;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import weakrefs.story.Lamps;

/** What the check says to lights of all kinds. */
@Timeout(60)
class LightCheckTest {
  @BeforeEach
  void startTheKernel() {
    Answer.forgetAll();
  }

  /** As the cell is at first. */
  private static class Untouched implements AutoCloseable {
    final Lamps lamps;
    final int lamp;

    Untouched(Lamps lamps, Cleaner cleaner) {
      this.lamps = lamps;
      this.lamp = lamps.switchOn();
    }

    @Override
    public void close() {
      lamps.switchOff(lamp);
    }
  }

  private static final class Right implements AutoCloseable {
    final Cleaner.Cleanable cleanable;

    Right(Lamps lamps, Cleaner cleaner) {
      int lamp = lamps.switchOn();
      cleanable = cleaner.register(this, () -> lamps.switchOff(lamp));
    }

    @Override
    public void close() {
      cleanable.clean();
    }
  }

  private static final class TakesItselfAlong extends Untouched {
    final Cleaner.Cleanable cleanable;

    TakesItselfAlong(Lamps lamps, Cleaner cleaner) {
      super(lamps, cleaner);
      cleanable = cleaner.register(this, () -> this.lamps.switchOff(lamp));
    }

    @Override
    public void close() {
      cleanable.clean();
    }
  }

  private static final class ClosesByHand extends Untouched {
    ClosesByHand(Lamps lamps, Cleaner cleaner) {
      super(lamps, cleaner);
      int number = lamp;
      cleaner.register(this, () -> lamps.switchOff(number));
    }
  }

  private static final class ClosesByHandOnce extends Untouched {
    private boolean closed;

    ClosesByHandOnce(Lamps lamps, Cleaner cleaner) {
      super(lamps, cleaner);
      int number = lamp;
      cleaner.register(this, () -> lamps.switchOff(number));
    }

    @Override
    public void close() {
      if (!closed) {
        super.close();
      }
      closed = true;
    }
  }

  private static final class HasNoNet extends Untouched {
    private boolean closed;

    HasNoNet(Lamps lamps, Cleaner cleaner) {
      super(lamps, cleaner);
    }

    @Override
    public void close() {
      if (!closed) {
        super.close();
      }
      closed = true;
    }
  }

  private static final class NeverCloses extends Untouched {
    NeverCloses(Lamps lamps, Cleaner cleaner) {
      super(lamps, cleaner);
    }

    @Override
    public void close() {}
  }

  private static final class Breaks extends Untouched {
    Breaks(Lamps lamps, Cleaner cleaner) {
      super(lamps, cleaner);
    }

    @Override
    public void close() {
      throw new IllegalStateException("no switch");
    }
  }

  private static final class GoesOffTooSoon implements AutoCloseable {
    final Cleaner.Cleanable cleanable;

    GoesOffTooSoon(Lamps lamps, Cleaner cleaner) {
      int lamp = lamps.switchOn();
      cleanable = cleaner.register(new Object(), () -> lamps.switchOff(lamp));
    }

    @Override
    public void close() {
      cleanable.clean();
    }
  }

  @Test
  void isNotAttemptedUntouched() {
    assertNotAttempted(
        Check.light(Untouched::new),
        "We closed your light twice, and it switched its lamp off twice");
    assertNotAttempted(Check.light(null), "Write a light");
  }

  @Test
  void acceptsALightThatGoesOffOnce() {
    assertCorrect(Check.light(Right::new));
    assertCorrect(Check.light(Right::new));
  }

  @Test
  void namesTheJobThatLeadsBack() {
    assertNotYet(Check.light(TakesItselfAlong::new), "still holds it");
  }

  @Test
  void wantsCloseToAskTheCleaner() {
    assertNotYet(Check.light(ClosesByHand::new), "Let close() call clean()");
    assertNotYet(Check.light(ClosesByHandOnce::new), "We closed a light and let go of it");
  }

  @Test
  void wantsANet() {
    assertNotYet(Check.light(HasNoNet::new), "its lamp stayed on");
  }

  @Test
  void wantsCloseToSwitchOff() {
    assertNotYet(Check.light(NeverCloses::new), "We closed your light, but its lamp is still on");
  }

  @Test
  void wantsALampThatBurnsWhileItIsHeld() {
    assertNotYet(Check.light(GoesOffTooSoon::new), "while we still held the light");
  }

  @Test
  void tellsWhatTheCodeEndedWith() {
    assertNotYet(Check.light(Breaks::new), "IllegalStateException (no switch)");
    assertNotYet(Check.light((lamps, cleaner) -> null), "returned null instead of a light");
    assertNotYet(Check.light((lamps, cleaner) -> () -> {}), "now 0 are on");
  }

  @Test
  void namesAnotherWhoHoldsIt() {
    List<AutoCloseable> kept = new ArrayList<>();

    assertNotYet(
        Check.light(
            (lamps, cleaner) -> {
              kept.add(new Right(lamps, cleaner));
              return kept.get(kept.size() - 1);
            }),
        "it was never collected");
  }
}
