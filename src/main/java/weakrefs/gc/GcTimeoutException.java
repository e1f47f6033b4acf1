package weakrefs.gc;

/**
 * Something that we waited for didn't happen in time. The message says what, how long we waited,
 * and who may be in the way.
 */
public final class GcTimeoutException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  GcTimeoutException(String message) {
    super(message);
  }
}
