package weakrefs.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Python of this machine where one is needed, and small fakes where it is only looked for. */
@Tag("slow") // starts Pythons
class PythonTest {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final String SLEEPS =
      "import os, time\nprint(os.getpid(), flush=True)\nwhile True: time.sleep(1)";

  @TempDir Path folder;

  /** A program that answers each question like this. */
  private Path fake(String name, String answer) throws IOException {
    Path script = folder.resolve(name);
    Files.createDirectories(script.getParent());
    Files.writeString(script, "#!/bin/sh\necho '" + answer + "'\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    return script;
  }

  @Test
  void runsAProgramAndReturnsWhatItPrinted() {
    assertThat(Python.run("print(6 * 7)\nprint('dünn → 薄い')\n")).isEqualTo("42\ndünn → 薄い");
  }

  @Test
  void aProgramThatPrintsNothingReturnsNothing() {
    assertThat(Python.run("x = 1")).isEmpty();
  }

  @Test
  void anErrorIsToldInPythonsOwnWordsAndNamesNoPlaceOfThisMachine() {
    String said =
        Python.run(
            "def look(book):\n    return book.title\nprint('so far', flush=True)\nlook(None)");

    assertThat(said.lines().map(String::strip))
        .startsWith(
            "so far", "Traceback (most recent call last):", "File \"cell.py\", line 4, in <module>")
        .contains("return book.title")
        .endsWith("AttributeError: 'NoneType' object has no attribute 'title'");
  }

  @Test
  void aSlipOfGrammarIsToldToo() {
    assertThat(Python.run("print('Momo'"))
        .startsWith("  File \"cell.py\", line 1")
        .endsWith("SyntaxError: '(' was never closed");
  }

  @Test
  void theProgramIsTheMainModuleAndMayEndAsItLikes() {
    assertThat(Python.run("print(__name__, flush=True)\nraise SystemExit('bye')"))
        .isEqualTo("__main__\nbye");
  }

  @Test
  void whatIsToBeDoneAtTheEndIsDone() {
    assertThat(Python.run("import atexit\natexit.register(print, 'the end')\nprint('first')"))
        .isEqualTo("first\nthe end");
  }

  @Test
  void runsIsolatedInAFolderOfItsOwn() {
    assertThat(
            Python.run(
                "import os, sys\n"
                    + "print([k for k in os.environ if k.startswith('PYTHON')])\n"
                    + "print(sys.flags.isolated, os.listdir())"))
        .isEqualTo("[]\n1 ['cell.py']");
  }

  @Test
  void aLongOutputIsCut() {
    assertThat(Python.run("print('x' * 100_000)")).hasSize(20_011).endsWith("xx\n… and more");
  }

  @Test
  void aProgramThatGoesRoundForEverIsEnded() {
    assertThatThrownBy(() -> Python.here().run(SLEEPS, Duration.ofSeconds(5)))
        .isInstanceOf(LabException.class)
        .hasMessageStartingWith("Python was still running after 5.0 s, so we ended it.")
        .satisfies(e -> assertThat(isAlive(e.getMessage())).isFalse());
  }

  /** Whether the process lives whose number ends this message. */
  private static boolean isAlive(String message) {
    Matcher pid = Pattern.compile("It said: (\\d+)\\s*$").matcher(message);
    assertThat(pid.find()).as(message).isTrue();
    return ProcessHandle.of(Long.parseLong(pid.group(1))).map(ProcessHandle::isAlive).orElse(false);
  }

  @Test
  void aProgramThatDiesWithoutAWordIsToldOf() {
    assertThatThrownBy(() -> Python.run("import os\nos._exit(7)"))
        .isInstanceOf(LabException.class)
        .hasMessage("Python ended with code 7 and didn't say why");
  }

  @Test
  void anInterruptEndsIt() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> Python.here().run(SLEEPS, LONG))
        .isInstanceOf(LabException.class)
        .hasMessageStartingWith("Python was interrupted");
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void endsWhenTheJvmThatStartedItIsKilled() throws IOException, InterruptedException {
    Path told = folder.resolve("pid");
    Process parent =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                Child.classPath(Mains.class, Python.class),
                Mains.StartsAPythonThatHangs.class.getName(),
                told.toString())
            .inheritIO()
            .start();
    long start = System.nanoTime();
    while (!Files.exists(told) && System.nanoTime() - start < LONG.toNanos()) {
      LockSupport.parkNanos(20_000_000);
    }
    ProcessHandle python = ProcessHandle.of(Long.parseLong(Files.readString(told))).orElseThrow();

    parent.destroyForcibly().waitFor();

    try {
      assertThat(python.onExit()).succeedsWithin(60, TimeUnit.SECONDS);
    } finally {
      python.destroyForcibly();
    }
  }

  @Test
  void aProgramForANewerPythonIsNotRun() {
    assertThat(Python.since("4.0", "print('from the future')"))
        .isEqualTo("This needs Python 4.0, but you have Python " + Python.version() + ".");
    assertThat(Python.since("3.9", "print('no news')")).isEqualTo("no news");
    assertThatThrownBy(() -> Python.since("new", "print(1)"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("“new” isn't a Python version: write it like 3.12");
  }

  @Test
  void versionsAreComparedAsNumbers() throws IOException {
    Python python = Python.find(List.of(fake("python", "cpython 3.10")));

    assertThat(python.isAtLeast("3.9")).isTrue();
    assertThat(python.isAtLeast("3.10")).isTrue();
    assertThat(python.isAtLeast("3.11")).isFalse();
    assertThat(python.isAtLeast("2.99")).isTrue();
    assertThat(python.isAtLeast("4.0")).isFalse();
  }

  @Test
  void thePythonThatStartedTheKernelComesFirst() throws IOException {
    Path jupyters = fake("jupyter/python3.13", "");
    Path java = fake("jdk/java", "");
    Path venvs = fake("venv/bin/python", "");
    Path courses = fake("course/.venv/bin/python", "");
    Path systems = fake("system/python3", "");

    assertThat(
            Python.candidates(
                List.of(java, jupyters),
                Map.of(
                    "VIRTUAL_ENV", folder + "/venv", "PATH", folder + "/no:" + folder + "/system"),
                folder.resolve("course/notebooks"),
                false))
        .startsWith(jupyters, venvs, courses)
        .contains(systems)
        .doesNotContain(java);
  }

  @Test
  void whatIsTooOldOrNoCPythonIsPassedOver() throws IOException {
    Path old = fake("old", "cpython 3.9");
    Path other = fake("other", "pypy 3.11");
    Path right = fake("right", "cpython 3.14");

    assertThat(Python.find(List.of(old, other, right)).isAtLeast("3.14")).isTrue();
    assertThatThrownBy(() -> Python.find(List.of(old, other)))
        .isInstanceOf(LabException.class)
        .hasMessageStartingWith("this notebook needs CPython 3.10 or newer")
        .hasMessageContaining("Install it, then restart the kernel.")
        .hasMessageContaining(old + " (cpython 3.9)")
        .hasMessageContaining(other + " (pypy 3.11)");
  }

  @Test
  void whereThereIsNoPythonTheMessageSaysWhatToDo() {
    assertThatThrownBy(() -> Python.find(List.of()))
        .isInstanceOf(LabException.class)
        .hasMessageEndingWith("Install it, then restart the kernel.");
  }
}
