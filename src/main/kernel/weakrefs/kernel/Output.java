package weakrefs.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
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
      to.getIopub()
          .sendMessage(
              new Message<>(
                  to.getContext(), PublishStream.MESSAGE_TYPE, new PublishStream(type, text)));
    }
  }
}
