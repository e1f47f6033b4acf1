package weakrefs.kernel;

import java.security.GeneralSecurityException;
import java.util.List;
import org.dflib.jjava.jupyter.channels.JupyterConnection;
import org.dflib.jjava.jupyter.channels.JupyterSocket;
import org.dflib.jjava.jupyter.channels.ShellChannel;
import org.dflib.jjava.jupyter.channels.ShellHandler;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.channels.StdinChannel;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;
import org.dflib.jjava.jupyter.messages.Header;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageContext;
import org.dflib.jjava.jupyter.messages.MessageType;
import org.dflib.jjava.jupyter.messages.reply.ErrorReply;
import org.dflib.jjava.jupyter.messages.reply.InputReply;
import org.dflib.jjava.jupyter.messages.request.InputRequest;
import org.dflib.jjava.shaded.org.zeromq.ZMQ;
import org.dflib.jjava.shaded.org.zeromq.ZMQException;

/** Makes sure that every request gets a reply, and that an answer belongs to its question. */
final class CourseConnection extends JupyterConnection {
  CourseConnection(KernelConnectionProperties properties) throws GeneralSecurityException {
    super(properties);
  }

  /**
   * JJava's handlers catch exceptions but not errors, and an error would end the channel's thread.
   */
  @Override
  public <T> void setHandler(MessageType<T> type, ShellHandler<T> handler) {
    super.setHandler(
        type,
        (env, message) -> {
          try {
            handler.handle(env, message);
          } catch (Throwable e) {
            Reserve.giveUp();
            String reply = type.getName().replace("_request", "_reply");
            env.replyError(
                MessageType.getType(reply).error(),
                new ErrorReply(e.getClass().getSimpleName(), e.toString(), List.of()));
          }
        });
  }

  @Override
  public ShellReplyEnvironment prepareReplyEnv(ShellChannel channel, MessageContext context) {
    return new Environment(channel, stdin, iopub, context);
  }

  private static final class Environment extends ShellReplyEnvironment {
    /** Between two looks for an answer. */
    private static final long PAUSE_MS = 10;

    /** Held while a question waits for its answer; the socket's own lock is the sender's. */
    private static final Object ASKING = new Object();

    private final StdinChannel questions;

    Environment(
        ShellChannel channel, StdinChannel questions, JupyterSocket iopub, MessageContext context) {
      super(channel, questions, iopub, context);
      this.questions = questions;
    }

    @Override
    public void publish(Message<?> message) {
      Sender.run(() -> super.publish(message));
    }

    /** Skips answers that come late, to questions from a cell that was stopped. */
    @Override
    public String readFromStdIn(String prompt, boolean password) {
      Message<InputRequest> question =
          new Message<>(
              getContext(), InputRequest.MESSAGE_TYPE, new InputRequest(prompt, password));
      synchronized (ASKING) {
        Sender.run(() -> ask(question));
        try {
          while (true) {
            Message<InputReply> answer = Sender.call(this::answer);
            if (answer == null) {
              Thread.sleep(PAUSE_MS);
            } else if (!isForAnother(question, answer)) {
              return answer.getContent().getValue() + System.lineSeparator();
            }
          }
        } catch (InterruptedException e) {
          throw new ZMQException(e.toString(), ZMQ.Error.EINTR.getCode());
        }
      }
    }

    private void ask(Message<InputRequest> question) {
      while (questions.recv(ZMQ.DONTWAIT) != null) {
        // an old answer
      }
      questions.sendMessage(question);
    }

    /** Null if there's none yet. */
    private Message<InputReply> answer() {
      boolean isThere = (questions.getEvents() & ZMQ.Poller.POLLIN) != 0;
      return isThere ? questions.readMessage(InputReply.MESSAGE_TYPE) : null;
    }

    /** JupyterLab names the question that it answers; other programs don't. */
    private static boolean isForAnother(Message<?> question, Message<?> answer) {
      Header<?> asked = answer.getParentHeader();
      return asked != null && !question.getHeader().getId().equals(asked.getId());
    }
  }
}
