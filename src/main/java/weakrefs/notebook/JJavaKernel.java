package weakrefs.notebook;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import jdk.jshell.JShell;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;

/** JJava. Loaded only where its classes are. */
final class JJavaKernel implements Kernel {
  private final BaseKernel kernel;

  JJavaKernel(BaseKernel kernel) {
    this.kernel = kernel;
  }

  static Optional<Kernel> running() {
    try {
      return Optional.of(BaseKernel.notebookKernel()).map(JJavaKernel::new);
    } catch (NullPointerException e) {
      return Optional.empty(); // its way to say that no kernel runs
    }
  }

  @Override
  public <T> void show(Class<T> type, Function<? super T, List<Map<String, Object>>> bundles) {
    kernel
        .getRenderer()
        .createRegistration(type)
        .preferring(MIMEType.TEXT_PLAIN)
        .register(
            (value, context) -> {
              List<Map<String, Object>> all = bundles.apply(value);
              all.subList(0, all.size() - 1).forEach(bundle -> kernel.display(data(bundle)));
              context.getOutputContainer().assign(data(all.get(all.size() - 1)));
            });
  }

  @Override
  public void loseNothing() {
    Outlet.loseNothing(kernel.getCommManager());
  }

  @Override
  public Optional<JShell> shell() {
    return Shells.of(kernel);
  }

  @Override
  public boolean replaces() {
    return true;
  }

  @Override
  public void display(String id, Map<String, Object> bundle) {
    DisplayData data = data(bundle);
    data.putTransientData("display_id", id);
    kernel.display(data);
  }

  @Override
  public void update(String id, Map<String, Object> bundle) {
    kernel.getIO().display.updateDisplay(id, data(bundle));
  }

  private static DisplayData data(Map<String, Object> bundle) {
    DisplayData data = new DisplayData();
    bundle.forEach(
        (type, form) -> {
          if (type.equals(METADATA)) {
            ((Map<?, ?>) form).forEach((of, known) -> data.putMetaData((String) of, known));
          } else {
            data.putData(type, form);
          }
        });
    return data;
  }
}
