package weakrefs.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What's different on Windows, as far as parameters tell. */
class WindowsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"Windows 11, true", "Windows Server 2022, true", "Linux, false", "Mac OS X, false"})
  void isKnownByItsName(String osName, boolean isWindows) {
    assertThat(Windows.is(osName)).isEqualTo(isWindows);
  }

  @Test
  void aToolOfTheJdkHasAnEnding() {
    Path home = Path.of("jdk");

    assertThat(Child.tool(home, "jcmd", true))
        .isEqualTo(Path.of("jdk", "bin", "jcmd.exe").toString());
    assertThat(Child.tool(home, "jcmd", false)).isEqualTo(Path.of("jdk", "bin", "jcmd").toString());
  }

  @Test
  void aLineThatWasHeardEndsAlikeEverywhere() {
    assertThat(Child.plain("42\r\n", "\r\n")).isEqualTo("42\n");
    assertThat(Child.plain("42\n", "\r\n")).isEqualTo("42\n");
    assertThat(Child.plain("42", "\r\n")).isEqualTo("42");
    assertThat(Child.plain("42\r\n", "\n"))
        .as("on Linux it's what was printed")
        .isEqualTo("42\r\n");
  }

  @Test
  void noArgumentHasADoubleQuote() {
    assertThat(Python.LAUNCHER + Python.PROBE).doesNotContain("\"");
    assertThat(Program.quoted("C:\\Users\\Ada Lovelace\\leak.jfr"))
        .isEqualTo("'C:\\Users\\Ada Lovelace\\leak.jfr'");
    assertThat(Program.quoted("/tmp/leak.jfr")).isEqualTo("/tmp/leak.jfr");
  }

  @Test
  void aPythonIsInOtherFoldersAndHasAnEnding() throws IOException {
    Path jupyters = program("base/python.exe");
    Path venvs = program("venv/Scripts/python.exe");
    Path condas = program("conda/python.exe");
    Path courses = program("course/.venv/Scripts/python.exe");
    Path systems = program("system/python.exe");
    program("venv/bin/python");
    program("conda/Scripts/python.exe");
    program("course/.venv/bin/python");
    program("system/python3");
    Map<String, String> environment =
        Map.of(
            "Virtual_Env", folder.resolve("venv").toString(),
            "CONDA_PREFIX", folder.resolve("conda").toString(),
            "Path", "\0no path;;" + folder.resolve("no") + ";" + folder.resolve("system"));

    assertThat(
            Python.candidates(
                List.of(program("jdk/java.exe"), jupyters),
                environment,
                folder.resolve("course/notebooks"),
                true))
        .containsExactly(jupyters, venvs, condas, courses, systems);
  }

  private Path program(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "");
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
  }
}
