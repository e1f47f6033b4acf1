package weakrefs.story;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The names that people look up, one after another: a few come up all the time, most hardly ever.
 *
 * <p>The names follow <em>Zipf's law</em>. The name at place {@code k} in a list (1 for the first)
 * comes up in proportion to {@code 1 / k^exponent}. With an exponent of 1, the second name comes up
 * half as often as the first, and the third a third as often. Requests to web servers look much
 * like that.
 *
 * <p>The same arguments give the same names in every run. {@link SplittableRandom} doesn't promise
 * that from one JDK to the next, but 17 and 25 agree. It can't promise exact shares: each name is
 * drawn at random, whatever came before, so a short stream may be off by a few. A real stream has
 * trends and favorites of the hour, and this one doesn't.
 *
 * <pre>{@code
 * List<String> lookUps = LookUps.zipf(new PhoneBook(200).names(), 5_000);
 * lookUps.forEach(cache::get);
 * Collections.frequency(lookUps, "Ada");     // about 850, of "Ben" about 425
 * }</pre>
 *
 * @see <a href="https://doi.org/10.1109/INFCOM.1999.749260">Breslau and others, Web Caching and
 *     Zipf-like Distributions (1999)</a>
 */
public final class LookUps {
  private static final long SEED = 1949; // the year of Zipf's book

  private LookUps() {}

  /**
   * A stream with an exponent of 1, always the same one for the same arguments.
   *
   * @param names the names to look up, most wanted first
   * @param howMany how many look-ups
   * @return the names, in the order they're looked up; unmodifiable
   * @throws IllegalArgumentException if there are no names, or {@code howMany} is negative
   */
  public static List<String> zipf(List<String> names, int howMany) {
    return zipf(names, howMany, 1, SEED);
  }

  /**
   * A stream whose exponent and seed you choose.
   *
   * @param names the names to look up, most wanted first
   * @param howMany how many look-ups
   * @param exponent how much more the first are wanted than the rest: 0 for not at all, 1 as in
   *     Zipf's law, more for steeper
   * @param seed a different seed gives a different stream with about the same shares
   * @return the names, in the order they're looked up; unmodifiable
   * @throws IllegalArgumentException if there are no names, {@code howMany} is negative, or {@code
   *     exponent} is negative or not a finite number
   */
  public static List<String> zipf(List<String> names, int howMany, double exponent, long seed) {
    if (requireNonNull(names, "who should people look up? The names are null").isEmpty()) {
      throw new IllegalArgumentException("nobody to look up: give at least one name");
    }
    if (howMany < 0) {
      throw new IllegalArgumentException("give zero look-ups or more, not " + howMany);
    }
    if (!(exponent >= 0 && exponent < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "give an exponent of zero or more, such as 1, not " + exponent);
    }
    double[] upTo = new double[names.size()]; // the weights summed up to this name's
    double sum = 0;
    for (int i = 0; i < upTo.length; i++) {
      sum += 1 / Math.pow(i + 1, exponent);
      upTo[i] = sum;
    }
    SplittableRandom random = new SplittableRandom(seed);
    List<String> lookUps = new ArrayList<>(howMany);
    for (int i = 0; i < howMany; i++) {
      int found = Arrays.binarySearch(upTo, random.nextDouble() * sum);
      int place = found < 0 ? -found - 1 : found + 1; // on the border, it's the next name's turn
      lookUps.add(names.get(Math.min(place, upTo.length - 1)));
    }
    return Collections.unmodifiableList(lookUps);
  }
}
