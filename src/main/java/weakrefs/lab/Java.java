package weakrefs.lab;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
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

  private Java() {}

  /**
   * Runs a piece of Java, and returns what it printed. If it doesn't compile, or throws an
   * exception, what's returned says so.
   *
   * @param code statements and declarations, as in a cell; {@code java.util} and its usual
   *     neighbors are imported
   * @param flags more options for its JVM, such as {@code -Xlog:gc}
   * @return without trailing white space; empty if it printed nothing
   * @throws LabException if its JVM can't be started or isn't done after a minute, or if this
   *     thread is interrupted; no JVM is left behind
   */
  public static String run(String code, String... flags) {
    return run(code, PATIENCE, flags);
  }

  static String run(String code, Duration patience, String... flags) {
    requireNonNull(code);
    List<String> all = Stream.concat(Child.SMALL.stream(), Stream.of(flags)).toList();
    String plain = Base64.getEncoder().encodeToString(code.getBytes(UTF_8));
    try (Child child = Child.java(WORDS, all, FreshShell.class, line -> false, plain)) {
      child.finish(patience);
      return child.said();
    }
  }

  /**
   * How a program ended.
   *
   * @param exitValue 0 if all was well, as for every program
   * @param said what it printed, standard error included, without trailing white space
   */
  public record Ended(int exitValue, String said) {
    /** Whether it ended as a program does that found nothing wrong. */
    public boolean isWell() {
      return exitValue == 0;
    }
  }

  /**
   * Runs a source file, as {@code java FILE} does in a terminal (JEP 330); it may use this library.
   *
   * @param file a class with a main method
   * @param patience how long it may take, compiling included
   * @param arguments for its main method
   * @return empty if it was still running after that time; then it's ended
   * @throws LabException if its JVM can't be started, or if this thread is interrupted
   */
  public static Optional<Ended> runFile(Path file, Duration patience, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Child.tool("java"));
    command.addAll(Child.SMALL);
    command.addAll(List.of("-cp", Child.classPath(Java.class), file.toString()));
    command.addAll(List.of(arguments));
    try (Child child = Child.start(WORDS, command, null, line -> false)) {
      return child.await(patience, () -> {})
          ? Optional.of(new Ended(child.exitValue(), child.said()))
          : Optional.empty();
    } catch (IOException e) {
      throw new LabException("a second JVM can't be started: " + e.getMessage(), e);
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
     * @param arguments the cell's code, in Base64, because a command line of Windows loses quotes,
     *     and letters that its code page lacks
     */
    public static void main(String[] arguments) {
      String code = new String(Base64.getDecoder().decode(arguments[0]), UTF_8);
      Child.untilParentEnds(() -> run(code));
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
