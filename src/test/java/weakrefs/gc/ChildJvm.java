package weakrefs.gc;

import static org.assertj.core.api.Assertions.fail;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A JVM of one's own, for what can't be tried in this one: another collector, other options. */
public final class ChildJvm {
  private ChildJvm() {}

  /**
   * Runs a main class of the test class path to its end.
   *
   * @return what it printed, standard error included
   */
  public static String run(Class<?> main, List<String> options, String... arguments)
      throws IOException, InterruptedException {
    return runWith(classPath(), main, options, arguments);
  }

  /** The class path of these tests. */
  public static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  /** The same with another class path. */
  public static String runWith(
      String classPath, Class<?> main, List<String> options, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xshare:auto");
    command.add("-XX:TieredStopAtLevel=1"); // quick to start, and these runs are short
    command.addAll(options);
    command.add("-cp");
    command.add(classPath);
    command.add(main.getName());
    command.addAll(List.of(arguments));
    File output = File.createTempFile("weakrefs", ".txt");
    try {
      Process process =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output).start();
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
        fail("still running after 60 s: %s%n%s", command, read(output));
      }
      if (process.exitValue() != 0) {
        fail("exit code %d: %s%n%s", process.exitValue(), command, read(output));
      }
      return read(output);
    } finally {
      Files.deleteIfExists(output.toPath());
    }
  }

  private static String read(File output) throws IOException {
    return Files.readString(output.toPath(), StandardCharsets.UTF_8);
  }
}
