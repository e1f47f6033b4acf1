package weakrefs.lab;

import static java.util.Objects.requireNonNull;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A second JVM that runs a main class of this library. It hears nothing of this JVM's options and
 * environment, so it behaves the same wherever it is started.
 *
 * <p>Its main method calls {@link #untilParentEnds}, and reports by lines on standard output.
 */
final class ChildJvm implements AutoCloseable {
  /** Each of these makes a JVM change its options, and most make it print a line. */
  private static final List<String> MEDDLERS =
      List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "CLASSPATH");

  private static final Duration TICK = Duration.ofMillis(200);
  private static final int LINES_KEPT = 20;

  private final Process process;
  private final Thread reader;
  private final List<String> unknown = new ArrayList<>();

  private ChildJvm(Process process, Consumer<String> ear) {
    this.process = process;
    this.reader = new Thread(() -> listen(ear), "ear of a child JVM");
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * Starts a child.
   *
   * @param flags for the JVM
   * @param main the class to run; what it needs must lie beside it or beside this class
   * @param arguments for its main method
   * @param ear is told each line, in a thread of its own; refuses a line that it doesn't know by an
   *     IllegalArgumentException
   * @throws LabException if it can't be started
   */
  static ChildJvm start(
      List<String> flags, Class<?> main, List<String> arguments, Consumer<String> ear) {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    return start(java, classPath(main, ChildJvm.class), flags, main, arguments, ear);
  }

  static ChildJvm start(
      Path java,
      String classPath,
      List<String> flags,
      Class<?> main,
      List<String> arguments,
      Consumer<String> ear) {
    List<String> command = new ArrayList<>();
    command.add(java.toString());
    command.addAll(flags);
    command.addAll(List.of("-cp", classPath, main.getName()));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    environment.keySet().removeAll(MEDDLERS);
    try {
      return new ChildJvm(builder.start(), requireNonNull(ear));
    } catch (IOException e) {
      throw new LabException(
          "a second JVM can't be started: "
              + e.getMessage()
              + ". Is there a JDK at "
              + java.getParent().getParent()
              + ", and memory left for it?",
          e);
    }
  }

  /**
   * Runs a child to its end, and returns what it said.
   *
   * @param parser turns a line into what it says; refuses one that it doesn't know by an
   *     IllegalArgumentException
   * @param patience how long it may take; after that it is ended
   * @param isAsPlanned whether it said all that it should have
   * @throws LabException if it can't be started, takes too long, or says something else, or if this
   *     thread is interrupted; then no JVM is left behind
   */
  static <T> List<T> observe(
      List<String> flags,
      Class<?> main,
      List<String> arguments,
      Function<String, T> parser,
      Duration patience,
      Predicate<List<T>> isAsPlanned) {
    List<T> seen = new ArrayList<>(); // by the listening thread, until the child has ended
    complete(
        flags,
        main,
        arguments,
        line -> seen.add(parser.apply(line)),
        patience,
        child -> {
          if (!isAsPlanned.test(seen)) {
            throw new LabException(
                "the experiment's JVM didn't finish its work. "
                    + child.lastWords()
                    + " Seen: "
                    + (seen.size() <= LINES_KEPT ? seen : "..., " + seen.get(seen.size() - 1)));
          }
        });
    return List.copyOf(seen);
  }

  /**
   * Runs an experiment's child to its end, and has it judged then.
   *
   * @param judge is shown the child that has ended; throws a LabException if it is not content
   * @throws LabException if it can't be started, takes too long, or this thread is interrupted;
   *     then no JVM is left behind
   */
  static void complete(
      List<String> flags,
      Class<?> main,
      List<String> arguments,
      Consumer<String> ear,
      Duration patience,
      Consumer<ChildJvm> judge) {
    try (ChildJvm child = start(flags, main, arguments, ear)) {
      if (!child.await(patience, () -> {})) {
        throw new LabException(
            String.format(
                Locale.ROOT,
                "the experiment was still running after %.1f s, so we ended its JVM",
                patience.toMillis() / 1000.0));
      }
      judge.accept(child);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabException("the experiment was interrupted, so we ended its JVM", e);
    }
  }

  /** Where these classes were loaded from, each place once. */
  static String classPath(Class<?>... classes) {
    return Stream.of(classes)
        .map(ChildJvm::place)
        .distinct()
        .collect(Collectors.joining(System.getProperty("path.separator")));
  }

  private static String place(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    if (source == null || source.getLocation() == null) {
      throw new LabException(
          "a second JVM needs "
              + type.getName()
              + " from a jar or a folder, but it came from somewhere else: put the library's jar on the"
              + " class path");
    }
    try {
      return Path.of(source.getLocation().toURI()).toString();
    } catch (URISyntaxException | InvalidPathException e) {
      throw new LabException(
          "we can't give a second JVM the path "
              + source.getLocation()
              + ": move the library to a folder with a plain name",
          e);
    }
  }

  /**
   * To be called by a child's main method: does the work, and ends this JVM if whoever started it
   * is gone before, however that came about.
   */
  static void untilParentEnds(Runnable work) {
    Thread watch = new Thread(ChildJvm::awaitParentsEnd, "ends with its parent");
    watch.setDaemon(true);
    watch.start();
    try {
      work.run();
    } finally {
      watch.interrupt(); // a JVM with a thread in a native read takes 0.3 s to end
    }
  }

  private static void awaitParentsEnd() {
    try (FileInputStream in = new FileInputStream(FileDescriptor.in);
        FileChannel parent = in.getChannel()) {
      ByteBuffer nothing = ByteBuffer.allocate(16);
      while (parent.read(nothing.clear()) >= 0) {
        // the parent says nothing; it only holds the other end
      }
    } catch (ClosedByInterruptException e) {
      return; // the work is done
    } catch (IOException e) {
      // then there is nobody either
    }
    Runtime.getRuntime().halt(1);
  }

  private void listen(Consumer<String> ear) {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line; (line = lines.readLine()) != null; ) {
        try {
          ear.accept(line);
        } catch (IllegalArgumentException e) {
          keep(line);
        }
      }
    } catch (IOException e) {
      // it was destroyed; what it said until then was heard
    }
  }

  private void keep(String line) {
    synchronized (unknown) {
      if (unknown.size() < LINES_KEPT) {
        unknown.add(line);
      }
    }
  }

  /**
   * Waits until the child has ended and all its lines were heard.
   *
   * @param patience how long to wait at most, from now on
   * @param meanwhile called five times a second, in this thread
   * @return false if it was still running after that time
   * @throws InterruptedException if this thread was interrupted
   */
  boolean await(Duration patience, Runnable meanwhile) throws InterruptedException {
    long start = System.nanoTime();
    long allowed = TimeUnit.NANOSECONDS.convert(patience);
    while (true) {
      long left = allowed - (System.nanoTime() - start);
      if (process.waitFor(Math.min(TICK.toNanos(), left), TimeUnit.NANOSECONDS)) {
        reader.join(10_000);
        return true;
      }
      if (left <= TICK.toNanos()) {
        return false;
      }
      meanwhile.run();
    }
  }

  /** How it ended, and what it said that nobody understood, for the message of a failure. */
  String lastWords() {
    String end =
        process.isAlive() ? "It is still running" : "Its exit code was " + process.exitValue();
    synchronized (unknown) {
      return unknown.isEmpty()
          ? end + ", and it said nothing."
          : end + ", and it said:\n" + String.join("\n", unknown);
    }
  }

  /** Ends the child if it is still running, and waits until it is gone. */
  @Override
  public void close() {
    process.destroyForcibly();
    boolean interrupted = Thread.interrupted();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
      reader.join(10_000);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** The process, for tests. */
  ProcessHandle handle() {
    return process.toHandle();
  }
}
