package weakrefs.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dflib.jjava.jupyter.channels.JupyterConnection;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.JupyterIO;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;
import org.dflib.jjava.jupyter.kernel.LanguageInfo;
import org.dflib.jjava.jupyter.kernel.ReplacementOptions;
import org.dflib.jjava.jupyter.kernel.comm.CommManager;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.magic.MagicTranspiler;
import org.dflib.jjava.jupyter.kernel.magic.MagicsRegistry;
import org.dflib.jjava.jupyter.kernel.magic.MagicsResolver;
import org.dflib.jjava.jupyter.kernel.util.PathsHandler;
import org.dflib.jjava.jupyter.kernel.util.StringStyler;
import org.dflib.jjava.kernel.JavaKernel;
import org.dflib.jjava.kernel.execution.CompilationException;

/**
 * A kernel that answers each cell with the reason why no other kernel can run here: too little
 * memory, or a variable that JJava can't start with. With too little memory, JShell would hang in
 * the set-up cell, or the JVM would die without a message. This one has no JShell, so it fits.
 * (Anything we know before a JVM runs, start.py reports in the same way.)
 */
final class Refusal extends BaseKernel {
  private static final long MB = 1024 * 1024;

  /**
   * Notebook 00 takes at most an eighth more processor time than in 256 MB (Serial and Parallel,
   * JDK 17 and 25, measured once each on a busy machine). In 96 MB, Parallel takes four times as
   * much on JDK 25, and in 64 MB, Serial runs out of memory. The soak runs G1 and Shenandoah in 128
   * MB.
   */
  private static final long LEAST = 128 * MB;

  /**
   * Z can't compress references, so they're twice as long. On JDK 17, notebook 00 takes nearly
   * twice as much time in 128 MB as in 256 MB, a third more in 160, and no measurable difference in
   * 192.
   */
  private static final long LEAST_OF_Z = 192 * MB;

  private final String reason;

  private Refusal(String reason) {
    super(
        "Refusal",
        "",
        new LanguageInfo.Builder("Java").build(),
        List.of(),
        null,
        new JupyterIO(UTF_8),
        new CommManager(),
        new Renderer(),
        new MagicsResolver("%", "%%", new MagicTranspiler()),
        new MagicsRegistry(),
        false,
        new StringStyler.Builder().build());
    this.reason = reason;
  }

  /** Why the course can't run in this JVM; null if it can, as far as we can know in advance. */
  static String reason() {
    String little = tooLittleMemory();
    return little != null ? little : ignored();
  }

  /** Why the course doesn't fit into this JVM's memory; null if it does. */
  static String tooLittleMemory() {
    if (Runtime.getRuntime().maxMemory() >= LEAST_OF_Z) {
      return null; // without loading anything to find out
    }
    // Runtime.maxMemory() doesn't count what a collector keeps free, such as a survivor space.
    var diagnostics = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    long heap = Long.parseLong(diagnostics.getVMOption("MaxHeapSize").getValue());
    boolean z = Boolean.parseBoolean(diagnostics.getVMOption("UseZGC").getValue());
    long least = z ? LEAST_OF_Z : LEAST;
    return heap >= least
        ? null
        : String.format(
            "This kernel has %d MB of memory, and the course needs %d MB%s."
                + "\nSet JJAVA_JVM_OPTS=-Xmx%2$dm or more, and start the course again.",
            heap / MB, least / MB, z ? " with the collector Z" : "");
  }

  /** Why JJava would start as if a variable weren't set; null if it wouldn't. */
  private static String ignored() {
    for (String name : List.of("JJAVA_CLASSPATH", "JJAVA_STARTUP_SCRIPTS_PATH")) {
      String paths = System.getenv(name);
      for (String path : paths == null ? List.<String>of() : PathsHandler.split(paths)) {
        if (!namesSomething(path, name.equals("JJAVA_STARTUP_SCRIPTS_PATH"))) {
          return cantStart(List.of(name), "There is nothing readable at " + path);
        }
      }
    }
    return null;
  }

  private static boolean namesSomething(String path, boolean script) {
    try {
      return PathsHandler.resolveGlobs(path).stream()
          .anyMatch(p -> Files.isReadable(p) && !(script && Files.isDirectory(p)));
    } catch (RuntimeException e) {
      return false; // such as a folder that doesn't exist, followed by a *
    }
  }

  /** Why JJava didn't start, after it threw this. */
  static String reason(Throwable thrown) {
    List<String> set =
        System.getenv().keySet().stream()
            .filter(name -> name.startsWith("JJAVA_") && !name.equals("JJAVA_JVM_OPTS"))
            .sorted()
            .toList();
    return cantStart(
        set, thrown instanceof CompilationException e ? complaint(e) : thrown.toString());
  }

  private static String complaint(CompilationException thrown) {
    return ((JavaKernel) notebookKernel())
        .getJShell()
        .diagnostics(thrown.getBadSnippetCompilation().snippet())
        .map(diagnostic -> diagnostic.getMessage(null))
        .collect(joining("\n"));
  }

  private static String cantStart(List<String> variables, String cause) {
    if (variables.isEmpty()) {
      return "The Java kernel can't start:\n"
          + cause
          + "\nRun ./tutorial in the course's folder, which sets it up again,"
          + " and then restart the kernel.";
    }
    String values =
        variables.stream().map(name -> name + "=" + System.getenv(name)).collect(joining(" and "));
    return String.format(
        "The Java kernel can't start with %s:\n%s\nFix or unset %s, and start the course again.",
        values, cause, String.join(" and ", variables));
  }

  /** Serves Jupyter until Jupyter is done. */
  static void serve(String connectionFile, String reason) throws Exception {
    String properties = Files.readString(Path.of(connectionFile));
    JupyterConnection connection =
        new JupyterConnection(KernelConnectionProperties.parse(properties));
    new Refusal(reason).becomeHandlerForConnection(connection);
    connection.connect();
    connection.waitUntilClose();
  }

  private static final class KernelCantStart extends RuntimeException {
    private static final long serialVersionUID = 1;

    KernelCantStart(String reason) {
      super(reason);
    }
  }

  @Override
  protected Object doEval(String source) {
    throw new KernelCantStart(reason);
  }

  @Override
  protected List<String> formatError(Throwable e) {
    return e.getMessage().lines().toList();
  }

  @Override
  public DisplayData inspect(String code, int at, boolean extraDetail) {
    return null;
  }

  @Override
  public ReplacementOptions complete(String code, int at) {
    return null;
  }

  @Override
  public String isComplete(String code) {
    return IS_COMPLETE_MAYBE;
  }
}
