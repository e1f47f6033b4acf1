package weakrefs.exercise;

import java.lang.ref.WeakReference;

/** A reference to somebody who goes right after the first look, or who has just gone. */
final class Fleeting<T> extends WeakReference<T> {
  private final boolean isLeaving;
  int looks;

  private Fleeting(T referent, boolean isLeaving) {
    super(referent);
    this.isLeaving = isLeaving;
  }

  /** Is found by the first {@code get}, and by no other. */
  static <T> Fleeting<T> to(T referent) {
    return new Fleeting<>(referent, false);
  }

  /** Goes between a look with {@code refersTo} and the first {@code get}. */
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
