package weakrefs.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.publish.PublishStream;
import org.dflib.jjava.jupyter.messages.publish.PublishStream.StreamType;

/**
 * What a cell prints, or a thread that it started and that may print later. It goes to the cell
 * that's running, or to the last one that ran; JJava's own stream sends it to the server's terminal
 * once a cell has ended.
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
      reset(); // also removes what a stopped thread left here
    }
    CellThreads.endIfStopped();
    ShellReplyEnvironment to = cell;
    if (text.isEmpty()) {
      return;
    }
    if (to == null) {
      terminal.print(text); // before the first cell
    } else {
      // Not with its publish(), which isn't made for two threads; besides, the cell may be ending.
      PublishStream printed = new PublishStream(type, text);
      Message<PublishStream> message =
          new Message<>(to.getContext(), PublishStream.MESSAGE_TYPE, printed);
      Sender.run(() -> to.getIopub().sendMessage(message));
    }
  }
}
