package weakrefs.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;

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
import org.dflib.jjava.jupyter.kernel.util.StringStyler;

/**
 * A kernel that answers each cell with the reason why no other can run here: too little memory.
 * There, JShell would hang in the set-up cell, or the JVM would die without a word. It has no JShell
 * itself, and so it fits.
 */
final class Refusal extends BaseKernel {
  private static final long MB = 1024 * 1024;

  /** What the course needs, see docs/reliability.md. With less, most cells work, or say what they lack. */
  private static final long ENOUGH = 128 * MB;

  /** With less, JShell has no room. Z has none below ENOUGH: its references are twice as long. */
  private static final long LEAST = 64 * MB;

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

  /** Why the course doesn't run in this JVM; null if it does. */
  static String reason() {
    if (Runtime.getRuntime().maxMemory() >= ENOUGH) {
      return null; // and nothing has been loaded to find it out
    }
    // The runtime leaves out what a collector keeps free.
    var diagnostics = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    long heap = Long.parseLong(diagnostics.getVMOption("MaxHeapSize").getValue());
    boolean z = Boolean.parseBoolean(diagnostics.getVMOption("UseZGC").getValue());
    return heap >= (z ? ENOUGH : LEAST)
        ? null
        : String.format(
            "This kernel has %d MB of memory, and the course needs %d MB%s."
                + "\nSet JJAVA_JVM_OPTS=-Xmx%2$dm or more, and start the course again.",
            heap / MB, ENOUGH / MB, z ? ", most of all with the collector Z" : "");
  }

  /** Serves Jupyter until it wants no more. */
  static void serve(String connectionFile, String reason) throws Exception {
    String properties = Files.readString(Path.of(connectionFile));
    JupyterConnection connection =
        new JupyterConnection(KernelConnectionProperties.parse(properties));
    new Refusal(reason).becomeHandlerForConnection(connection);
    connection.connect();
    connection.waitUntilClose();
  }

  private static final class TooLittleMemory extends RuntimeException {
    private static final long serialVersionUID = 1;

    TooLittleMemory(String reason) {
      super(reason);
    }
  }

  @Override
  protected Object doEval(String source) {
    throw new TooLittleMemory(reason);
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
