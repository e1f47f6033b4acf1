package weakrefs.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.traces.ScatterTrace;
import weakrefs.chart.Chart;
import weakrefs.gc.ChildJvm;

class ConsoleTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final Console console = new Console(new PrintStream(bytes, true, StandardCharsets.UTF_8));
  private final Chart chart =
      Chart.of(
          new Figure(
              Layout.builder("Heap").build(),
              ScatterTrace.builder(new double[] {1, 2}, new double[] {3, 4}).build()),
          "It *grows*.");

  @Test
  void printsAChartsTitleAndCaptionOnceEach() {
    new Display(console).finish(chart);

    assertThat(lines().filter(line -> !line.startsWith("(no picture: ")))
        .containsExactly("Chart: Heap", "It *grows*.");
  }

  @Test
  void printsATable() {
    new Display(console).finish(Table.create("people", IntColumn.create("Age", new int[] {36})));

    assertThat(lines()).anyMatch(line -> line.contains("Age")).anyMatch(l -> l.contains("36"));
  }

  @Test
  void printsAnUpdateUnderWhatItUpdates() {
    Display display = new Display(console);
    display.finish("first");
    display.update("second");

    assertThat(lines()).containsExactly("first", "second");
  }

  @Test
  void printsNothingWhereACaptionIsTakenAway() {
    Display display = new Display(console);
    display.finish(chart);
    bytes.reset();

    display.update("done");

    assertThat(lines()).containsExactly("done");
  }

  /** As in {@code jshell --class-path}: in a JVM that has no kernel's classes. */
  @Test
  void isWhatAJvmWithoutAKernelHas() throws Exception {
    String classPath =
        Arrays.stream(ChildJvm.classPath().split(File.pathSeparator))
            .filter(entry -> !entry.contains("jupyter") && !entry.contains("jjava"))
            .collect(Collectors.joining(File.pathSeparator));

    String output =
        ChildJvm.runWith(classPath, ConsoleSession.class, List.of("-Djava.awt.headless=true"));

    assertThat(output.lines()).containsExactly("42", "Chart: Heap", "It grows.", "done");
  }

  /** What somebody types at a console. */
  static final class ConsoleSession {
    public static void main(String[] none) {
      Notebook.attach();
      Notebook.attach();
      Notebook.display(42);
      System.out.println(
          Chart.of(
              new Figure(
                  Layout.builder("Heap").build(),
                  ScatterTrace.builder(new double[] {1}, new double[] {3}).build()),
              "It grows."));
      System.out.println("done");
    }
  }

  private Stream<String> lines() {
    return bytes.toString(StandardCharsets.UTF_8).lines();
  }
}
