package weakrefs.exercise;

import java.lang.ref.WeakReference;

/** A reference that's cleared right after the first look, or just before it. */
final class Fleeting<T> extends WeakReference<T> {
  private final boolean isLeaving;
  int looks;

  private Fleeting(T referent, boolean isLeaving) {
    super(referent);
    this.isLeaving = isLeaving;
  }

  /** The first {@code get} finds the referent, and no other does. */
  static <T> Fleeting<T> to(T referent) {
    return new Fleeting<>(referent, false);
  }

  /** Is cleared between a look with {@code refersTo} and the first {@code get}. */
  static <T> Fleeting<T> leaving(T referent) {
    return new Fleeting<>(referent, true);
  }

  @Override
  public T get() {
    looks++;
    T found = isLeaving ? null : super.get();
    clear();
    return found;
  }
}
