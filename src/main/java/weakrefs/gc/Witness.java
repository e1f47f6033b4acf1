package weakrefs.gc;

/**
 * Something that can look into a learner's variables, and so knows what a collection can't tell:
 * who's to blame when a wait fails, and why a variable is null.
 *
 * <p>One may be provided as a {@link java.util.ServiceLoader service}; {@code weakrefs.inspect}
 * does that. Without one, everything here works the same, but messages say less.
 */
public interface Witness {
  /**
   * What was seen.
   *
   * @param isNamed whether a holder of the object was seen
   * @param words one or more sentences: who holds it, or where the witness couldn't look
   */
  record Testimony(boolean isNamed, String words) {}

  /** Who holds this object? Somebody surely does. */
  default Testimony whoHolds(Object object) {
    return new Testimony(false, "Something still holds it.");
  }

  /**
   * Why the learner may find null instead of a value, and what to run, in whole sentences; empty if
   * there's no such reason.
   */
  default String whyNull() {
    return "";
  }
}
