package weakrefs.gc;

/**
 * Refuses null, and says why a variable may be null although the learner gave it a value. Every
 * public helper that refuses null asks here.
 *
 * <pre>{@code
 * notNull(tag, "the tag is null")
 *     // the tag is null. JShell has reset tag to null, because a class that it needs has changed. ...
 * }</pre>
 *
 * @see Witness#whyNull
 */
public final class WhyNull {
  private WhyNull() {}

  /**
   * The value, if it isn't null.
   *
   * @param value may be null
   * @param what what is null, for the message: "the reference is null"
   * @throws NullPointerException if the value is null, with this message and what the {@link
   *     Witness} knows
   */
  public static <T> T notNull(T value, String what) {
    if (value == null) {
      String why = Witnesses.first().whyNull();
      throw new NullPointerException(why.isEmpty() ? what : what + ". " + why);
    }
    return value;
  }
}
