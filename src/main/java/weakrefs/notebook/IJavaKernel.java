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
import weakrefs.show.View;

/** IJava. Loaded only if IJava's classes are there. */
final class IJavaKernel implements Kernel {
  private static final int MOST_CHARACTERS = 5_000_000;

  private final BaseKernel kernel;

  IJavaKernel(BaseKernel kernel) {
    this.kernel = kernel;
  }

  static Optional<Kernel> running() {
    try {
      // No registry has IJava itself to compile against, only its base.
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
  public void show(Class<?> type, Function<Object, List<Map<String, Object>>> outputs) {
    kernel
        .getRenderer()
        .createRegistration(type)
        .preferring(MIMEType.TEXT_PLAIN)
        .register(
            (value, context) -> {
              List<Map<String, Object>> all = withoutErrors(value, outputs);
              all.subList(0, all.size() - 1).forEach(output -> kernel.display(data(output)));
              context.getOutputContainer().assign(data(all.get(all.size() - 1)));
            });
  }

  /**
   * Turns errors into exceptions. If showing a cell's value throws an exception, IJava answers the
   * cell; an error would end the thread that answers, and the notebook would wait forever.
   */
  private static List<Map<String, Object>> withoutErrors(
      Object value, Function<Object, List<Map<String, Object>>> outputs) {
    try {
      return outputs.apply(value);
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
  public void prepare() {
    Insides.waitForSlowReaders(kernel.getCommManager());
    show(Object.class, value -> View.text(part(String.valueOf(value.toString()))).outputs());
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
  public Optional<JShell> shell() {
    return Insides.shell(kernel);
  }

  @Override
  public Optional<Comms> comms() {
    return Optional.of(new IJavaComms(kernel.getCommManager()));
  }

  @Override
  public void display(String id, Map<String, Object> output) {
    DisplayData data = data(output);
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
