package weakrefs.story;

import static java.util.Objects.requireNonNull;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The app's screen: it shows the last few people, and holds them for as long as they're shown. It
 * lets go of anyone who scrolls off.
 *
 * <p>Not safe for use by many threads: an app has one screen and one thumb.
 *
 * <pre>{@code
 * Screen screen = new Screen(5);
 * phoneBook.names().forEach(name -> screen.show(cache.get(name)));
 * screen.people();      // the last five
 * }</pre>
 */
public final class Screen {
  private final int rows;
  private final Deque<Person> shown = new ArrayDeque<>();

  /**
   * Switches on an empty screen.
   *
   * @param rows how many people it shows at once
   * @throws IllegalArgumentException if {@code rows} is less than one
   */
  public Screen(int rows) {
    if (rows < 1) {
      throw new IllegalArgumentException("a screen needs at least one row, not " + rows);
    }
    this.rows = rows;
  }

  /**
   * Shows this person in the last row; if there's no room, the person in the first row scrolls off.
   */
  public void show(Person person) {
    shown.addLast(requireNonNull(person, "nobody to show: the person is null"));
    if (shown.size() > rows) {
      shown.removeFirst();
    }
  }

  /** The people shown now, first row first: a copy, which holds them, too. */
  public List<Person> people() {
    return List.copyOf(shown);
  }

  /** The names of the people shown now, first row first. */
  public List<String> names() {
    return shown.stream().map(Person::name).toList();
  }

  /** Lets go of everyone, so the screen is empty. */
  public void clear() {
    shown.clear();
  }

  /** The names in brackets. */
  @Override
  public String toString() {
    return names().toString();
  }
}
