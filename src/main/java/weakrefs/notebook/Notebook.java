package weakrefs.notebook;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import tech.tablesaw.api.Table;
import weakrefs.inspect.ShellWatch;
import weakrefs.widget.Live;

/**
 * The notebook that this code runs in.
 *
 * <p>Once attached, it displays everything {@link weakrefs.show.Showable}, and Tablesaw's tables
 * and figures, richly if they're the last line of a cell. A plain {@code jshell} shows them as
 * text.
 *
 * <pre>{@code
 * Notebook.attach();
 * Chart.cacheSize(history)       // the last line of a cell: a chart with its caption
 * }</pre>
 */
public final class Notebook {
  /** Set to {@code no}, it leaves all widgets out, so a run shows each outcome without a click. */
  private static final String WIDGETS = "WEAK_REFERENCES_WIDGETS";

  /** The same as a system property, for a kernel that somebody else has started. */
  private static final String WIDGETS_PROPERTY = "weakrefs.widgets";

  private static Kernel kernel;
  private static Optional<Widgets> widgets = Optional.empty();

  private Notebook() {}

  /**
   * Finds the kernel, teaches it to show this library's values, and watches the variables that
   * JShell would reset. Calling it again does nothing.
   */
  public static synchronized void attach() {
    if (kernel == null) {
      kernel = find();
      kernel.prepare();
      if (!(kernel instanceof Console)) { // a console has no stop button
        readyTablesaw();
      }
      widgets =
          "no".equals(System.getProperty(WIDGETS_PROPERTY, System.getenv(WIDGETS)))
              ? Optional.empty()
              : kernel.comms().map(comms -> new Widgets(kernel, comms));
      Views.RICH.forEach(type -> kernel.show(type, Notebook::outputs));
      kernel.shell().ifPresent(shell -> ShellWatch.start(shell, line -> System.out.println(line)));
    }
  }

  /**
   * Tablesaw's {@code Table} searches the class path during its initialization. If a learner's stop
   * interrupted that, the class would be unusable for as long as this JVM runs (JLS 12.4.2). A stop
   * only reaches the cell's thread, so a different one does it.
   */
  private static void readyTablesaw() {
    Thread thread = new Thread(() -> Table.create(), "Tablesaw's start");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Shows a value now, in the middle of a cell, and returns a handle to replace it with. Attaches
   * first if necessary.
   *
   * @param value a chart, a table, or anything else, which is shown as text; may be null
   */
  public static Display display(Object value) {
    Display display = new Display(kernel());
    display.finish(value);
    return display;
  }

  /**
   * Shows a value now, as it would be shown as the last line of a cell, and leaves no {@code $7}
   * behind. Attaches first if necessary.
   *
   * @param value one that answers clicks, or anything else; may be null
   */
  public static void show(Object value) {
    Kernel kernel = kernel();
    outputs(value).stream()
        .filter(output -> output != Widgets.NOTHING)
        .forEach(output -> kernel.display(UUID.randomUUID().toString(), output));
  }

  private static List<Map<String, Object>> outputs(Object value) {
    boolean isShown =
        value instanceof Live live && widgets.map(page -> page.show(live)).orElse(false);
    return isShown ? List.of(Widgets.NOTHING) : Views.of(value).outputs();
  }

  /** The kernel that this runs in. */
  static Kernel kernel() {
    attach();
    return kernel;
  }

  private static Kernel find() {
    List<Supplier<Optional<Kernel>>> kernels =
        List.of(() -> JJavaKernel.running(), () -> IJavaKernel.running());
    for (Supplier<Optional<Kernel>> running : kernels) {
      try {
        Optional<Kernel> found = running.get();
        if (found.isPresent()) {
          return found.get();
        }
      } catch (LinkageError e) {
        // this kernel's classes aren't here
      }
    }
    return new Console(System.out);
  }
}
