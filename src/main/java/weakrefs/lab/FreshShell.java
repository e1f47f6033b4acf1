package weakrefs.lab;

import java.util.List;
import java.util.Locale;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;

/** The main class of {@link Java}'s JVM: one JShell, in this very JVM, that runs one cell. */
final class FreshShell {
  private static final List<String> IMPORTS =
      List.of(
          "java.lang.ref.*",
          "java.util.*",
          "java.util.concurrent.*",
          "java.util.concurrent.atomic.*",
          "java.util.function.*",
          "java.util.stream.*");

  private FreshShell() {}

  /**
   * Runs the cell.
   *
   * @param arguments its text
   */
  public static void main(String[] arguments) {
    ChildJvm.untilParentEnds(() -> run(arguments[0]));
  }

  private static void run(String code) {
    try (JShell shell = JShell.builder().executionEngine("local").build()) {
      IMPORTS.forEach(name -> shell.eval("import " + name + ";"));
      String rest = code;
      while (!rest.isBlank()) {
        CompletionInfo next = shell.sourceCodeAnalysis().analyzeCompletion(rest);
        String source = next.completeness().isComplete() ? next.source() : rest;
        rest = next.completeness().isComplete() ? next.remaining() : "";
        for (SnippetEvent event : shell.eval(source)) {
          if (event.status() == Snippet.Status.REJECTED) {
            shell
                .diagnostics(event.snippet())
                .forEach(d -> System.out.println("error: " + d.getMessage(Locale.ROOT)));
            return;
          }
          if (event.exception() != null) {
            System.out.println(words(event.exception()));
            return;
          }
        }
      }
    }
  }

  private static String words(Exception thrown) {
    String name =
        thrown instanceof EvalException e ? e.getExceptionClassName() : thrown.getClass().getName();
    return name + (thrown.getMessage() == null ? "" : ": " + thrown.getMessage());
  }
}
