package weakrefs.gc;

/**
 * Somebody who can look into a learner's variables, and so knows what a collection can't tell: who
 * is to blame when a wait fails, and why a variable is null.
 *
 * <p>One may be provided as a {@link java.util.ServiceLoader service}; {@code weakrefs.inspect}
 * does. Without one everything here works the same, only its messages say less.
 */
public interface Witness {
  /**
   * What was seen.
   *
   * @param isNamed whether somebody was seen who holds the object
   * @param words one or more sentences: who it is, or where nobody could look
   */
  record Testimony(boolean isNamed, String words) {}

  /** Who holds this object, which somebody surely does? */
  default Testimony whoHolds(Object object) {
    return new Testimony(false, "Something still holds it.");
  }

  /**
   * Why there may be null where the learner expects a value, and what to run, in whole sentences;
   * empty if there's no such reason.
   */
  default String whyNull() {
    return "";
  }
}
