package weakrefs.exercise;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import weakrefs.inspect.Shell;

/** Checks that look at the variables of a notebook, in a real JShell. */
@Tag("slow") // compiles each answer
@Timeout(60)
class CheckInAShellTest {
  private static final String NOT_ATTEMPTED = "○ Not attempted yet. ";
  private static final String NOT_YET = "◐ Not yet. ";
  private static final String CORRECT = "✔ Correct. ";

  @AutoClose private final Shell shell = Shell.here();

  @BeforeEach
  void startTheKernel() {
    Answer.forgetAll();
    shell.run("import weakrefs.exercise.*;");
  }

  private void assertAnswer(String check, String result, String... pieces) {
    String answer = shell.words("Check." + check);
    assertThat(answer).startsWith(result);
    for (String piece : pieces) {
      assertThat(answer).contains(piece);
    }
  }

  @Nested
  class ThreeHolders {
    private static final String CHECK = "threeHolders(whoHolds(dune))";

    @BeforeEach
    void lend() {
      shell.run("Book dune = new Book(\"Dune\");");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "List<Book> pile = List.of(dune);",
          "Book[] box = {null, dune};",
          "Object[][] boxes = {{dune}};",
          "Map<String, Book> shelf = new HashMap<>(Map.of(\"d\", dune));",
          "Optional<Book> perhaps = Optional.of(dune);",
          "AtomicReference<Book> atomic = new AtomicReference<>(dune);",
        })
    void areCorrectWithSomethingAround(String around) {
      shell.run("Book two = dune;", around);
      assertAnswer(CHECK, CORRECT, "dune, two and ");
    }

    @Test
    void areCorrectWhenObserversLookOn() {
      shell.run(
          "var peek = new WeakReference<>(dune);",
          "Deque<Book> pile = new ArrayDeque<>(List.of(dune));",
          "Book[] box = {dune};");
      assertAnswer(CHECK, CORRECT, "pile", "box[0]");
    }
  }

  @Nested
  class AllReturned {
    private static final String CHECK = "allReturned(loan)";

    @BeforeEach
    void lend() {
      shell.run(
          "Book emma = new Book(\"Emma\");",
          "Book[] box = {emma};",
          "List<Book> pile = new ArrayList<>(List.of(emma));",
          "Loan loan = new Loan(emma);");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{ emma = null; box[0] = null; pile.clear(); }",
          "{ emma = null; box = null; pile = null; }",
          "{ emma = new Book(\"other\"); box = new Book[0]; pile.set(0, null); }",
          "{ emma = null; Arrays.fill(box, null); pile.removeIf(b -> true); collect(); }",
          "{ emma = null; box[0] = null; pile.remove(0); }", // in braces, nothing is kept
        })
    void isCorrectWhenAllLetGo(String cell) {
      shell.run(cell);
      assertAnswer(CHECK, CORRECT, "“Emma”");
      assertAnswer(CHECK, CORRECT, "✔ all returned");
    }

    @Test
    void canBeLentAgain() {
      shell.run("{ emma = null; box[0] = null; pile.clear(); }");
      assertAnswer(CHECK, CORRECT);
      shell.run("Book emma = new Book(\"100 % {0} <b>\");", "Loan loan = new Loan(emma);");
      assertAnswer(CHECK, NOT_YET, "is still held by emma.");
      shell.run("{ emma = null; }");
      assertAnswer(CHECK, CORRECT, "“100 % {0} <b>”");
    }
  }

  @Nested
  class Cleared {
    private static final String CHECK = "cleared(mine)";

    private void mine(String referent) {
      shell.run("WeakReference<Object> mine = new WeakReference<>(" + referent + ");");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "new Book(\"Ronja\")",
          "new String(\"Ronja\")",
          "new int[10]",
          "new Object()",
          "new AtomicInteger(7)"
        })
    void isCorrectAfterACollection(String referent) {
      mine(referent);
      shell.run("collect();");
      assertAnswer(CHECK, CORRECT, "finds nothing anymore");
    }

    @Test
    void isCorrectWithAnySubclassOfWeakReference() {
      shell.run(
          "class Card extends WeakReference<Book> { Card(Book b) { super(b, new ReferenceQueue<>()); } }",
          "Card mine = new Card(new Book(\"Ronja\"));",
          "collect();");
      assertAnswer(CHECK, CORRECT);
    }

    /** These look as if Java kept them, but go like any other. */
    @ParameterizedTest
    @ValueSource(
        strings = {
          "\"Ron\".concat(\"ja \" + System.nanoTime())",
          "new StringBuilder(\"r\").append(System.nanoTime()).toString()",
          "new AtomicInteger(7)",
          "new java.math.BigDecimal(\"7.25\")",
          "new ArrayList<>()",
          "List.of(1)",
          "Optional.of(1)",
          "Duration.ofDays(1)",
          "((Supplier<Supplier<Object>>) () -> { Object o = 1; return () -> o; }).get()",
        })
    void isNotYetWithWhatSomebodyHolds(String referent) {
      shell.run("Object kept = " + referent + ";");
      mine("kept");
      assertAnswer(CHECK, NOT_YET, "kept still holds it");
      shell.run("{ kept = null; }");
      shell.run("collect();");
      assertAnswer(CHECK, CORRECT);
    }

    @Test
    void neverCollects() {
      shell.run("Book b = new Book(\"Ronja\");");
      mine("b");
      shell.run(
          "Object before = System.getProperties().put(\"weakrefs.test.log\", CollectionLog.start());",
          "Check.cleared(mine);",
          "Check.unstuck(mine);");
      assertThat(
              shell.words(
                  "((CollectionLog) System.getProperties().get(\"weakrefs.test.log\")).collections().stream()"
                      + ".filter(c -> c.cause().equals(\"System.gc()\")).count()"))
          .isEqualTo("0");
    }
  }

  @Nested
  class Unstuck {
    private static final String CHECK = "unstuck(stuck)";

    @BeforeEach
    void stick() {
      shell.run(
          "Book pippi = new Book(\"Pippi\");",
          "WeakReference<Book> stuck = new WeakReference<>(pippi);",
          "List<Book> favorites = new ArrayList<>(List.of(pippi));",
          "{ pippi = null; }",
          "collect();");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "favorites.clear();",
          "{ favorites = null; }",
          "{ favorites.remove(0); }",
          "favorites.replaceAll(b -> null);"
        })
    void isCorrectWhenTheListLetsGo(String cell) {
      shell.run(cell, "collect();");
      assertAnswer(CHECK, CORRECT, "✔ the stuck book");
    }
  }

  @Nested
  class Favorite {
    private static final String CHECK = "favorite(friends)";

    @BeforeEach
    void open() {
      shell.run("Cache<String, Person> friends = new WeakCache<>(new PhoneBook(200)::load);");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "Person ada = friends.get(\"Ada\");",
          "var favorites = List.of(friends.get(\"Ada\"), friends.get(\"Ben\"));",
          "Map<String, Person> pinned = new HashMap<>(Map.of(\"a\", friends.get(\"Ada\")));",
          "Person screenStar = friends.get(\"Ada\");",
        })
    void isCorrectWithAVariable(String cell) {
      shell.run(cell);
      assertAnswer(CHECK, CORRECT, "Ada stays because");
      assertAnswer(CHECK, CORRECT, "✔ a favorite");
    }

    @Test
    void isCorrectWithAVariableBesideTheScreen() {
      shell.run(
          "Screen screen = new Screen(5);",
          "Person ada = friends.get(\"Ada\");",
          "screen.show(ada);");
      assertAnswer(CHECK, CORRECT);
    }
  }
}
