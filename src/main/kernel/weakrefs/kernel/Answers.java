package weakrefs.kernel;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import org.dflib.jjava.shaded.org.zeromq.ZMQException;

/**
 * What a learner types for a cell. A read that's stopped ends as Java's own readers expect it:
 * after an exception of another kind, a {@link java.util.Scanner} would take its empty buffer for
 * text.
 */
final class Answers extends FilterInputStream {
  private volatile boolean wasStopped;

  Answers(InputStream typed) {
    super(typed);
  }

  /** Whether a read was ever stopped, which a Scanner takes for the end of all input. */
  boolean wasStopped() {
    return wasStopped;
  }

  @Override
  public int read() throws IOException {
    try {
      return super.read();
    } catch (ZMQException e) {
      throw stopped(e);
    }
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    try {
      return super.read(into, from, length);
    } catch (ZMQException e) {
      throw stopped(e);
    }
  }

  private InterruptedIOException stopped(ZMQException why) {
    wasStopped = true;
    InterruptedIOException stopped = new InterruptedIOException("the question was stopped");
    stopped.initCause(why);
    return stopped;
  }
}
