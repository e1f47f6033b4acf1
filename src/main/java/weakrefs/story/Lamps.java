package weakrefs.story;

import java.util.ArrayList;
import java.util.List;

/**
 * The lamps in the reading room. They stand for everything that isn't Java's memory but has to be
 * given back: a file, a socket, memory that native code allocated. Switch one on and you get its
 * number, which you need to switch it off. The garbage collector knows nothing about lamps.
 *
 * <p>Counts how often each lamp was switched off: once is right, and more than once is a bug in the
 * caller. Safe with any number of threads.
 *
 * <pre>{@code
 * Lamps lamps = new Lamps();
 * int lamp = lamps.switchOn();
 * lamps.burning();                 // 1
 * lamps.switchOff(lamp);
 * lamps.timesSwitchedOff(lamp);    // 1
 * }</pre>
 */
public final class Lamps {
  /** How often each lamp was switched off, by its number. */
  private final List<Integer> switchedOff = new ArrayList<>();

  /**
   * Switches on a lamp that has never been on before.
   *
   * @return its number, 0 for the first
   */
  public synchronized int switchOn() {
    switchedOff.add(0);
    return switchedOff.size() - 1;
  }

  /**
   * Switches this lamp off. Doing so again changes only the count.
   *
   * @throws IllegalArgumentException if no lamp with this number was ever switched on
   */
  public synchronized void switchOff(int lamp) {
    switchedOff.set(lamp, timesSwitchedOff(lamp) + 1);
  }

  /** How many lamps are still on. */
  public synchronized int burning() {
    return (int) switchedOff.stream().filter(times -> times == 0).count();
  }

  /**
   * How often this lamp was switched off.
   *
   * @throws IllegalArgumentException if no lamp with this number was ever switched on
   */
  public synchronized int timesSwitchedOff(int lamp) {
    if (lamp < 0 || lamp >= switchedOff.size()) {
      throw new IllegalArgumentException(
          "there is no lamp " + lamp + ": take the number that switchOn() returned");
    }
    return switchedOff.get(lamp);
  }
}
