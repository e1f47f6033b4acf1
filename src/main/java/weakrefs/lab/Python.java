package weakrefs.lab;

import static java.lang.String.CASE_INSENSITIVE_ORDER;
import static java.util.Objects.requireNonNull;

import java.io.File;
import java.io.IOException;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The Python that's here anyway: the one that runs Jupyter, whose child this kernel is. If another
 * program started the kernel, it's the Python of the active environment, of this course's {@code
 * .venv}, or the first one on the path.
 *
 * <pre>{@code
 * Python.version()                          // 3.11
 * Python.run("print(6 * 7)")                // 42
 * Python.run("print(momo)")                 // Traceback ... NameError: name 'momo' is not defined
 * Python.since("3.12", "print(f'{"ok"}')")  // on 3.11: This needs Python 3.12, but you have Python 3.11.
 * }</pre>
 *
 * <p>Each program runs in a separate process, with the standard library only (Python's isolated
 * mode, {@code -I}), in a folder with nothing but the program. It's ended after 20 seconds, when
 * the waiting thread is interrupted, and when this JVM ends. That doesn't make it safe to run a
 * program that you wouldn't run yourself: it may do whatever you may do.
 *
 * <p>It's always CPython, 3.10 or newer. What this course says about when Python lets go of an
 * object is true for CPython, which counts references; other Pythons may differ.
 */
public final class Python {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int MOST_ANCESTORS = 10;
  private static final Child.Words WORDS =
      new Child.Words(
          "Python was still running after %.1f s, so we ended it. Is your program looping forever?",
          "Python was interrupted, so we ended it", "");

  static final String PROBE =
      "import sys; print(sys.implementation.name, '%d.%d' % sys.version_info[:2])";

  /**
   * Runs cell.py the way Python would run a file of that name. The thread ends Python when nothing
   * holds the other end of its standard input anymore. There's no double quote in here, because a
   * command line of Windows loses it. Up to Python 3.12 a traceback reads its lines from the file
   * of that name, so there is one. The traceback's first frame is ours, and we take it off the
   * exception itself, because {@code sys.excepthook} looks there and not at its last argument.
   */
  static final String LAUNCHER =
      """
      import os, sys, threading, types

      def end_with_parent():
          while os.read(0, 1):
              pass
          os._exit(1)

      threading.Thread(target=end_with_parent, daemon=True).start()
      cell = sys.modules['__main__'] = types.ModuleType('__main__')
      with open('cell.py', encoding='utf-8') as source:
          source = source.read()
      try:
          exec(compile(source, 'cell.py', 'exec'), cell.__dict__)
      except Exception as error:
          error.__traceback__ = error.__traceback__.tb_next
          sys.excepthook(type(error), error, error.__traceback__)
          sys.exit(1)
      """;

  private static Python found;

  private final Path program;
  private final Version version;

  private Python(Path program, Version version) {
    this.program = program;
    this.version = version;
  }

  /**
   * Its version, such as 3.11.
   *
   * @throws LabException if there's no CPython 3.10 or newer
   */
  public static String version() {
    return here().version.toString();
  }

  /**
   * Runs a program, and returns what it printed, including errors: if the program fails, you get
   * Python's own message and no exception here.
   *
   * @param program the text of a Python program
   * @return without trailing white space; empty if it printed nothing
   * @throws LabException if there's no CPython 3.10 or newer, if the program isn't done after 20
   *     seconds, if it dies without saying anything, or if this thread is interrupted; no process
   *     is left behind
   */
  public static String run(String program) {
    return here().run(program, PATIENCE);
  }

  /**
   * Runs a program that needs a newer Python if this one is new enough; otherwise returns a
   * sentence that says it isn't.
   *
   * @param version such as 3.12
   * @param program the text of a Python program
   * @throws IllegalArgumentException if that isn't a version
   * @throws LabException as {@link #run} does
   */
  public static String since(String version, String program) {
    if (!version.matches("\\d{1,4}\\.\\d{1,4}")) {
      throw new IllegalArgumentException(
          "“" + version + "” isn't a Python version: write it like 3.12");
    }
    requireNonNull(program);
    return here().isAtLeast(version)
        ? run(program)
        : "This needs Python " + version + ", but you have Python " + version() + ".";
  }

  static synchronized Python here() {
    if (found == null) {
      found =
          find(
              candidates(
                  ancestors(ProcessHandle.current()),
                  System.getenv(),
                  Path.of("").toAbsolutePath(),
                  Windows.HERE));
    }
    return found;
  }

  /** The programs of this process's ancestors, the nearest first. */
  private static List<Path> ancestors(ProcessHandle process) {
    return Stream.iterate(
            process.parent(), Optional::isPresent, p -> p.flatMap(ProcessHandle::parent))
        .limit(MOST_ANCESTORS)
        .flatMap(p -> p.flatMap(parent -> parent.info().command()).stream())
        .map(Path::of)
        .toList();
  }

  /** Where to look, the best place first. */
  static List<Path> candidates(
      List<Path> ancestors, Map<String, String> environment, Path here, boolean onWindows) {
    Set<Path> places = new LinkedHashSet<>();
    Map<String, String> variables = new TreeMap<>(onWindows ? CASE_INSENSITIVE_ORDER : null);
    variables.putAll(environment); // Windows calls it Path
    String python = Windows.program("python", onWindows);
    Path inVenv = Path.of(onWindows ? "Scripts" : "bin", python);
    for (Path program : ancestors) {
      // such as python3.13, python.exe, or Python in a macOS framework
      if (program.getFileName().toString().matches("(?i)python[0-9.]*t?(\\.exe)?")) {
        places.add(program);
      }
    }
    if (variables.containsKey("VIRTUAL_ENV")) {
      places.add(Path.of(variables.get("VIRTUAL_ENV")).resolve(inVenv));
    }
    if (variables.containsKey("CONDA_PREFIX")) {
      Path conda = Path.of(variables.get("CONDA_PREFIX"));
      places.add(conda.resolve(onWindows ? Path.of(python) : inVenv));
    }
    for (Path folder = here; folder != null; folder = folder.getParent()) {
      places.add(folder.resolve(".venv").resolve(inVenv));
    }
    for (String folder : variables.getOrDefault("PATH", "").split(onWindows ? ";" : ":")) {
      if (!folder.isEmpty() && isPath(folder)) {
        places.add(Path.of(folder, onWindows ? python : "python3"));
      }
    }
    return places.stream().filter(Files::isExecutable).toList();
  }

  /** A variable of Windows may have quotes in it, for example, which no path has there. */
  private static boolean isPath(String folder) {
    try {
      Path.of(folder);
      return true;
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** The first one that's CPython and new enough. */
  static Python find(List<Path> candidates) {
    List<String> seen = new ArrayList<>();
    for (Path candidate : candidates) {
      try {
        String answer = output(List.of(candidate + "", "-I", "-c", PROBE), null, PATIENCE);
        if (answer.matches("cpython \\d{1,4}\\.\\d{1,4}")) {
          Python python = new Python(candidate, Version.parse(answer.split(" ")[1]));
          if (python.isAtLeast("3.10")) {
            return python;
          }
        }
        seen.add(candidate + " (" + answer.lines().findFirst().orElse("said nothing") + ")");
      } catch (LabException e) {
        if (Thread.currentThread().isInterrupted()) {
          throw e;
        }
        seen.add(candidate + " (" + e.getMessage() + ")");
      }
    }
    throw new LabException(
        "this notebook needs CPython 3.10 or newer, and we couldn't find one. Install it,"
            + " then restart the kernel."
            + (seen.isEmpty() ? "" : " We did find: " + String.join(", ", seen)));
  }

  boolean isAtLeast(String other) {
    return version.compareTo(Version.parse(other)) >= 0;
  }

  String run(String text, Duration patience) {
    requireNonNull(text);
    try {
      Path folder = Files.createTempDirectory("python");
      try {
        Files.writeString(folder.resolve("cell.py"), text);
        return output(
            List.of(program.toString(), "-I", "-X", "utf8", "-c", LAUNCHER),
            folder.toFile(),
            patience);
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      throw new LabException("we can't write the Python program into a file: " + e.getMessage(), e);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) { // a folder's contents sort after it
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }

  /** What a program printed on both streams by the time it ended. */
  private static String output(List<String> command, File folder, Duration patience) {
    try (Child child = Child.start(WORDS, command, folder, line -> false)) {
      child.finish(patience);
      if (child.said().isEmpty() && child.exitValue() != 0) {
        throw new LabException(
            "Python ended with code " + child.exitValue() + " and didn't say why");
      }
      return child.said();
    } catch (IOException e) {
      throw new LabException("Python doesn't start: " + e.getMessage(), e);
    }
  }
}
