package weakrefs.story;

import java.util.ArrayList;
import java.util.List;

/**
 * The lamps of the reading room. They stand for all that isn't memory and must be given back: a
 * file, a socket, memory of another language. Who switches one on gets its number, and has to
 * switch it off by that number; the garbage collector knows nothing of lamps.
 *
 * <p>Counts how often each lamp was switched off: once is right, more than once is a bug of the
 * caller. Safe under any number of threads.
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
   * Switches on a lamp that never burned before.
   *
   * @return its number, 0 for the first
   */
  public synchronized int switchOn() {
    switchedOff.add(0);
    return switchedOff.size() - 1;
  }

  /**
   * Switches this lamp off. Who does so again changes nothing but the count.
   *
   * @throws IllegalArgumentException if no lamp of this number was ever switched on
   */
  public synchronized void switchOff(int lamp) {
    switchedOff.set(lamp, timesSwitchedOff(lamp) + 1);
  }

  /** How many lamps were switched on and not off again. */
  public synchronized int burning() {
    return (int) switchedOff.stream().filter(times -> times == 0).count();
  }

  /**
   * How often this lamp was switched off.
   *
   * @throws IllegalArgumentException if no lamp of this number was ever switched on
   */
  public synchronized int timesSwitchedOff(int lamp) {
    if (lamp < 0 || lamp >= switchedOff.size()) {
      throw new IllegalArgumentException(
          "there is no lamp " + lamp + ": take the number that switchOn() returned");
    }
    return switchedOff.get(lamp);
  }
}
