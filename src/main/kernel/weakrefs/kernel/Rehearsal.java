package weakrefs.kernel;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import jdk.jshell.JShell;
import jdk.jshell.Snippet.Status;
import jdk.jshell.SnippetEvent;

/**
 * Does what a notebook's first cells do, while the learner still reads its first page: the imports
 * of {@code course.jsh}, and a chart. Later the cells find the libraries' classes loaded, and the
 * compiler's own code compiled.
 *
 * <p>It begins only if no cell has come for a moment, and once one has come, it ends after the
 * snippet that it's at. It leaves nothing that a cell could see: it has a JShell of its own, and
 * when that's closed, nothing holds it or the classes that it has loaded from the course's jar.
 */
final class Rehearsal {
  /** Whoever runs cells without a pause would only lose by it. */
  private static final long QUIET_MS = 400;

  /** In a smaller heap, its garbage would soon cost the cells a collection. */
  private static final long LEAST_HEAP = 200L << 20;

  /**
   * The JVM compiles what has run for a while, and much of it only runs that long in the second.
   */
  private static final int ROUNDS = 2;

  private static final String CLASSPATH = "%classpath ";

  private static final List<String> CHART =
      List.of(
          "var column = DoubleColumn.create(\"x\", 1, 2);",
          "var figure = tech.tablesaw.plotly.api.LinePlot.create(\"\", Table.create(column), \"x\", \"x\");",
          "var rendered = weakrefs.figure.RenderedFigure.of(figure);",
          "rendered.view();");

  private static final PrintStream TERMINAL = System.err;

  private static volatile boolean over;

  private Rehearsal() {}

  /** Begins it in the background, if there's memory for it. */
  static void begin() {
    if (Runtime.getRuntime().maxMemory() >= LEAST_HEAP) {
      Background.begin(Rehearsal::run, "rehearsal");
    }
  }

  /** Ends it, because a cell has come. */
  static void end() {
    over = true;
  }

  private static void run() {
    try {
      Thread.sleep(QUIET_MS);
      Path file = over ? null : CourseFiles.ofTheFirstCell().orElse(null);
      if (file != null) {
        draw();
        for (int round = 0; round < ROUNDS && !over; round++) {
          rehearse(file);
        }
      }
    } catch (Throwable e) {
      // If it concerns the cells, they'll say so. For example, the library isn't built yet.
      TERMINAL.println("The rehearsal of the first cells has ended early: " + e);
    }
  }

  /**
   * AWT and ImageIO keep the context class loader of the thread that uses them first, so it
   * shouldn't be that of a JShell.
   */
  private static void draw() throws IOException {
    BufferedImage image = new BufferedImage(9, 9, BufferedImage.TYPE_INT_RGB);
    image.createGraphics().drawString("1", 0, 9);
    ImageIO.write(image, "PNG", new MemoryCacheImageOutputStream(new ByteArrayOutputStream()));
  }

  private static void rehearse(Path file) throws IOException {
    try (JShell shell = JShell.builder().executionEngine("local").build()) {
      List<String> lines = Files.readAllLines(file);
      for (String line : lines) {
        if (line.startsWith(CLASSPATH)) {
          shell.addToClasspath(file.resolveSibling(line.substring(CLASSPATH.length())).toString());
        }
      }
      // The other lines check and attach, which concerns only the kernel's own JShell.
      Stream<String> imports = lines.stream().filter(line -> line.startsWith("import "));
      for (String source : (Iterable<String>) Stream.concat(imports, CHART.stream())::iterator) {
        for (String rest = source; !over && !rest.isBlank(); ) {
          var next = shell.sourceCodeAnalysis().analyzeCompletion(rest);
          eval(shell, next.source());
          rest = next.remaining();
        }
      }
    }
  }

  private static void eval(JShell shell, String source) {
    for (SnippetEvent event : shell.eval(source)) {
      if (event.exception() != null || event.status() == Status.REJECTED) {
        throw new IllegalStateException(source.strip(), event.exception());
      }
    }
  }
}
