package weakrefs.kernel;

import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Scanner;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import org.dflib.jjava.jupyter.channels.Loop;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.kernel.BaseNotebookStatics;
import org.dflib.jjava.jupyter.kernel.EvalBuilder;
import org.dflib.jjava.jupyter.kernel.JupyterIO;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;
import org.dflib.jjava.jupyter.kernel.LanguageInfo;
import org.dflib.jjava.jupyter.kernel.comm.CommManager;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.magic.MagicTranspiler;
import org.dflib.jjava.jupyter.kernel.magic.MagicsRegistry;
import org.dflib.jjava.jupyter.kernel.magic.MagicsResolver;
import org.dflib.jjava.jupyter.kernel.util.StringStyler;
import org.dflib.jjava.jupyter.kernel.util.TextColor;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.publish.PublishError;
import org.dflib.jjava.jupyter.messages.publish.PublishStream.StreamType;
import org.dflib.jjava.jupyter.messages.reply.ErrorReply;
import org.dflib.jjava.jupyter.messages.reply.ExecuteReply;
import org.dflib.jjava.jupyter.messages.request.ExecuteRequest;
import org.dflib.jjava.kernel.JavaKernel;
import org.dflib.jjava.kernel.JavaKernelBuilder;
import org.dflib.jjava.kernel.execution.CodeEvaluator;
import org.dflib.jjava.kernel.execution.EvaluationInterruptedException;
import org.dflib.jjava.kernel.execution.EvaluationTimeoutException;
import org.dflib.jjava.kernel.magics.JarsMagic;
import org.dflib.jjava.kernel.magics.TimeMagic;
import org.dflib.jjava.maven.MavenDependencyResolver;
import org.dflib.jjava.maven.magics.AddMavenDependencyMagic;
import org.dflib.jjava.maven.magics.LoadFromPomCellMagic;
import org.dflib.jjava.maven.magics.LoadFromPomLineMagic;
import org.dflib.jjava.maven.magics.MavenMagic;
import org.dflib.jjava.maven.magics.MavenRepoMagic;
import org.dflib.jjava.shaded.org.zeromq.ZMQException;

/**
 * JJava, made to withstand what learners do: every request is answered, whatever is thrown while a
 * cell runs or its value is shown; Stop also works while a value is being shown, and says so if a
 * cell's code keeps running.
 *
 * <p>Running a cell's code, and then showing its value, are {@link Work} for other threads. The
 * thread that took the request waits for them, and can answer even if they never end.
 */
final class CourseKernel extends JavaKernel {
  private static final String NAME = "JJava";

  /** A chart takes a second or two, and many times that on a busy machine. */
  private static final long SECONDS_TO_SHOW = 60;

  /** JShell only needs a few milliseconds between a stop and the end of a cell. */
  private static final long SECONDS_TO_STOP = 10;

  /** A longer trace is cut in the middle; an endless recursion's has 1,024 lines. */
  private static final int MOST_LINES = 60;

  private static final int FIRST_LINES = 25;
  private static final int LAST_LINES = 15;

  /** The server's terminal, for everything that isn't a cell's doing. */
  private static final PrintStream TERMINAL = System.err;

  private final Output out = new Output(StreamType.OUT, System.out);
  private final Output err = new Output(StreamType.ERR, TERMINAL);
  private final Answers in = new Answers(getIO().in);
  private volatile boolean stopPressed;
  private volatile boolean heapFilled;
  private String lastWords = "";

  /**
   * A cell that was stopped while JShell was busy with it, and that didn't end. JShell can only do
   * one thing at a time.
   */
  private Work<Object> unfinished;

  private CourseKernel(
      LanguageInfo language,
      JupyterIO io,
      CommManager comms,
      Renderer renderer,
      MagicsResolver resolver,
      MagicsRegistry magics,
      boolean extensionsEnabled,
      StringStyler errors,
      JShell shell,
      CodeEvaluator evaluator) {
    super(
        NAME,
        "",
        language,
        List.of(),
        null,
        io,
        comms,
        renderer,
        resolver,
        magics,
        extensionsEnabled,
        errors,
        shell,
        evaluator);
  }

  /**
   * Serves Jupyter until Jupyter is done. Does what JJava's own main method does, with this kernel.
   */
  static void serve(String connectionFile) throws Exception {
    String lastWords = Ending.lastWords(connectionFile);
    // JJava's log goes to the terminal, one line per message.
    System.setProperty("java.util.logging.SimpleFormatter.format", "%1$tT %3$s: %5$s%n");
    CourseConnection connection =
        new CourseConnection(
            KernelConnectionProperties.parse(Files.readString(Path.of(connectionFile))));
    CourseKernel kernel = new Builder().build();
    kernel.lastWords = lastWords;
    kernel.onStartup();
    kernel.addToClasspath(setting("extraClasspath"));
    List<String> snippets = setting("startupSnippets");
    snippets.forEach(snippet -> kernel.evalBuilder(snippet).resolveMagics().eval());
    Reserve.set();
    HeapWatch.start();
    kernel.becomeHandlerForConnection(connection);
    connection.connect();
    Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread instanceof Loop)
        .forEach(thread -> ((Loop) thread).onError(CourseKernel::goesOn));
    Rehearsal.begin();
    connection.waitUntilClose();
  }

  /**
   * Keeps a channel's thread alive when something happens that JJava doesn't expect, because
   * otherwise the notebook would wait forever: a message that isn't signed with this kernel's key
   * (any program on the machine can send one, and it's thrown away), or a heap that's full for a
   * moment.
   *
   * @return after how many milliseconds the thread goes on; below 0 it ends, because its socket has
   */
  private static long goesOn(Throwable thrown) {
    if (thrown instanceof OutOfMemoryError) {
      Reserve.giveUp();
    }
    if (thrown instanceof ZMQException) {
      return -1;
    }
    try {
      thrown.printStackTrace(TERMINAL);
    } catch (OutOfMemoryError e) {
      // then we don't say anything
    }
    return 50;
  }

  /**
   * A setting that JJava takes from the environment, by its method's name; the class isn't public.
   */
  @SuppressWarnings("unchecked")
  private static <T> T setting(String name) {
    try {
      Method method = Class.forName("org.dflib.jjava.distro.Env").getMethod(name);
      method.setAccessible(true);
      return (T) method.invoke(null);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this JJava has no setting " + name, e);
    }
  }

  private static final class Builder extends JavaKernelBuilder<Builder, CourseKernel> {
    private static final Pattern TIMEOUT = Pattern.compile("(-?\\d+)\\W*([A-Za-z]+)?");

    @SuppressWarnings("removal") // two magics that JJava still has, for IJava's notebooks
    Builder() {
      MavenDependencyResolver maven = new MavenDependencyResolver();
      TimeMagic time = new TimeMagic();
      CourseFiles files = new CourseFiles();
      lineMagic("load", files.load());
      lineMagic("classpath", files.classpath());
      lineMagic("jars", new JarsMagic());
      lineMagic("time", time).cellMagic("time", time);
      lineMagic("maven", new MavenMagic(maven));
      lineMagic("mavenRepo", new MavenRepoMagic(maven));
      lineMagic("addMavenDependency", new AddMavenDependencyMagic(maven));
      lineMagic("loadFromPOM", new LoadFromPomLineMagic(maven));
      cellMagic("loadFromPOM", new LoadFromPomCellMagic(maven));
      extensionsEnabled(CourseKernel.<Boolean>setting("extensionsEnabled"));
      compilerOpts(CourseKernel.<List<String>>setting("compilerOpts"));
      String timeout = setting("timeout");
      if (timeout != null) {
        Matcher parts = TIMEOUT.matcher(timeout);
        if (!parts.matches()) {
          throw new IllegalArgumentException(
              "JJAVA_TIMEOUT is a number of milliseconds, or one with a unit, such as 5 seconds");
        }
        String unit = parts.group(2) == null ? "MILLISECONDS" : parts.group(2);
        timeout(Long.parseLong(parts.group(1)), TimeUnit.valueOf(unit.toUpperCase(Locale.ROOT)));
      }
    }

    @Override
    public CourseKernel build() {
      CodeEvaluator evaluator = buildCodeEvaluator(NAME);
      return new CourseKernel(
          buildLanguageInfo(),
          buildJupyterIO(buildJupyterIOEncoding()),
          buildCommManager(),
          buildRenderer(),
          buildMagicsResolver(buildMagicTranspiler()),
          buildMagicsRegistry(),
          buildExtensionsEnabled(),
          buildErrorStyler(),
          buildJShell(evaluator),
          evaluator);
    }

    @Override
    protected CommManager buildCommManager() {
      return new CourseComms();
    }

    @Override
    protected MagicsResolver buildMagicsResolver(MagicTranspiler transpiler) {
      return new LineMagics(transpiler);
    }

    /** JJava's bold red is unreadable on JupyterLab's dark background. */
    @Override
    protected StringStyler buildErrorStyler() {
      return new StringStyler.Builder()
          .addPrimaryStyle(TextColor.BOLD_RESET_FG)
          .addHighlightStyle(TextColor.BOLD_RESET_FG)
          .addHighlightStyle(TextColor.RED_BG)
          .withLinePrefix(TextColor.BOLD_RESET_FG + "|   ")
          .build();
    }
  }

  // ---- running a cell ---------------------------------------------------------------------------

  @Override
  protected synchronized void handleExecuteRequest(
      ShellReplyEnvironment env, Message<ExecuteRequest> request) {
    Rehearsal.end();
    stopPressed = false;
    heapFilled = false;
    Reserve.set();
    CellThreads.forgetThoseThatEnded();
    CellThreads.aCellBegins();
    try {
      super.handleExecuteRequest(env, request);
    } catch (Throwable e) { // such as a full heap while the answer was being written
      Reserve.giveUp();
      CellException answer = CellException.failed(e);
      env.publish(PublishError.of(answer, this::formatError));
      ErrorReply reply = ErrorReply.of(answer);
      reply.setExecutionCount(executionCount.get() - 1);
      env.replyError(ExecuteReply.MESSAGE_TYPE.error(), reply);
    }
  }

  /**
   * Stops the wait for a cell whose thread has died of a full heap, because JJava would wait
   * forever.
   */
  static void cellHasFilledTheHeap() {
    if (notebookKernel instanceof CourseKernel kernel) {
      kernel.heapFilled = true;
      kernel.getEvaluator().interrupt();
    }
  }

  /**
   * Only tells the thread that runs the cell, which stops it: here, the cell may have ended by now,
   * and the next one would be stopped.
   */
  @Override
  public void interrupt() {
    stopPressed = true;
  }

  /**
   * Watches the thread that took the request; what a cell's magic evaluates is part of the request.
   */
  @Override
  public <T> EvalBuilder<T> evalBuilder(String source) {
    EvalBuilder<T> usual = super.evalBuilder(source);
    return Thread.currentThread() instanceof Loop ? new Watched<>(usual) : usual;
  }

  private final class Watched<T> implements EvalBuilder<T> {
    private final EvalBuilder<T> cell;

    Watched(EvalBuilder<T> cell) {
      this.cell = cell;
    }

    @Override
    public EvalBuilder<T> resolveMagics() {
      return new Watched<>(cell.resolveMagics());
    }

    @Override
    public EvalBuilder<DisplayData> renderResults() {
      EvalBuilder<T> self = this;
      return new EvalBuilder<>() {
        @Override
        public EvalBuilder<DisplayData> resolveMagics() {
          return self.resolveMagics().renderResults();
        }

        @Override
        public EvalBuilder<DisplayData> renderResults() {
          return this;
        }

        @Override
        public DisplayData eval() {
          return shown(self.eval());
        }
      };
    }

    @Override
    @SuppressWarnings("unchecked")
    public T eval() {
      return (T) ran(cell);
    }
  }

  private Object ran(EvalBuilder<?> cell) {
    try {
      if (unfinished != null && !unfinished.await(SECONDS_TO_STOP * 1_000)) {
        throw CellException.busy();
      }
      unfinished = null;
      Work<Object> work = Work.begin(cell::eval);
      for (int stops = 0; !work.await(50); ) {
        if (stopPressed) {
          // Again and again: JJava stops what's running right now, and it may have been compiling.
          super.interrupt();
          if (++stops > SECONDS_TO_STOP * 20) {
            unfinished = work;
            throw CellException.stillCompiling();
          }
        }
      }
      return work.take();
    } catch (CellException e) {
      throw e;
    } catch (EvaluationInterruptedException e) {
      throw heapFilled ? CellException.fullHeap(e) : afterStop(e);
    } catch (RuntimeException e) {
      if (isFullHeap(e)) {
        Reserve.giveUp();
      }
      throw e;
    } catch (Throwable e) {
      Reserve.giveUp();
      throw CellException.failed(e);
    }
  }

  private static RuntimeException afterStop(EvaluationInterruptedException stopped) {
    try {
      return switch (CellThreads.outliveAStop()) {
        case THE_CELL -> CellException.stillRunning(stopped);
        case A_THREAD_OF_ITS -> CellException.leftBehind(stopped);
        case NOTHING -> stopped;
      };
    } catch (InterruptedException e) {
      return stopped;
    }
  }

  /** Shows it in a different thread, because a value's own toString() may never end. */
  private DisplayData shown(Object value) {
    if (value == null) {
      return null;
    }
    try {
      Work<DisplayData> work =
          Work.begin(
              () ->
                  Shown.part(
                      value instanceof DisplayData data ? data : getRenderer().render(value)));
      for (long waits = SECONDS_TO_SHOW * 20; !work.await(50); waits--) {
        if (stopPressed || waits == 0) {
          work.interrupt();
          boolean goesOn = !work.await(CellThreads.GRACE_MS);
          throw CellException.notShown(stopPressed ? 0 : SECONDS_TO_SHOW, goesOn);
        }
      }
      return work.take();
    } catch (CellException e) {
      throw e;
    } catch (Throwable e) {
      Reserve.giveUp();
      throw CellException.unshowable(e);
    }
  }

  @Override
  protected void replaceOutputStreams(ShellReplyEnvironment env) {
    out.belongsTo(env);
    err.belongsTo(env);
    System.setOut(out.stream());
    System.setErr(err.stream());
    System.setIn(in);
    if (!lastWords.isEmpty()) {
      System.err.print(lastWords);
      lastWords = "";
    }
  }

  // ---- errors -----------------------------------------------------------------------------------

  @Override
  protected List<String> formatError(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof CellException || isOfAMagic(cause)) {
        return new ArrayList<>(cause.getMessage().lines().toList());
      }
    }
    List<String> lines = shortened(super.formatError(thrown));
    if (isCutOffInAMagic(thrown)) {
      return new ArrayList<>(lines.subList(lines.size() - 1, lines.size()));
    }
    if (isFullHeap(thrown)) {
      lines.add("");
      lines.addAll(CellException.FULL_HEAP.lines().toList());
    }
    if (in.wasStopped() && isOfAScanner(thrown)) {
      lines.add("");
      lines.addAll(CellException.CLOSED_SCANNER.lines().toList());
    }
    return lines;
  }

  /** JShell passes on what a magic has thrown as a class name and a message. */
  private static boolean isOfAMagic(Throwable thrown) {
    return thrown instanceof EvalException e
        && e.getExceptionClassName().equals(CellException.class.getName());
  }

  /** JJava would show the code that it has made of the magic's line, and then why it ended. */
  private static boolean isCutOffInAMagic(Throwable thrown) {
    String source =
        thrown instanceof EvaluationInterruptedException stopped
            ? stopped.getSource()
            : thrown instanceof EvaluationTimeoutException late ? late.getSource() : "";
    return source.contains(BaseNotebookStatics.class.getName());
  }

  private static List<String> shortened(List<String> lines) {
    if (lines.size() <= MOST_LINES) {
      return new ArrayList<>(lines);
    }
    List<String> some = new ArrayList<>(lines.subList(0, FIRST_LINES));
    int left = lines.size() - FIRST_LINES - LAST_LINES;
    some.add(String.format(Locale.ROOT, "        ... %,d more lines like these ...", left));
    some.addAll(lines.subList(lines.size() - LAST_LINES, lines.size()));
    return some;
  }

  /** Whether a Scanner found no more input. */
  private static boolean isOfAScanner(Throwable thrown) {
    return thrown.getCause() instanceof EvalException cause
        && cause.getExceptionClassName().equals(NoSuchElementException.class.getName())
        && cause.getStackTrace().length > 0
        && cause.getStackTrace()[0].getClassName().equals(Scanner.class.getName());
  }

  /**
   * Whether a cell threw it because the heap is full; there's also one for an array that's too
   * long.
   */
  private static boolean isFullHeap(Throwable thrown) {
    return thrown.getCause() instanceof EvalException cause
        && cause.getExceptionClassName().equals("java.lang.OutOfMemoryError")
        && String.valueOf(cause.getMessage()).matches("Java heap space|GC overhead limit exceeded");
  }
}
