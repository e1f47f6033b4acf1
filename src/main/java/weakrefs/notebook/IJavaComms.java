package weakrefs.notebook;

import io.github.spencerpark.jupyter.channels.JupyterSocket;
import io.github.spencerpark.jupyter.kernel.comm.Comm;
import io.github.spencerpark.jupyter.kernel.comm.CommManager;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.messages.Message;
import io.github.spencerpark.jupyter.messages.MessageContext;
import io.github.spencerpark.jupyter.messages.comm.CommCloseCommand;
import io.github.spencerpark.jupyter.messages.comm.CommMsgCommand;
import io.github.spencerpark.jupyter.messages.publish.PublishUpdateDisplayData;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** IJava's comms. */
final class IJavaComms implements Comms {
  private final CommManager manager;

  IJavaComms(CommManager manager) {
    this.manager = manager;
  }

  @Override
  public String open(Map<String, Object> data, Consumer<Map<String, Object>> received) {
    return manager
        .openComm(
            Widgets.TARGET,
            (its, id, target, message) -> {
              message.getNonNullMetadata().put("version", Widgets.PROTOCOL);
              KernelJson.fill(message.getContent(), data);
              return new Line(its, id, target, received);
            })
        .getID();
  }

  @Override
  public void send(String id, Map<String, Object> data) {
    KernelJson.send(manager.getCommByID(id), data);
  }

  @Override
  public void close(String id) {
    Comm comm = manager.getCommByID(id);
    if (comm != null) { // the page may have closed it
      comm.close();
    }
  }

  @Override
  public void forget(String id) {
    manager.unregisterComm(id);
  }

  @Override
  public void serve(String target, UnaryOperator<Map<String, Object>> answer) {
    manager.registerTarget(
        target,
        (its, id, name, message) -> new Line(its, id, name, data -> send(id, answer.apply(data))));
  }

  @Override
  public void update(String displayId, Map<String, Object> output) {
    DisplayData data = IJavaKernel.data(output);
    data.putTransientData("display_id", displayId);
    MessageContext context = Insides.part(manager, MessageContext.class);
    Insides.part(manager, JupyterSocket.class)
        .sendMessage(
            new Message<>(
                context,
                PublishUpdateDisplayData.MESSAGE_TYPE,
                new PublishUpdateDisplayData(data)));
  }

  private static final class Line extends Comm {
    private final CommManager manager;
    private final Consumer<Map<String, Object>> received;

    Line(CommManager manager, String id, String target, Consumer<Map<String, Object>> received) {
      super(manager, id, target);
      this.manager = manager;
      this.received = received;
    }

    /**
     * From here on, what is sent belongs to this message; IJava itself knows that of cells only.
     */
    @Override
    protected void onMessage(Message<CommMsgCommand> message) {
      manager.setMessageContext(message);
      received.accept(KernelJson.read(message.getContent()));
    }

    @Override
    protected void onClose(Message<CommCloseCommand> message, boolean byUs) {}
  }
}
