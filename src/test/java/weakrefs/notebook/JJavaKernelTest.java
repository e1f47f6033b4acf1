package weakrefs.notebook;

import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.JupyterIO;
import org.dflib.jjava.jupyter.kernel.ReplacementOptions;
import org.dflib.jjava.jupyter.kernel.comm.CommManager;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.dflib.jjava.jupyter.kernel.util.StringStyler;
import org.dflib.jjava.jupyter.messages.ContentType;
import org.dflib.jjava.jupyter.messages.publish.PublishUpdateDisplayData;

/** The adapter on JJava's real classes. */
class JJavaKernelTest extends KernelContract {
  private static final class RealKernel extends BaseKernel {
    RealKernel() {
      super(
          "test",
          "1",
          null,
          List.of(),
          null,
          new JupyterIO(StandardCharsets.UTF_8),
          new CommManager(),
          new Renderer(),
          null,
          null,
          false,
          new StringStyler.Builder().build());
    }

    void install() {
      installNotebookKernel();
    }

    void uninstall() {
      uninstallNotebookKernel();
    }

    @Override
    public Object evalRaw(String cell) {
      return cell;
    }

    @Override
    public DisplayData inspect(String code, int at, boolean extra) {
      return null;
    }

    @Override
    public ReplacementOptions complete(String code, int at) {
      return null;
    }

    @Override
    public String isComplete(String code) {
      return IS_COMPLETE_YES;
    }
  }

  private final RealKernel kernel = new RealKernel();

  @Override
  Kernel adapter() {
    return new JJavaKernel(kernel);
  }

  @Override
  Output render(Object value) {
    return output(kernel.getRenderer().render(value), false);
  }

  @Override
  void start() {
    kernel.install();
  }

  @Override
  void stop() {
    kernel.uninstall();
  }

  @Override
  void captureOutputs(Consumer<Output> page) throws ReflectiveOperationException {
    Method setEnv = JupyterIO.class.getDeclaredMethod("setEnv", ShellReplyEnvironment.class);
    setEnv.setAccessible(true);
    setEnv.invoke(
        kernel.getIO(),
        new ShellReplyEnvironment(null, null, null, null) {
          @Override
          public <T extends ContentType<T>> void publish(T message) {
            page.accept(
                output(
                    (DisplayData) (Object) message, message instanceof PublishUpdateDisplayData));
          }
        });
  }

  private static Output output(DisplayData data, boolean isUpdate) {
    return Output.of(
        data.getDisplayId(), isUpdate, type -> data.getData(MIMEType.parse(type)), data);
  }
}
