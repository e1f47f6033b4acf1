package weakrefs.lab;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;

/**
 * Java, next to {@link Python}: a piece of Java runs in a separate JVM, as a cell in a fresh JShell
 * would, and you get back what it printed. That's useful for what happens when a program ends.
 *
 * <pre>{@code
 * Java.run("System.out.println(6 * 7);")            // 42
 * }</pre>
 *
 * <p>It takes about a second. The JVM is this one's {@code java}; it's ended after a minute, when
 * the waiting thread is interrupted, and when this JVM ends.
 */
public final class Java {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Child.Words WORDS =
      new Child.Words(
          "Java was still running after %.1f s, so we ended it. Is your code looping forever?",
          "Java was interrupted, so we ended its JVM", "");
  private static final List<String> FLAGS =
      List.of(
          "-Xmx64m",
          "-Xshare:auto",
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          "-Dfile.encoding=UTF-8",
          "-Dstdout.encoding=UTF-8",
          "-Dstderr.encoding=UTF-8");

  private Java() {}

  /**
   * Runs a piece of Java, and returns what it printed. If it doesn't compile, or throws an
   * exception, what's returned says so.
   *
   * @param code statements and declarations, as in a cell; {@code java.util} and its usual
   *     neighbors are imported
   * @return without trailing white space; empty if it printed nothing
   * @throws LabException if its JVM can't be started or isn't done after a minute, or if this
   *     thread is interrupted; no JVM is left behind
   */
  public static String run(String code) {
    return run(code, PATIENCE);
  }

  static String run(String code, Duration patience) {
    requireNonNull(code);
    try (Child child = Child.java(WORDS, FLAGS, FreshShell.class, line -> false, code)) {
      child.finish(patience);
      return child.said();
    }
  }

  /** The main class of {@link Java}'s JVM: a JShell that runs one cell in this very JVM. */
  static final class FreshShell {
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
     * @param arguments the cell's code
     */
    public static void main(String[] arguments) {
      Child.untilParentEnds(() -> run(arguments[0]));
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
          thrown instanceof EvalException e
              ? e.getExceptionClassName()
              : thrown.getClass().getName();
      return name + (thrown.getMessage() == null ? "" : ": " + thrown.getMessage());
    }
  }
}
