package weakrefs.lab;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.Cleaner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import weakrefs.inspect.Histogram;

/**
 * An ordinary program that's running in a separate JVM, and what you'd do in a terminal to look
 * into it: each method that looks calls the JDK's own {@code jcmd}, with the program's process ID.
 *
 * <pre>{@code
 * Program kiosk = Program.start(Kiosk.class);
 * kiosk.type("");                                 // Day 1: 50 visitors came and went, ...
 * Histogram counted = kiosk.histogram();           // jcmd PID GC.class_histogram
 * RootPath.inDump(kiosk.heapDump(), Visit.class)   // jcmd PID GC.heap_dump FILE
 * kiosk.close();
 * }</pre>
 *
 * <p>It has 64 MB of heap and the Serial collector. It ends, and its files are deleted, when it's
 * closed, or else when you let go of it, or when this JVM ends.
 */
public final class Program implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Child.Words WORDS =
      new Child.Words(
          "the program was still running after %.1f s, so we ended it",
          "we stopped waiting for the program's answer", "the program has ended");
  private static final Child.Words JCMD =
      new Child.Words(
          "jcmd was still running after %.1f s, so we ended it",
          "jcmd was interrupted, so we ended it", "jcmd failed");

  /** How the launcher begins to say that a program can't start or go on. */
  private static final Pattern LAST_WORDS = Pattern.compile("Error: |Exception in thread \"main\"");

  private static final Cleaner CLEANER = Cleaner.create();

  /** The process and its files. It knows nothing about its {@link Program}, or it would hold it. */
  private static final class Running implements Runnable {
    final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    final List<Path> files = new ArrayList<>();
    final Child child;

    Running(Class<?> main, Object... arguments) {
      child = Child.java(WORDS, Child.SMALL, main, this::hear, arguments);
    }

    private boolean hear(String line) {
      answers.add(line);
      return false; // it may be why the program ended
    }

    @Override
    public void run() {
      child.close();
      files.forEach(file -> file.toFile().delete());
      // Windows deletes no dump that's still mapped. At the exit, what was named last goes first.
      for (int i = files.size() - 1; i >= 0; i--) {
        if (Files.exists(files.get(i))) {
          files.get(i).toFile().deleteOnExit();
        }
      }
    }
  }

  private final Running running;
  private final Cleaner.Cleanable end;

  private Program(Running running) {
    this.running = running;
    this.end = CLEANER.register(this, running);
  }

  /**
   * Starts a program.
   *
   * @param main its main class, which answers each line that it reads with a line
   * @param arguments for its main method
   * @throws LabException if it can't be started
   */
  public static Program start(Class<?> main, String... arguments) {
    return new Program(new Running(requireNonNull(main), (Object[]) arguments));
  }

  /**
   * Types a line, presses Enter, and waits for the answer.
   *
   * @return the next line that it prints
   * @throws LabException if it has ended, or doesn't answer within a minute
   */
  public String type(String line) {
    requireNonNull(line);
    running.answers.clear();
    running.child.type(line);
    try {
      for (long end = System.nanoTime() + PATIENCE.toNanos(); System.nanoTime() < end; ) {
        String answer = running.answers.poll(100, TimeUnit.MILLISECONDS);
        if (answer != null && !LAST_WORDS.matcher(answer).lookingAt()) {
          return answer;
        }
        if (answer != null || !running.child.handle().isAlive()) {
          running.child.finish(PATIENCE);
          throw running.child.failed();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabException(WORDS.stopped(), e);
    }
    close();
    throw new LabException("the program didn't answer for a minute, so we ended it");
  }

  /** Counts its objects: {@code jcmd PID GC.class_histogram}, which collects first. */
  public Histogram histogram() {
    return Histogram.parse(jcmd("GC.class_histogram"));
  }

  /** Writes all its objects into a file: {@code jcmd PID GC.heap_dump FILE}. */
  public Path heapDump() {
    Path file = file(".hprof");
    jcmd("GC.heap_dump", quoted(file.toString()));
    return file;
  }

  /**
   * Lets the flight recorder watch while some work is done, and writes what it saw into a file:
   * {@code jcmd PID JFR.start} before it and {@code jcmd PID JFR.dump filename=FILE
   * path-to-gc-roots=true} after it.
   *
   * @param work such as {@code () -> kiosk.type("")}; its exceptions are passed on
   */
  public Path recording(Runnable work) {
    Path file = file(".jfr");
    jcmd("JFR.start", "name=leak", "path-to-gc-roots=true");
    try {
      work.run();
      jcmd("GC.run");
      jcmd("JFR.dump", "name=leak", "path-to-gc-roots=true", "filename=" + quoted(file.toString()));
    } finally {
      if (running.child.handle().isAlive()) { // or it would hide why the work failed
        jcmd("JFR.stop", "name=leak");
      }
    }
    return file;
  }

  private Path file(String ending) {
    try {
      Path folder = Files.createTempDirectory("program");
      Path file = folder.resolve("leak" + ending); // it mustn't be there yet
      running.files.addAll(List.of(file, folder));
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException("there's no room in the folder for temporary files", e);
    }
  }

  /** As jcmd wants a path with blanks, such as one below the home of a Windows user. */
  static String quoted(String path) {
    return path.contains(" ") ? "'" + path + "'" : path;
  }

  private String jcmd(String... command) {
    List<String> whole = new ArrayList<>();
    whole.add(Child.tool("jcmd"));
    whole.add(Long.toString(running.child.handle().pid()));
    whole.addAll(List.of(command));
    StringBuffer said = new StringBuffer();
    Predicate<String> ear =
        line -> {
          said.append(line).append('\n');
          return false; // it may be why jcmd failed
        };
    try (Child jcmd = Child.start(JCMD, whole, null, ear)) {
      jcmd.finish(PATIENCE);
      if (jcmd.exitValue() != 0) {
        throw jcmd.failed();
      }
      return said.toString();
    } catch (IOException e) {
      throw new LabException(
          "jcmd can't be started: " + e.getMessage() + ". It comes with a JDK, not with a JRE.", e);
    }
  }

  /** Ends it, and deletes the files that it wrote. Does nothing if it was closed already. */
  @Override
  public void close() {
    end.clean();
  }

  /** The process, for tests. */
  ProcessHandle process() {
    return running.child.handle();
  }

  /** Whether it's running. */
  @Override
  public String toString() {
    return running.child.handle().isAlive()
        ? "a program that's running"
        : "a program that has ended";
  }
}
