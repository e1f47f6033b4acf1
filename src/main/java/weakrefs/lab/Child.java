package weakrefs.lab;

import java.io.File;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.Reader;
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
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A program in a separate process, such as a second JVM. It doesn't inherit this JVM's options, or
 * the environment variables that would change what it does, so it behaves the same wherever it's
 * started. Closing it ends it, and if this JVM is gone, it ends by itself: a JVM's main method
 * calls {@link #untilParentEnds}.
 */
final class Child implements AutoCloseable {
  /** Each of these changes how a JVM or a Python behaves, and most make it print an extra line. */
  private static final List<String> MEDDLERS =
      List.of(
          "JAVA_TOOL_OPTIONS",
          "JDK_JAVA_OPTIONS",
          "_JAVA_OPTIONS",
          "CLASSPATH",
          "FORCE_COLOR",
          "__PYVENV_LAUNCHER__");

  /** For a JVM that does little, starts fast and speaks UTF-8. */
  static final List<String> SMALL =
      List.of(
          "-Xmx64m",
          "-Xshare:auto",
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          "-Dfile.encoding=UTF-8",
          "-Dstdout.encoding=UTF-8",
          "-Dstderr.encoding=UTF-8");

  private static final Duration TICK = Duration.ofMillis(200);
  private static final int LAST_LINES = 20;
  private static final int MOST_CHARACTERS = 20_000;

  /**
   * What we say about a child that doesn't finish.
   *
   * @param late it was still running at its deadline, after {@code %.1f} seconds
   * @param stopped the thread that was waiting for it was interrupted
   * @param failed it ended before it was done
   */
  record Words(String late, String stopped, String failed) {}

  private final Words words;
  private final Process process;
  private final Thread reader;
  private final StringBuilder said = new StringBuilder();

  private Child(Words words, Process process, Predicate<String> ear) {
    this.words = words;
    this.process = process;
    this.reader = new Thread(() -> listen(ear), "ear of a child");
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * Starts a second JVM.
   *
   * @param flags for the JVM
   * @param main the class to run; whatever it needs must be in its jar or folder, or in this
   *     class's
   * @param ear receives each line, in a separate thread; lines that it doesn't understand are kept
   * @param arguments for its main method
   * @throws LabException if it can't be started
   */
  static Child java(
      Words words, List<String> flags, Class<?> main, Predicate<String> ear, Object... arguments) {
    Path home = Path.of(System.getProperty("java.home"));
    return java(home, words, flags, main, ear, arguments);
  }

  static Child java(
      Path home,
      Words words,
      List<String> flags,
      Class<?> main,
      Predicate<String> ear,
      Object... arguments) {
    List<String> command = new ArrayList<>();
    command.add(tool(home, "java", Windows.HERE));
    command.addAll(flags);
    command.addAll(List.of("-cp", classPath(main, Child.class), main.getName()));
    Stream.of(arguments).map(Object::toString).forEach(command::add);
    try {
      return start(words, command, null, ear);
    } catch (IOException e) {
      throw new LabException(
          "a second JVM can't be started: "
              + e.getMessage()
              + ". Is there a JDK at "
              + home
              + ", and memory left for it?",
          e);
    }
  }

  /**
   * Starts any program.
   *
   * @param folder where it runs; null for the folder that this JVM runs in
   */
  static Child start(Words words, List<String> command, File folder, Predicate<String> ear)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).directory(folder);
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(key -> key.startsWith("PYTHON") || MEDDLERS.contains(key));
    environment.put("NO_COLOR", "1"); // Python 3.13 colors errors
    return new Child(words, builder.start(), ear);
  }

  /** A program of the JDK that this JVM belongs to, such as {@code jcmd}. */
  static String tool(String name) {
    return tool(Path.of(System.getProperty("java.home")), name, Windows.HERE);
  }

  static String tool(Path home, String name, boolean onWindows) {
    return home.resolve("bin").resolve(Windows.program(name, onWindows)).toString();
  }

  /** Where these classes were loaded from, each place once. */
  static String classPath(Class<?>... classes) {
    return Stream.of(classes)
        .map(Child::place)
        .distinct()
        .collect(Collectors.joining(System.getProperty("path.separator")));
  }

  private static String place(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    if (source == null || source.getLocation() == null) {
      throw new LabException(
          "a second JVM needs "
              + type.getName()
              + " from a jar or a folder, but it came from somewhere else: put the library's jar on"
              + " the class path");
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
   * A child's main method calls this: it does the work, and ends this JVM if the parent ends first,
   * for whatever reason.
   */
  static void untilParentEnds(Runnable work) {
    untilParentEnds(work, Windows.HERE);
  }

  static void untilParentEnds(Runnable work, boolean onWindows) {
    Thread watch = new Thread(Child::awaitParentsEnd, "ends with its parent");
    watch.setDaemon(true);
    watch.start();
    try {
      work.run();
    } finally {
      // A JVM with a thread in a native read takes 0.3 s to end. But on Windows an interrupt waits
      // until the read has ended, which it can't cause there (sun.nio.ch.NativeThreadSet).
      if (!onWindows) {
        watch.interrupt();
      }
    }
  }

  private static void awaitParentsEnd() {
    try (FileInputStream in = new FileInputStream(FileDescriptor.in);
        FileChannel parent = in.getChannel()) {
      ByteBuffer nothing = ByteBuffer.allocate(16);
      while (parent.read(nothing.clear()) >= 0) {
        // the parent never writes, it only holds the other end
      }
    } catch (ClosedByInterruptException e) {
      return; // the work is done
    } catch (IOException e) {
      // the parent is gone in this case, too
    }
    Runtime.getRuntime().halt(1);
  }

  private void listen(Predicate<String> ear) {
    StringBuilder line = new StringBuilder();
    try (Reader output = process.inputReader(StandardCharsets.UTF_8)) {
      for (int c; (c = output.read()) >= 0; ) {
        line.append((char) c);
        if (c == '\n' || line.length() > MOST_CHARACTERS) {
          hear(line, ear);
        }
      }
    } catch (IOException e) {
      // it was destroyed; we heard what it said until then
    }
    hear(line, ear); // the last line may have no line break
  }

  private void hear(StringBuilder line, Predicate<String> ear) {
    if (!ear.test(line.toString().stripTrailing())) {
      keep(plain(line, System.lineSeparator()));
    }
    line.setLength(0);
  }

  /** The line as it would be on Linux or macOS: what was saved there is compared with it. */
  static String plain(CharSequence line, String separator) {
    String said = line.toString();
    return said.endsWith(separator)
        ? said.substring(0, said.length() - separator.length()) + "\n"
        : said;
  }

  private void keep(CharSequence text) {
    synchronized (said) {
      int room = MOST_CHARACTERS - said.length();
      if (room > 0) {
        said.append(text, 0, Math.min(text.length(), room));
        said.append(text.length() > room ? "\n… and more" : "");
      }
    }
  }

  /**
   * Types a line into it.
   *
   * @throws LabException if it has ended
   */
  void type(String line) {
    try {
      process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
    } catch (IOException e) {
      finish(Duration.ofSeconds(10));
      throw failed();
    }
  }

  /** The lines so far that its ear didn't understand, without trailing white space. */
  String said() {
    synchronized (said) {
      return said.toString().stripTrailing();
    }
  }

  /**
   * Waits until it has ended and we've heard everything it said.
   *
   * @param patience how long to wait at most, from now on
   * @param meanwhile called five times a second, in this thread
   * @return false if it was still running after that time
   * @throws LabException if this thread was interrupted
   */
  boolean await(Duration patience, Runnable meanwhile) {
    long start = System.nanoTime();
    long allowed = TimeUnit.NANOSECONDS.convert(patience);
    try {
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
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabException(words.stopped(), e);
    }
  }

  /**
   * Waits until it has ended and we've heard everything it said.
   *
   * @throws LabException if it was still running after that time, or if this thread was interrupted
   */
  void finish(Duration patience) {
    if (!await(patience, () -> {})) {
      close();
      String late = String.format(Locale.ROOT, words.late(), patience.toMillis() / 1000.0);
      throw new LabException(
          late + (said().isEmpty() ? "" : (late.endsWith("?") ? "" : ".") + " It said: " + said()));
    }
  }

  /** Its exit code. */
  int exitValue() {
    return process.exitValue();
  }

  /** Says that it failed, with its exit code and the first lines that its ear didn't understand. */
  LabException failed() {
    String said = said().lines().limit(LAST_LINES).collect(Collectors.joining("\n"));
    return new LabException(
        words.failed()
            + ". Its exit code was "
            + exitValue()
            + (said.isEmpty() ? ", and it said nothing." : ", and it said:\n" + said));
  }

  /** Ends it if it's still running, and waits until it's gone. */
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
