package weakrefs.notebook;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import jdk.jshell.JShell;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import weakrefs.show.View;

/** JJava. Loaded only if JJava's classes are there. */
final class JJavaKernel implements Kernel {
  private final BaseKernel kernel;

  JJavaKernel(BaseKernel kernel) {
    this.kernel = kernel;
  }

  static Optional<Kernel> running() {
    try {
      return Optional.of(BaseKernel.notebookKernel()).map(JJavaKernel::new);
    } catch (NullPointerException e) {
      return Optional.empty(); // its way of saying that no kernel is running
    }
  }

  @Override
  public void show(Class<?> type, Function<Object, List<Map<String, Object>>> outputs) {
    kernel
        .getRenderer()
        .createRegistration(type)
        .preferring(MIMEType.TEXT_PLAIN)
        .register(
            (value, context) -> {
              List<Map<String, Object>> all = outputs.apply(value);
              all.subList(0, all.size() - 1).forEach(output -> kernel.display(data(output)));
              context.getOutputContainer().assign(data(all.get(all.size() - 1)));
            });
  }

  @Override
  public void prepare() {
    Insides.waitForSlowReaders(kernel.getCommManager());
  }

  @Override
  public Optional<JShell> shell() {
    return Insides.shell(kernel);
  }

  @Override
  public Optional<Comms> comms() {
    return Optional.of(new JJavaComms(kernel.getCommManager()));
  }

  @Override
  public void display(String id, Map<String, Object> output) {
    DisplayData data = data(output);
    // setDisplayId's return type in the API that we compile against differs from JJava's own.
    data.putTransientData("display_id", id);
    kernel.display(data);
  }

  @Override
  public void update(String id, Map<String, Object> output) {
    kernel.getIO().display.updateDisplay(id, data(output));
  }

  static DisplayData data(Map<String, Object> output) {
    DisplayData data = new DisplayData();
    output.forEach(
        (type, form) -> {
          if (type.equals(View.METADATA)) {
            ((Map<?, ?>) form).forEach((of, known) -> data.putMetaData((String) of, known));
          } else {
            data.putData(type, form);
          }
        });
    return data;
  }
}
