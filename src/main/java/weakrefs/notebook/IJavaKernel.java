package weakrefs.notebook;

import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import jdk.jshell.JShell;

/** IJava. Loaded only where its classes are. */
final class IJavaKernel implements Kernel {
  private static final int MOST_CHARACTERS = 5_000_000;

  private final BaseKernel kernel;

  IJavaKernel(BaseKernel kernel) {
    this.kernel = kernel;
  }

  static Optional<Kernel> running() {
    try {
      // IJava itself is on no registry to compile against, only its base is.
      Object kernel =
          Class.forName("io.github.spencerpark.ijava.IJava")
              .getMethod("getKernelInstance")
              .invoke(null);
      return Optional.ofNullable((BaseKernel) kernel).map(IJavaKernel::new);
    } catch (ReflectiveOperationException e) {
      return Optional.empty();
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
              List<Map<String, Object>> all = withoutErrors(value, bundles);
              all.subList(0, all.size() - 1).forEach(bundle -> kernel.display(data(bundle)));
              context.getOutputContainer().assign(data(all.get(all.size() - 1)));
            });
  }

  /**
   * IJava answers a cell whose value throws an exception while it is shown. An error would end the
   * thread that answers, and the notebook would wait forever.
   */
  private static <T> List<Map<String, Object>> withoutErrors(
      T value, Function<? super T, List<Map<String, Object>>> bundles) {
    try {
      return bundles.apply(value);
    } catch (Error e) {
      throw new IllegalStateException(
          "The cell has run, but its value can't be shown: that ended with "
              + e.getClass().getSimpleName()
              + (e instanceof OutOfMemoryError
                  ? ". Put the value into a variable, and ask for a part of it."
                  : "."));
    }
  }

  @Override
  public void bearAnyValue() {
    show(
        Object.class,
        value -> List.of(Map.of("text/plain", part(String.valueOf(value.toString())))));
  }

  private static String part(String text) {
    return text.length() <= MOST_CHARACTERS
        ? text
        : text.substring(0, MOST_CHARACTERS)
            + String.format(
                Locale.ROOT,
                "%n... and %,d more characters that aren't shown.",
                text.length() - MOST_CHARACTERS);
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
