package weakrefs.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

@Tag("slow") // starts JVMs
class ChildTest {
  private static final Child.Words WORDS =
      new Child.Words("late after %.1f s", "stopped", "it failed");

  @Test
  void aJavaThatIsNotThereIsToldOf() {
    assertThatThrownBy(
            () ->
                Child.java(Path.of("/nowhere"), WORDS, List.of(), Mains.Hangs.class, line -> true))
        .isInstanceOf(LabException.class)
        .hasMessageStartingWith("a second JVM can't be started: ")
        .hasMessageEndingWith("Is there a JDK at /nowhere, and memory left for it?");
  }

  @Test
  void aFlagThatTheJvmDoesNotKnowIsToldOf() {
    try (Child child = start(Mains.Hangs.class, "-XX:+UseNoSuchThing")) {
      assertThat(child.await(Duration.ofSeconds(60), () -> {})).isTrue();
      assertThat(child.failed())
          .hasMessageStartingWith("it failed. Its exit code was 1, and it said:")
          .hasMessageContaining("UseNoSuchThing");
    }
  }

  @Test
  void closingEndsAChildThatIsStillRunning() {
    Child child = start(Mains.Hangs.class);

    child.close();

    assertThat(child.handle().isAlive()).isFalse();
  }

  @Test
  void whatALateChildSaidIsTold() {
    try (Child child = start(Mains.PrintsWithoutEnd.class)) {
      assertThatThrownBy(() -> child.finish(Duration.ofSeconds(5)))
          .isInstanceOf(LabException.class)
          .hasMessageStartingWith("late after 5.0 s. It said: again\nagain\n")
          .hasMessageEndingWith("\n… and more")
          .message()
          .hasSizeLessThan(20_100);
      assertThat(child.handle().isAlive()).isFalse();
    }
  }

  @Test
  void aWatchThatCantBeInterruptedKeepsNoChildAlive() {
    try (Child child = start(Mains.EndsBesideItsWatch.class)) {
      child.finish(Duration.ofSeconds(60));
      assertThat(child.said()).isEqualTo("done\nstill watched: true");
      assertThat(child.exitValue()).isZero();
    }
  }

  private static Child start(Class<?> main, String... flags) {
    return Child.java(WORDS, List.of(flags), main, line -> false);
  }

  @Test
  void aClassOfTheJdkHasNoPlace() {
    assertThatThrownBy(() -> Child.classPath(String.class))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("put the library's jar on the class path");
  }

  @Test
  void eachPlaceIsOnTheClassPathOnce() {
    assertThat(Child.classPath(Duel.class, Child.class))
        .isEqualTo(Child.classPath(Duel.class))
        .endsWith("classes");
  }

  @Test
  void theEnvironmentDoesNotMeddle() throws IOException, InterruptedException {
    ProcessBuilder builder = parent(Mains.StartsAChild.class);
    builder.environment().put("JAVA_TOOL_OPTIONS", "-Dtest.meddled=tool -Xmx300m");
    builder.environment().put("JDK_JAVA_OPTIONS", "-Dtest.meddled=jdk -Xmx300m");
    builder.environment().put("_JAVA_OPTIONS", "-Dtest.meddled=old -Xmx300m");
    Process process = builder.start();

    List<String> lines;
    try (BufferedReader output = process.inputReader()) {
      lines = output.lines().toList();
    }

    assertThat(process.waitFor()).isZero();
    assertThat(lines)
        .contains("parent: test.meddled=old") // so the environment did reach the parent
        .filteredOn(line -> line.startsWith("child: "))
        .containsExactly("child: [-Xmx16m]", "child: test.meddled=null");
  }

  @Test
  void endsWhenItsParentIsKilled() throws IOException, InterruptedException {
    Process parent = parent(Mains.StartsAChildThatHangs.class).start();
    ProcessHandle child;
    try (BufferedReader output = parent.inputReader()) {
      child = ProcessHandle.of(Long.parseLong(output.readLine())).orElseThrow();
      assertThat(child.isAlive()).isTrue();

      parent.destroyForcibly().waitFor();
    }

    try {
      assertThat(child.onExit()).succeedsWithin(60, TimeUnit.SECONDS);
    } finally {
      child.destroyForcibly();
    }
  }

  private static ProcessBuilder parent(Class<?> main) {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            weakrefs.gc.ChildJvm.classPath(),
            main.getName())
        .redirectError(ProcessBuilder.Redirect.DISCARD);
  }

  /** As in a kernel: JShell's class loader finds the library, in a jar on JShell's class path. */
  @Test
  void findsTheLibraryInAJarOnTheClassPathOfJShell(@TempDir Path folder) throws IOException {
    assumeTrue(
        Charset.forName(System.getProperty("sun.jnu.encoding")).newEncoder().canEncode('ü'),
        "a locale in which files can have such names");
    Path jar = Files.createDirectory(folder.resolve("Müllers 100% Bücher+")).resolve("the lab.jar");
    pack(Path.of(Child.classPath(Duel.class)), jar);
    try (JShell jshell = JShell.builder().executionEngine("jdi:hostname(127.0.0.1)").build()) {
      jshell.addToClasspath(jar.toString());
      for (String place : weakrefs.gc.ChildJvm.classPath().split(java.io.File.pathSeparator)) {
        if (place.endsWith(".jar")) {
          jshell.addToClasspath(place); // Tablesaw and its passengers, not the classes
        }
      }
      assertThat(Child.classPath(Table.class)).endsWith(".jar");

      eval(jshell, "weakrefs.lab.Duel duel = new weakrefs.lab.Duel(8, 100);");
      eval(jshell, "duel.run();");
      eval(jshell, "var old = new weakrefs.lab.OldAndYoung(3);");
      eval(jshell, "old.run();");

      assertThat(eval(jshell, "duel.weak().howItEnded()"))
          .isEqualTo("\"alive, all 100 looked up\"");
      assertThat(eval(jshell, "duel.strong().howItEnded()")).isEqualTo("\"OutOfMemoryError\"");
      assertThat(eval(jshell, "old.oldBookOutlived()")).isEqualTo("3");
      assertThat(eval(jshell, "duel.getClass().getProtectionDomain().getCodeSource()"))
          .contains("the%20lab.jar");
    }
  }

  private static String eval(JShell jshell, String cell) {
    SnippetEvent event = jshell.eval(cell).get(0);
    assertThat(event.exception()).as(cell).isNull();
    assertThat(event.status()).as(cell).isEqualTo(Snippet.Status.VALID);
    return event.value();
  }

  private static void pack(Path classes, Path jar) throws IOException {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> all = Files.walk(classes)) {
      all.filter(Files::isRegularFile).forEach(files::add);
    }
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream packed = new JarOutputStream(out)) {
      for (Path file : files) {
        packed.putNextEntry(new JarEntry(classes.relativize(file).toString().replace('\\', '/')));
        Files.copy(file, packed);
        packed.closeEntry();
      }
    }
  }
}
