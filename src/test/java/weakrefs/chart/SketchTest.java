package weakrefs.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import weakrefs.inspect.Shell;

/** Drawn from the variables of a real JShell. */
@Timeout(60)
class SketchTest {
  @AutoClose private final Shell shell = Shell.here();

  @AfterEach
  void forgetIt() {
    System.getProperties().remove("weakrefs.test.sketch");
  }

  private void sketch(String initializer) {
    shell.run(
        "weakrefs.chart.Sketch ada = weakrefs.chart.Sketch.of(" + initializer + ");",
        "{ System.getProperties().put(\"weakrefs.test.sketch\", ada); }");
  }

  /** As a kernel does to show a value: when the cell is over. */
  private static Drawing draw() {
    return ((Sketch) System.getProperties().get("weakrefs.test.sketch")).draw();
  }

  @Test
  void showsOwnersAndObserversBeforeACollectionAndNobodyAfterIt() {
    shell.run(
        "var phoneBook = new PhoneBook(200);",
        "var cache = new WeakCache<String, Person>(phoneBook::load);",
        "var screen = new Screen(5);",
        "Person person = cache.get(\"Ada\");",
        "{ screen.show(person); }",
        "var peek = new WeakReference<>(person);");
    sketch("\"Ada\", person");

    assertThat(draw())
        .hasToString(
            """
            screen.shown[0]  -----> +-----+ < - - -  cache.entries["Ada"]
            person           -----> | Ada | < - - -  peek
                                    +-----+
            “Ada” has 2 owners: screen.shown[0], person.\
             2 observers only know where it is: cache.entries["Ada"], peek.\
            """);

    shell.run("{ person = null; screen.clear(); }", "awaitCleared(peek);");

    assertThat(draw())
        .hasToString(
            """
                               +- - - - - -+   x - -  cache.entries["Ada"] (finds nothing now (null))
            (no owner)         : Ada: gone :   x - -  peek (finds nothing now (null))
                               +- - - - - -+
            “Ada” is gone: nothing owned it anymore, so a collection took it.\
             2 observers find nothing now (null): cache.entries["Ada"], peek.\
            """);
  }

  @Test
  void marksAHiddenOwner() {
    // Held until JShell holds it: a collection may come between two cells.
    shell.run("Book momo = new Book(\"Momo\");", "var peek = new WeakReference<>(momo);");
    String hidden = shell.runAndKeep("peek.get()");
    shell.run("momo = null;");
    sketch("\"Momo\", peek.get()");

    assertThat(draw().toString())
        .contains(hidden + " (hidden: JShell keeps a cell's value)  ----->")
        .endsWith("Hidden, because JShell keeps a cell's value: " + hidden + ".");
  }

  @Test
  void isOfTheMomentInWhichItIsDrawn() {
    shell.run("Book momo = new Book(\"Momo\");");
    sketch("momo");
    Drawing before = draw();

    shell.run("Book two = momo;");

    assertThat(draw().caption()).startsWith("“Book \"Momo\"” has 2 owners: momo, two.");
    assertThat(before.caption()).startsWith("“Book \"Momo\"” has 1 owner: momo.");
  }

  @Test
  void neitherDrawsItselfNorKeepsTheObjectByItsLabel() {
    shell.run("String text = new String(\"some text\");", "var peek = new WeakReference<>(text);");
    sketch("text");
    shell.run("var sketches = List.of(ada, weakrefs.chart.Sketch.of(text, text));");
    assertThat(draw().caption())
        .isEqualTo("“some text” has 1 owner: text. 1 observer only knows where it is: peek.");

    shell.run("{ text = null; }", "awaitCleared(peek);");

    assertThat(draw().caption()).startsWith("“some text” is gone");
  }

  @Test
  void isTextAtAConsole() {
    try (Shell console = Shell.inAnotherJvm()) {
      console.run(
          "import weakrefs.chart.*;",
          "Book momo = new Book(\"Momo\");",
          "Sketch sketch = Sketch.of(\"Momo\", momo);",
          "var peek = new SoftReference<>(momo);");

      assertThat(console.value("sketch"))
          .contains("momo  -----> | Momo | < - - -  peek", "“Momo” has 1 owner: momo.");
    }
  }

  @Test
  void takesTheClassAsLabelOfAnObjectThatCantSayWhatItIs() {
    class Grumpy {
      @Override
      public String toString() {
        throw new IllegalStateException("no");
      }
    }
    class Silent {
      @Override
      public String toString() {
        return " ";
      }
    }
    Object grumpy = new Grumpy();
    Object silent = new Silent();

    assertThat(Sketch.of(grumpy).toString()).contains("| Grumpy |");
    assertThat(Sketch.of(silent).toString()).contains("| Silent |");
  }

  @Test
  void needsAnObjectAndALabel() {
    assertThatNullPointerException()
        .isThrownBy(() -> Sketch.of("Ada", null))
        .withMessage(
            "there's nothing to draw: the object is null. Make the sketch before the object is"
                + " gone");
    assertThatNullPointerException().isThrownBy(() -> Sketch.of(null));
    assertThatNullPointerException()
        .isThrownBy(() -> Sketch.of(null, "x"))
        .withMessage("what should the label say? It's null");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Sketch.of(" \n", "x"))
        .withMessage("nobody can read a blank label: give a name, such as \"Ada\"");
  }
}
