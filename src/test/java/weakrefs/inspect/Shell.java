package weakrefs.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.VarSnippet;
import weakrefs.gc.GarbageCollector;
import weakrefs.story.Book;

/** A learner at a JShell: each line is a cell of its own. */
public final class Shell implements AutoCloseable {
  private static final String ANSWER = "weakrefs.test.answer";

  /** What was peeked at, as an expression. */
  static final String PEEKED =
      "((Reference<?>) System.getProperties().get(\"weakrefs.test.peek\")).get()";

  /** The peek itself. */
  static final String PEEK = PEEKED.substring(0, PEEKED.length() - ".get()".length());

  private final JShell jshell;

  private Shell(JShell jshell) {
    this.jshell = jshell;
    jshell.addToClasspath(Book.class.getProtectionDomain().getCodeSource().getLocation().getPath());
    run(
        "import java.lang.ref.*;",
        "import java.time.Duration;",
        "import java.util.*;",
        "import java.util.concurrent.atomic.*;",
        "import java.util.function.*;",
        "import weakrefs.cache.*;",
        "import weakrefs.gc.*;",
        "import weakrefs.inspect.*;",
        "import weakrefs.story.*;",
        "import static weakrefs.gc.GarbageCollector.*;",
        "import static weakrefs.inspect.Inspector.*;");
  }

  /**
   * A JShell in this JVM, as in both kernels; this JVM's own loader finds the library. It starts a
   * thread for each snippet, where the kernels have pools. On JDK 25, unlike 17, what only the task
   * of a finished thread holds may outlive a {@code System.gc()} right after {@code join}: in 1,102
   * of 3,000 tries with G1, because the JVM lets go of finished threads a little later.
   */
  public static Shell here() {
    return new Shell(JShell.builder().executionEngine("local").build());
  }

  /** A JShell with a JVM of its own, as on a console; JShell's loader finds the library. */
  public static Shell inAnotherJvm() {
    return new Shell(JShell.builder().executionEngine("jdi:hostname(127.0.0.1)").build());
  }

  /** Runs cells, none of which may fail. */
  public void run(String... cells) {
    for (String cell : cells) {
      eval(cell);
    }
  }

  /**
   * Runs a cell that ends in a value, and returns the name of the hidden variable that keeps it.
   */
  public String runAndKeep(String cell) {
    return ((VarSnippet) eval(cell).snippet()).name();
  }

  /** What {@code toString} says of an expression's value, which no hidden variable keeps. */
  public String words(String expression) {
    run("{ System.setProperty(\"" + ANSWER + "\", String.valueOf(" + expression + ")); }");
    return System.getProperty(ANSWER);
  }

  /** The names of those who hold the value of this expression. */
  List<String> holders(String expression) {
    return names("whoHolds(" + expression + ").names()");
  }

  /** The value of an expression that is a list of names. */
  public List<String> names(String expression) {
    String names = words("String.join(\"\\n\", " + expression + ")");
    return names.isEmpty() ? List.of() : List.of(names.split("\n"));
  }

  /**
   * Peeks at the value of an expression in {@link #PEEKED}; unlike a variable of JShell, the peek
   * isn't made again when JShell declares again what it depends on.
   */
  public void peek(String expression) {
    run(
        "{ System.getProperties().put(\"weakrefs.test.peek\", new WeakReference<Object>(%s)); }"
            .formatted(expression));
  }

  /** JShell's own words for a value, from whichever JVM it is in. */
  public String value(String expression) {
    return eval(expression).value();
  }

  private SnippetEvent eval(String cell) {
    if (cell.contains("collect()")) {
      forgetFinishedThreads();
    }
    List<SnippetEvent> events = jshell.eval(cell);
    SnippetEvent event = events.get(0);
    assertThat(event.exception()).as(cell).isNull();
    assertThat(event.status()).as(cell).isEqualTo(Snippet.Status.VALID);
    return event;
  }

  /**
   * JShell's local engine, unlike the kernels', runs each snippet in a thread of its own, whose
   * task has the snippet's value. On JDK 25 the JVM lets go of a thread a little after its end, and
   * of all that have ended together; so when one more has gone, those before it have.
   */
  private static void forgetFinishedThreads() {
    try {
      GarbageCollector.awaitCleared(resultOfAThread());
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }

  private static WeakReference<Object> resultOfAThread() throws InterruptedException {
    Object[] result = {new Object()};
    Thread thread = new Thread(() -> Reference.reachabilityFence(result));
    thread.start();
    thread.join();
    return new WeakReference<>(result[0]);
  }

  /**
   * Has somebody see to the variables, as in both kernels, and returns what the learner is told.
   */
  public List<String> watched() {
    run("resetVariables();"); // from a cell, so that the variables are found
    List<String> told = new ArrayList<>();
    ShellWatch.start(jshell, told::add);
    return told;
  }

  /** Whether the compiler refuses this cell. */
  public boolean isRefused(String cell) {
    return jshell.eval(cell).get(0).status() == Snippet.Status.REJECTED;
  }

  @Override
  public void close() {
    jshell.close();
    CellClasses.forget(); // the next test has none, or others
  }
}
