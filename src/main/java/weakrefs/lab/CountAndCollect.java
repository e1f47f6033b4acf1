package weakrefs.lab;

import java.lang.ref.WeakReference;
import java.util.Locale;

/**
 * What {@link ManyReferences} does in its own JVM: it makes so many objects, and for each something
 * that refers to it; then it asks for full collections, and takes the time of each. The quickest
 * one was disturbed least by whatever else the machine does, so that is told: {@code took 1000
 * (plain) (held) (let go)}, in milliseconds. At the end it says {@code done}.
 */
final class CountAndCollect {
  private static final int TRIES = 4;

  /** As large as a weak reference (referent, queue and two links), and nothing else than that. */
  static final class Plain {
    final Object referent;
    Object second;
    Object third;
    Object fourth;

    Plain(Object referent) {
      this.referent = referent;
    }
  }

  /** Both are held by static variables, so that a collection finds them alive. */
  static volatile Object[] references;

  static volatile Object[] objects;

  private CountAndCollect() {}

  /** Takes the numbers to try. */
  public static void main(String[] arguments) {
    ChildJvm.untilParentEnds(
        () -> {
          measure(Integer.parseInt(arguments[0])); // the first collections of a JVM are slow
          for (String argument : arguments) {
            int count = Integer.parseInt(argument);
            System.out.println("took " + count + " " + measure(count));
          }
          System.out.println("done");
        });
  }

  private static String measure(int count) {
    make(count, false);
    double plain = Double.MAX_VALUE;
    for (int i = 0; i < TRIES; i++) {
      plain = Math.min(plain, collect());
    }
    make(count, true);
    double held = Double.MAX_VALUE;
    for (int i = 0; i < TRIES; i++) {
      held = Math.min(held, collect());
    }
    double letGo = Double.MAX_VALUE;
    for (int i = 0; i < TRIES; i++) {
      make(count, true);
      objects = null; // now nobody holds what the references know of
      letGo = Math.min(letGo, collect());
    }
    references = null;
    return String.format(Locale.ROOT, "%.3f %.3f %.3f", plain, held, letGo);
  }

  /** Leaves the old ones to the collection that it makes at its end, which moves the new ones. */
  private static void make(int count, boolean weak) {
    references = null;
    objects = null;
    Object[] mine = new Object[count];
    Object[] known = new Object[count];
    for (int i = 0; i < count; i++) {
      known[i] = new Object();
      mine[i] = weak ? new WeakReference<>(known[i]) : new Plain(known[i]);
    }
    references = mine;
    objects = known;
    System.gc();
  }

  private static double collect() {
    long start = System.nanoTime();
    System.gc();
    return (System.nanoTime() - start) / 1e6;
  }
}
