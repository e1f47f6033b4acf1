package weakrefs.chart;

import static weakrefs.gc.WhyNull.notNull;

import weakrefs.figure.OneLine;
import weakrefs.inspect.Follower;
import weakrefs.show.Showable;
import weakrefs.show.View;

/**
 * One object with the variables that own it and those that only know where it is. It's drawn from
 * the notebook's real variables, again each time you show it.
 *
 * <p>Owners are on the left, observers (weak, soft and phantom references) on the right, each with
 * its variable's name. Once the object has been collected, all that's left is an empty frame, with
 * the observers from the last drawing on the right.
 *
 * <p>The sketch holds the object weakly, and doesn't appear in the drawing itself. It sees what
 * {@link weakrefs.inspect.Inspector#whoHolds} and {@code whoObserves} see, and no more: no local
 * variables of running methods, no other threads.
 *
 * <pre>{@code
 * Sketch ada = Sketch.of("Ada", person);
 * ada                                     // the last line of a cell: the picture
 * person = null;
 * GarbageCollector.collect();
 * ada                                     // again: nobody is left
 * }</pre>
 */
public final class Sketch implements Showable {
  private final String label;
  private final Follower follower;

  private Sketch(String label, Follower follower) {
    this.label = label;
    this.follower = follower;
  }

  /**
   * Starts a sketch of an object, labeled with what its {@code toString()} returns now.
   *
   * @throws NullPointerException if {@code object} is null: make the sketch while there's something
   *     to draw
   */
  public static Sketch of(Object object) {
    Follower follower = follow(object);
    String words;
    try {
      words = OneLine.of(String.valueOf(object));
    } catch (RuntimeException | StackOverflowError e) {
      words = "";
    }
    return new Sketch(words.isEmpty() ? object.getClass().getSimpleName() : words, follower);
  }

  /**
   * Starts a sketch of an object.
   *
   * @param label what to write on the object; cut after 60 characters
   * @throws NullPointerException if either is null: make the sketch while there's something to draw
   * @throws IllegalArgumentException if the label is blank
   */
  public static Sketch of(String label, Object object) {
    String line = OneLine.of(notNull(label, "what should the label say? It's null"));
    if (line.isEmpty()) {
      throw new IllegalArgumentException(
          "nobody can read a blank label: give a name, such as \"Ada\"");
    }
    return new Sketch(line, follow(object));
  }

  private static Follower follow(Object object) {
    return Follower.of(
        notNull(
            object,
            "there's nothing to draw: the object is null. Make the sketch before the object is"
                + " gone"));
  }

  /**
   * The way things are now. The drawing doesn't change anymore, so you can show it later, or next
   * to another one.
   */
  public Drawing draw() {
    return new Drawing(label, follower.now());
  }

  @Override
  public View view() {
    return draw().view();
  }

  /** The current drawing in characters, and its caption. */
  @Override
  public String toString() {
    return draw().toString();
  }
}
