package weakrefs.inspect;

import static weakrefs.gc.WhyNull.notNull;

import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import weakrefs.inspect.Variables.Variable;

/**
 * Follows one object through its life: who holds it and who observes it, asked again and again.
 *
 * <p>It only knows where the object is, isn't counted among its observers, and remembers nothing
 * about them but their names. So it doesn't change what it sees, except that the object can't be
 * collected during a look.
 *
 * <pre>{@code
 * Follower follower = Follower.of(momo);
 * follower.now().owners();          // [momo]
 * momo = null;
 * GarbageCollector.collect();
 * follower.now().isGone();          // true
 * }</pre>
 *
 * @see Inspector#whoHolds What it can't see
 */
public final class Follower {
  private final WeakReference<Object> object;

  /** Who observed the object when it was last seen. */
  private List<String> lastObservers = List.of();

  private Follower(Object object) {
    this.object = new WeakReference<>(object);
  }

  /**
   * Starts following an object, and takes a first look. Call it from a cell, so that it finds the
   * notebook's variables.
   */
  public static Follower of(Object object) {
    Follower follower =
        new Follower(notNull(object, "there is nothing to follow: the object is null"));
    follower.now();
    return follower;
  }

  /**
   * What one look found: names of variables, as a {@link Finding} gives them.
   *
   * @param isGone whether the object was collected; then nobody holds or observes it anymore
   * @param owners who holds it
   * @param observers who has a weak, soft or phantom reference to it
   * @param findNothing once it's gone: who observed it when it was last seen and still has that
   *     reference, which is cleared now
   * @param vanished once it's gone: who observed it when it was last seen and no longer has that
   *     reference; a cache removes its entry, for example
   */
  public record Look(
      boolean isGone,
      List<String> owners,
      List<String> observers,
      List<String> findNothing,
      List<String> vanished) {}

  /** Looks now. */
  public synchronized Look now() {
    List<Variable> variables = Variables.all();
    Object living = object.get();
    if (living != null) {
      lastObservers = PathSearch.observers(living, variables).names();
      List<String> owners = PathSearch.holders(living, variables).names();
      return new Look(false, owners, lastObservers, List.of(), List.of());
    }
    Set<String> cleared =
        lastObservers.isEmpty() ? Set.of() : Set.copyOf(PathSearch.clearedReferences(variables));
    Map<Boolean, List<String>> areCleared =
        lastObservers.stream().collect(Collectors.partitioningBy(cleared::contains));
    return new Look(true, List.of(), List.of(), areCleared.get(true), areCleared.get(false));
  }
}
