package weakrefs.gc;

/**
 * What was awaited did not happen in time. The message says what it was, how long it was awaited,
 * and who may be in the way.
 */
public final class GcTimeoutException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  GcTimeoutException(String message) {
    super(message);
  }
}
