package weakrefs.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who set a variable to null: the learner, or JShell? */
@Timeout(60)
class ResetVariablesTest {
  @AutoClose private final Shell shell = Shell.here();

  private List<String> reset() {
    return shell.names("resetVariables()");
  }

  @Test
  void areThoseOfAClassThatWasChanged() {
    shell.run(
        "class Note { String text; }",
        "Note note = new Note();",
        "List<Note> notes = List.of(note);",
        "Note[] array = {note};",
        "WeakReference<Note> peek = new WeakReference<>(note);",
        "Note never = null;",
        "Object kept = new Note();",
        "Book momo = new Book(\"Momo\");",
        "int number = 7;");
    assertThat(reset()).isEmpty();

    shell.run("class Note { String text; int page; }");

    assertThat(shell.words("note")).isEqualTo("null");
    assertThat(reset()).containsExactly("note", "notes", "array", "peek");
  }

  @Test
  void areNoneWhenTheSameClassIsRunAgain() {
    shell.run("class Note {}", "Note note = new Note();", "class Note {}");

    assertThat(reset()).isEmpty();
  }

  @Test
  void areNotThoseThatTheLearnerSetToNull() {
    shell.run("Book momo = new Book(\"Momo\");", "{ momo = null; }", "momo = null;");

    assertThat(reset()).isEmpty();
  }

  @Test
  void areNotThoseThatTheLearnerSetToNullBeforeTheClassChanged() {
    shell.run(
        "class Note {}", "Note note = new Note();", "{ note = null; }", "class Note { int page; }");

    assertThat(reset()).isEmpty();
  }

  @Test
  void areNotThoseThatWereDeclaredAgain() {
    shell.run(
        "class Note {}",
        "class Page {}",
        "Note same = new Note();",
        "Note other = new Note();",
        "List<Note> list = List.of();",
        "Note same = null;",
        "Page other = null;",
        "List<Page> list = null;",
        "String text = \"a\";",
        "int length() { return text.length(); }",
        "String text = null;");

    assertThat(reset()).isEmpty();
  }

  @Test
  void areNoLongerThoseThatGotAValueSince() {
    shell.run(
        "class Note {}",
        "Note assigned = new Note();",
        "Note declared = new Note();",
        "Note waiting = new Note();",
        "class Note { int page; }",
        "{ assigned = new Note(); }",
        "Note declared = new Note();");

    assertThat(reset()).containsExactly("waiting");
  }

  @Test
  void areStillThoseThatWereResetTwice() {
    shell.run(
        "class Note {}",
        "Note note = new Note();",
        "class Note { int page; }",
        "class Note { int page; int line; }");

    assertThat(reset()).containsExactly("note");
  }

  @Test
  void leaveTheOldObjectToAnOldVariable() {
    shell.run("class Note {}", "Note note = new Note();");
    shell.peek("note");

    shell.run("class Note { int page; }");

    assertThat(reset()).containsExactly("note");
    assertThat(shell.holders(Shell.PEEKED)).containsExactly("note (the old one, a Note)");
  }

  /** What the documentation says that it can't tell. */
  @Test
  void areTakenToBeThoseThatGotAValueAndThenNullAgain() {
    shell.run(
        "class Note {}",
        "Note note = new Note();",
        "class Note { int page; }",
        "{ note = new Note(); }",
        "{ note = null; }");

    assertThat(reset()).containsExactly("note");
  }

  @Test
  @Tag("slow") // starts a JVM
  void areFoundInAJvmOfItsOwn() {
    try (Shell console = Shell.inAnotherJvm()) {
      console.run("class Note {}", "Note note = new Note();", "class Note { int page; }");

      assertThat(console.value("resetVariables().toString()")).isEqualTo("\"[note]\"");
    }
  }
}
