package weakrefs.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of variables whose lines JShell compiles again, though nobody ran their cells. */
@Timeout(60)
class ShellWatchTest {
  @AutoClose private final Shell shell = Shell.here();
  private List<String> told;

  @BeforeEach
  void watch() {
    told = shell.watched();
  }

  /**
   * The line of copy says names, whose field is another one now; the import makes JShell see that.
   */
  private void copyAndImport() {
    shell.run(
        "List<String> names = new ArrayList<>(List.of(\"Ada\"));",
        "List<String> copy = new ArrayList<>(names);",
        "Integer size = names.size();",
        "Set<String> names = new HashSet<>();",
        "import java.util.concurrent.*;");
  }

  @Test
  void keepTheirValues() {
    copyAndImport();

    assertThat(shell.words("copy + \" \" + size")).isEqualTo("[Ada] 1");
    assertThat(shell.names("resetVariables()")).isEmpty();
    assertThat(told).isEmpty();
  }

  @Test
  void keepTheVeryObject() {
    shell.run(
        "Book momo = new Book(\"Momo\");",
        "Object same = momo;",
        "Object momo = same;",
        "import java.util.concurrent.*;");

    assertThat(shell.words("same == momo && same != null")).isEqualTo("true");
  }

  @Test
  void keepWhatTheyWereGivenLast() {
    copyAndImport();
    shell.run("copy = List.of(\"Ben\");", "{ size = null; }");

    shell.run("List<String> names = List.of();", "import java.util.regex.*;");

    assertThat(shell.words("copy + \" \" + size")).isEqualTo("[Ben] null");
  }

  @Test
  void keepWhatTheyWereDeclaredWithLast() {
    copyAndImport();
    shell.run("List<String> copy = List.copyOf(names);");
    shell.run("List<String> names = List.of();", "import java.util.regex.*;");

    assertThat(shell.words("copy")).isEqualTo("[]");
  }

  @Test
  void keepTheirValuesIfTheyWereThereBeforeTheWatch() {
    try (Shell other = Shell.here()) {
      other.run(
          "List<String> names = List.of(\"Ada\");",
          "List<String> copy = new ArrayList<>(names);",
          "List<String> copy = new LinkedList<>(names);");
      other.watched();
      other.run("Set<String> names = Set.of();", "import java.util.concurrent.*;");

      assertThat(other.words("copy")).isEqualTo("[Ada]");
    }
  }

  @Test
  void areToldOfWhenTheirClassHasChanged() {
    shell.run(
        "class Tag { int n; }",
        "Tag tag = new Tag();",
        "Tag never = null;",
        "List<Tag> tags = List.of(tag);",
        "class Tag { int n; int more; }");

    assertThat(told)
        .containsExactlyInAnyOrder(
            "JShell has reset tag to null, because a class that it needs has changed."
                + " That wasn't a collection. Run the cell that makes it once more.",
            "JShell has reset tags to null, because a class that it needs has changed."
                + " That wasn't a collection. Run the cell that makes it once more.");
    assertThat(shell.words("tags")).isEqualTo("null"); // else there would be old tags in it
  }

  @Test
  void areToldOfWhenTheirLinesNoLongerCompile() {
    shell.run(
        "Book momo = new Book(\"Momo\");",
        "Book same = momo;",
        "Object momo = new Object();",
        "import java.util.concurrent.*;");

    assertThat(told)
        .containsExactly(
            "Since “import java.util.concurrent.*;” JShell can't use same anymore, because its line no"
                + " longer compiles. Run the cell that makes it again.");
  }

  @Test
  void areToldOfWhenAnImportGivesTheirTypeASecondMeaning() {
    shell.run(
        "List<String> mine = List.of(\"Ada\");",
        "List<String> other = List.of();",
        "import java.awt.*;");

    assertThat(told)
        .containsExactly(
            "“import java.awt.*;” gave List a second meaning, so JShell no longer knows what you"
                + " declared with it, such as mine. Import the List that you mean by its full name,"
                + " such as “import java.util.List;”, and it's back.");
    assertThat(shell.isRefused("mine.size()")).isTrue();

    shell.run("import java.util.List;");

    assertThat(shell.words("mine")).isEqualTo("[Ada]");
  }

  /** Its own line doesn't say List, but needs a variable whose line does. */
  @Test
  void areToldOfWhenTheirLinesNeedWhatWasLost() {
    shell.run("List<String> mine = List.of(\"Ada\");", "String first = mine.get(0);");

    shell.run("import java.awt.*;");

    assertThat(told)
        .contains(
            "Since “import java.awt.*;” JShell can't use first anymore, because its line no longer"
                + " compiles. Run the cell that makes it again.");
    shell.run("import java.util.List;", "String first = mine.get(0);");
    assertThat(shell.words("mine + first")).isEqualTo("[Ada]Ada");
  }
}
