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
    private final StdinChannel questions;

    Environment(
        ShellChannel channel, StdinChannel questions, JupyterSocket iopub, MessageContext context) {
      super(channel, questions, iopub, context);
      this.questions = questions;
    }

    /** Skips answers that come late, to questions from a cell that was stopped. */
    @Override
    public String readFromStdIn(String prompt, boolean password) {
      Message<InputRequest> question =
          new Message<>(
              getContext(), InputRequest.MESSAGE_TYPE, new InputRequest(prompt, password));
      synchronized (questions) {
        while (questions.recv(ZMQ.DONTWAIT) != null) {
          // an old answer
        }
        questions.sendMessage(question);
        Message<InputReply> answer;
        do {
          answer = questions.readMessage(InputReply.MESSAGE_TYPE);
        } while (isForAnother(question, answer));
        return answer.getContent().getValue() + System.lineSeparator();
      }
    }

    /** JupyterLab names the question that it answers; other programs don't. */
    private static boolean isForAnother(Message<?> question, Message<?> answer) {
      Header<?> asked = answer.getParentHeader();
      return asked != null && !question.getHeader().getId().equals(asked.getId());
    }
  }
}
