package weakrefs.lab;

/**
 * An experiment couldn't be done: its JVM didn't start, ended by itself, took too long, or was
 * stopped. The message says which, and what that JVM said.
 */
public final class LabException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LabException(String message) {
    super(message);
  }

  LabException(String message, Throwable cause) {
    super(message, cause);
  }
}
