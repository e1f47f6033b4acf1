package weakrefs.chart;

import static weakrefs.gc.WhyNull.notNull;

import weakrefs.figure.OneLine;
import weakrefs.inspect.Follower;
import weakrefs.show.Showable;
import weakrefs.show.View;

/**
 * One object with those who own it and those who only know where it is, drawn from the notebook's
 * real variables, again each time it is shown.
 *
 * <p>Owners stand on the left, observers (weak, soft and phantom references) on the right, by the
 * names of their variables. Once the object was collected, an empty frame is left, and on the right
 * those who observed it when it was last drawn.
 *
 * <p>The sketch holds the object weakly and doesn't draw itself. It sees what {@link
 * weakrefs.inspect.Inspector#whoHolds} and {@code whoObserves} see, and no more: no local variables
 * of running methods, no other threads.
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
   * Starts a sketch of an object, named by its {@code toString()} of this moment.
   *
   * @throws NullPointerException if {@code object} is null: make the sketch while there is
   *     something to draw
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
   * @param label what to write on the object; shortened after 60 characters
   * @throws NullPointerException if one of them is null: make the sketch while there is something
   *     to draw
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
   * The state of this moment, which doesn't change any more: to be shown later, or beside another.
   */
  public Drawing draw() {
    return new Drawing(label, follower.now());
  }

  @Override
  public View view() {
    return draw().view();
  }

  /** The drawing of this moment in characters, and in words. */
  @Override
  public String toString() {
    return draw().toString();
  }
}
