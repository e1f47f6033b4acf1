package weakrefs.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.publish.PublishStream;
import org.dflib.jjava.jupyter.messages.publish.PublishStream.StreamType;

/**
 * What is printed, by a cell or by a thread that a cell has started and that prints later. It goes
 * to the cell that runs, or that ran last; JJava's own stream takes it to the terminal of the
 * server once a cell has ended.
 */
final class Output extends ByteArrayOutputStream {
  /**
   * Sends all that is printed. The stop button interrupts the cell's thread, and JeroMQ,
   * interrupted in the middle of a message, would join it with the next one: the cell's red line,
   * which nobody could read then.
   */
  private static final ExecutorService SENDER =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "output");
            thread.setDaemon(true);
            return thread;
          });

  private final StreamType type;
  private final PrintStream terminal;
  private volatile ShellReplyEnvironment cell;

  Output(StreamType type, PrintStream terminal) {
    this.type = type;
    this.terminal = terminal;
  }

  PrintStream stream() {
    return new PrintStream(this, true, UTF_8);
  }

  void belongsTo(ShellReplyEnvironment runs) {
    cell = runs;
  }

  @Override
  public synchronized void write(byte[] bytes, int from, int length) {
    CellThreads.endIfStopped();
    super.write(bytes, from, length);
  }

  @Override
  public void flush() {
    String text;
    synchronized (this) {
      text = toString(UTF_8);
      reset(); // also for what a thread that was stopped has left here
    }
    CellThreads.endIfStopped();
    ShellReplyEnvironment to = cell;
    if (text.isEmpty()) {
      return;
    }
    if (to == null) {
      terminal.print(text); // before the first cell
    } else {
      // Not by its publish(): that one isn't made for two threads, and the cell may be ending.
      PublishStream printed = new PublishStream(type, text);
      Message<PublishStream> message =
          new Message<>(to.getContext(), PublishStream.MESSAGE_TYPE, printed);
      awaitUninterrupted(SENDER.submit(() -> to.getIopub().sendMessage(message)));
    }
  }

  /** So that what is printed is sent when the line that prints has run, as ever. */
  private static void awaitUninterrupted(Future<?> sent) {
    boolean isInterrupted = false;
    try {
      while (true) {
        try {
          sent.get();
          return;
        } catch (InterruptedException e) {
          isInterrupted = true;
        }
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("what was printed can't be sent", e.getCause());
    } finally {
      if (isInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
