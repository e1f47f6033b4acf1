package weakrefs.kernel;

import java.security.GeneralSecurityException;
import java.util.List;
import org.dflib.jjava.jupyter.channels.JupyterConnection;
import org.dflib.jjava.jupyter.channels.JupyterSocket;
import org.dflib.jjava.jupyter.channels.Loop;
import org.dflib.jjava.jupyter.channels.ShellChannel;
import org.dflib.jjava.jupyter.channels.ShellHandler;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.channels.StdinChannel;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;
import org.dflib.jjava.jupyter.messages.Header;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageContext;
import org.dflib.jjava.jupyter.messages.MessageType;
import org.dflib.jjava.jupyter.messages.publish.PublishStatus;
import org.dflib.jjava.jupyter.messages.reply.ErrorReply;
import org.dflib.jjava.jupyter.messages.reply.InputReply;
import org.dflib.jjava.jupyter.messages.request.InputRequest;
import org.dflib.jjava.shaded.org.zeromq.ZMQ;
import org.dflib.jjava.shaded.org.zeromq.ZMQException;

/**
 * Makes sure that every request gets a reply, and soon, and that an answer belongs to its question.
 *
 * <p>JJava's own loops look for a request and then sleep for 50 ms, so that's how long each cell
 * and each click would wait. Ours wait for the request itself.
 */
final class CourseConnection extends JupyterConnection {
  /** How long they wait for a request before they look whether the connection was closed. */
  private static final long LONGEST_WAIT_MS = 200;

  private final KernelConnectionProperties properties;
  private final Loop shellLoop = loop("Shell", shell);
  private final Loop controlLoop = loop("Control", control);

  CourseConnection(KernelConnectionProperties properties) throws GeneralSecurityException {
    super(properties);
    this.properties = properties;
  }

  private Loop loop(String name, ShellChannel channel) {
    // A poller takes sockets of any context, and JJava doesn't let us have its own.
    ZMQ.Poller poller = ZMQ.context(1).poller(1);
    poller.register(channel, ZMQ.Poller.POLLIN);
    return new Loop(name, 0, () -> handleNext(channel, poller));
  }

  /** Does what JJava's does, but for the loops. */
  @Override
  public void connect() {
    heartbeat.bind(properties);
    shell.bind(address(properties.getShellPort()));
    control.bind(address(properties.getControlPort()));
    stdin.bind(properties);
    iopub.bind(properties);
    iopub.sendMessage(new Message<>(null, PublishStatus.MESSAGE_TYPE, PublishStatus.STARTING));
    shellLoop.start();
    controlLoop.start();
  }

  private String address(int port) {
    return "%s://%s:%d".formatted(properties.getTransport(), properties.getIp(), port);
  }

  /** Lets both loops end first, because waiting for a closed socket is an error. */
  @Override
  public void close() {
    shellLoop.shutdown();
    controlLoop.shutdown();
    try {
      for (Loop loop : List.of(shellLoop, controlLoop)) {
        if (loop != Thread.currentThread()) {
          loop.join(2 * LONGEST_WAIT_MS);
        }
      }
    } catch (InterruptedException e) {
      // then they're closed at once
    }
    super.close();
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // a handler is for the type that it was set for
  private void handleNext(ShellChannel channel, ZMQ.Poller poller) {
    if (poller.poll(LONGEST_WAIT_MS) <= 0) {
      return;
    }
    Message request = channel.readMessage();
    ShellHandler handler = getHandler(request.getHeader().getType());
    if (handler == null) { // nobody handles such requests, and JJava doesn't answer them either
      return;
    }
    ShellReplyEnvironment env = prepareReplyEnv(channel, request);
    try {
      handler.handle(env, request);
    } finally {
      env.resolveDeferrals();
    }
    if (env.isMarkedForShutdown()) {
      close();
    }
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
