package weakrefs.exercise;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

  private void assertAnswer(String check, String voice, String... pieces) {
    String answer = shell.words("Check." + check);
    assertThat(answer).startsWith(voice);
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

    @Test
    void areNotAttemptedAsItWas() {
      assertAnswer(CHECK, NOT_ATTEMPTED, "Add two more holders");
      shell.run("{ dune = null; }");
      assertAnswer(CHECK, NOT_ATTEMPTED);
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

    @Test
    void areNotYetWithAnotherNumber() {
      shell.run("Book two = dune;");
      assertAnswer(CHECK, NOT_YET, "2 variables hold it: dune, two.");
      shell.run("Book[] box = {dune};", "Book[] box2 = {dune};");
      assertAnswer(CHECK, NOT_YET, "4 variables hold it");
    }

    @Test
    void areNotYetWhenAllHoldDirectly() {
      shell.run("Book two = dune;", "Object three = dune;");
      assertAnswer(CHECK, NOT_YET, "but all of them do so directly");
    }

    @Test
    void areNotYetWithAHiddenOne() {
      String hidden = shell.runAndKeep("List.of(dune)");
      shell.run("Book two = dune;");
      assertAnswer(CHECK, NOT_YET, hidden + "[0] is a hidden holder");
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

    @Test
    void isNotAttemptedAsItWas() {
      assertAnswer(CHECK, NOT_ATTEMPTED, "“Emma” is held by emma, box[0] and pile[0].");
      assertAnswer("allReturned(null)", NOT_ATTEMPTED, "There's no loan yet");
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
    void isNotYetWhileSomebodyHolds() {
      shell.run("{ emma = null; }");
      assertAnswer(CHECK, NOT_YET, "“Emma” is still held by box[0] and pile[0].");
      shell.run("{ box[0] = null; }");
      assertAnswer(CHECK, NOT_YET, "“Emma” is still held by pile[0].");
    }

    @Test
    void isNotYetWhenSomebodyOnlyAskedForACollection() {
      shell.run("System.gc();");
      assertAnswer(CHECK, NOT_YET, "it takes only what nobody holds", "emma, box[0] and pile[0]");
    }

    @Test
    void isNotYetWithAHiddenOne() {
      shell.run("{ emma = null; box[0] = null; }");
      String hidden = shell.runAndKeep("pile.remove(0)");
      assertAnswer(CHECK, NOT_YET, hidden + " is a hidden holder", "pile.clear()");
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

    @Test
    void isNotAttemptedAsItWas() {
      shell.run("WeakReference<Object> mine = null;");
      assertAnswer(CHECK, NOT_ATTEMPTED, "Make a new book");
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

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '~',
        textBlock =
            """
            "Ronja"             | a string literal
            ""                  | a string literal
            ("a" + 1).intern()  | a string literal
            127                 | a boxed value
            7L                  | a boxed value
            true                | a boxed value
            'x'                 | a boxed value
            Thread.State.NEW    | an enum constant
            Book.class          | a class
            List.of()           | a constant of Java's own
            Map.of()            | a constant of Java's own
            Collections.emptySet() | a constant of Java's own
            Optional.empty()    | a constant of Java's own
            Duration.ZERO       | a constant of Java's own
            java.math.BigInteger.TEN | a constant of Java's own
            Locale.ROOT         | a constant of Java's own
            (Runnable) () -> {} | a lambda that uses no variable
            """)
    void isNotYetWithWhatJavaKeeps(String referent, String kind) {
      shell.run("Object kept = " + referent + ";");
      mine("kept");
      shell.run("{ kept = null; }", "collect();");
      shell.run("Object again = " + referent + ";"); // whatever was collected meanwhile
      shell.run("{ again = null; }");
      mine(referent);
      assertAnswer(CHECK, NOT_YET, "The referent is " + kind, "Java itself keeps those");
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
    void isNotYetWithAHiddenHolder() {
      shell.run("Book b = new Book(\"Ronja\");");
      mine("b");
      String hidden = shell.runAndKeep("mine.get()");
      shell.run("{ b = null; }", "collect();");
      assertAnswer(CHECK, NOT_YET, hidden + " still holds it: a bare line");
    }

    @Test
    void isNotYetWhenNoCollectionCameBy() {
      shell.run("Book b = new Book(\"Ronja\");");
      mine("b");
      shell.run("Book b = null;");
      assertThat(shell.words("Check." + CHECK + ".voice() + \" \" + (mine.get() == null)"))
          .isIn("NOT_YET false", "CORRECT true"); // a collection may come by at any time
    }

    @Test
    void isNotYetWhenSomethingOutsideOfTheNotebookHolds() {
      shell.run("Object b = new Object();");
      mine("b");
      shell.run("{ System.getProperties().put(\"weakrefs.test.kept\", b); }", "{ b = null; }");
      assertAnswer(CHECK, NOT_YET, "Ask for one with collect(), and check again.");
      assertAnswer(CHECK, NOT_YET, "Ask for one with collect(), and check again.");
      shell.run("collect();");
      assertAnswer(
          CHECK,
          NOT_YET,
          "A collection came by, and it's still there. No variable that I can see holds it.",
          "inside Java's own objects");
      shell.run("{ System.getProperties().remove(\"weakrefs.test.kept\"); }", "collect();");
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

    @Test
    void isNotYetWhenJShellResetIt() {
      shell.run(
          "class Magazine { int page; }",
          "WeakReference<Magazine> weekly = new WeakReference<>(new Magazine());",
          "class Magazine { int number; }");
      assertAnswer("cleared(weekly)", NOT_YET, "JShell has reset weekly to null");
      assertAnswer("unstuck(weekly)", NOT_YET, "JShell has reset weekly to null");
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
          "List<Book> favourites = new ArrayList<>(List.of(pippi));",
          "{ pippi = null; }",
          "collect();");
    }

    @Test
    void isNotAttemptedAsItWas() {
      assertAnswer(CHECK, NOT_ATTEMPTED, "Ask whoHolds(stuck.get())");
      assertAnswer("unstuck(null)", NOT_ATTEMPTED, "Run the whole cell, from its first line");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "favourites.clear();",
          "{ favourites = null; }",
          "{ favourites.remove(0); }",
          "favourites.replaceAll(b -> null);"
        })
    void isCorrectWhenTheListLetsGo(String cell) {
      shell.run(cell, "collect();");
      assertAnswer(CHECK, CORRECT, "✔ the stuck book");
    }

    /** JShell keeps the old variable of that name, and what is in it. */
    @Test
    void isNotYetWhenTheListIsDeclaredAgain() {
      shell.run("List<Book> favourites = new ArrayList<>();", "collect();");
      assertAnswer(CHECK, NOT_YET, "favourites (the old one, a List)[0] still holds it");
    }

    @Test
    void isNotYetWhileSomebodyElseHolds() {
      shell.run("pippi = stuck.get();");
      assertAnswer(CHECK, NOT_YET, "pippi and favourites[0] still hold it");
      shell.run("favourites.clear();");
      assertAnswer(CHECK, NOT_YET, "pippi still holds it");
    }

    @Test
    void isNotYetWithAHiddenHolder() {
      String hidden = shell.runAndKeep("favourites.remove(0)");
      shell.run("collect();");
      assertAnswer(CHECK, NOT_YET, hidden + " still holds it: a bare line");
    }
  }

  @Nested
  class Favourite {
    private static final String CHECK = "favourite(friends)";

    @BeforeEach
    void open() {
      shell.run("Cache<String, Person> friends = new WeakCache<>(new PhoneBook(200)::load);");
    }

    @Test
    void isNotAttemptedAsItWas() {
      assertAnswer(CHECK, NOT_ATTEMPTED, "Ada is gone because nobody held her");
      shell.run("{ friends.get(\"Ada\"); }");
      assertAnswer(CHECK, NOT_ATTEMPTED, "Ada is gone because nobody held her");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "Person ada = friends.get(\"Ada\");",
          "var favourites = List.of(friends.get(\"Ada\"), friends.get(\"Ben\"));",
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

    @Test
    void isNotYetByAccident() {
      String hidden = shell.runAndKeep("friends.get(\"Ada\")");
      assertAnswer(CHECK, NOT_YET, "only by accident", hidden);
    }

    @ParameterizedTest
    @ValueSource(strings = {"screen", "wide"})
    void isNotYetOnAScreen(String name) {
      shell.run("Screen " + name + " = new Screen(5);", name + ".show(friends.get(\"Ada\"));");
      assertAnswer(CHECK, NOT_YET, "until she scrolls off");
    }

    @Test
    void isNotYetInACacheThatHoldsEverybody() {
      shell.run(
          "Cache<String, Person> friends = new StrongCache<>(new PhoneBook(200)::load);",
          "friends.get(\"Ada\").name();");
      assertAnswer(CHECK, NOT_YET, "the cache itself holds Ada");
    }

    @Test
    void isNotYetWhenNobodyIsCalledAda() {
      shell.run("Cache<String, Person> friends = new WeakCache<>(name -> null);");
      assertAnswer(CHECK, NOT_YET, "the loader returned null for Ada");
    }
  }
}
