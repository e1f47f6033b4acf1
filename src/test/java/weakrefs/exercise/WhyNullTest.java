package weakrefs.exercise;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import weakrefs.inspect.Shell;

/** A learner has edited a class, and gives a helper what JShell has set to null. */
@Timeout(60)
class WhyNullTest {
  @AutoClose private static final Shell SHELL = Shell.here();

  @BeforeAll
  static void editAClass() {
    SHELL.run(
        "import java.lang.ref.Cleaner;",
        "import java.util.concurrent.Callable;",
        "import weakrefs.chart.*;",
        "import weakrefs.exercise.*;",
        "import weakrefs.timeline.*;",
        "import static weakrefs.exercise.Prediction.*;",
        "String said(Callable<?> helper) { try { return \"\" + helper.call(); } catch (Exception e) { return \"\" + e.getMessage(); } }",
        "class Tag { int n; }",
        "Tag tag = new Tag();",
        "WeakReference<Tag> peek = new WeakReference<>(tag);",
        "Cache<String, Tag> cache = new WeakCache<>(n -> new Tag());",
        "List<Tag> tags = List.of(tag);",
        "class Work implements Runnable, BooleanSupplier { public void run() {} public boolean getAsBoolean() { return true; } }",
        "Work work = new Work();",
        "class LookUp implements Function<String, Person>, Predicate<Function<String, Person>> {"
            + " public Person apply(String name) { return null; } public boolean test(Function<String, Person> f) { return true; } }",
        "LookUp lookUp = new LookUp();",
        "Supplier<Collection<Tag>> keys = () -> tags;",
        "Supplier<List<Tag>> broken = () -> List.of(new Tag[tag.n]);",
        "Book momo = new Book(\"Momo\");",
        "class Tag { int n; int more; }",
        "class Work implements Runnable, BooleanSupplier { int more; public void run() {} public boolean getAsBoolean() { return true; } }",
        "class LookUp implements Function<String, Person>, Predicate<Function<String, Person>> { int more;"
            + " public Person apply(String name) { return null; } public boolean test(Function<String, Person> f) { return true; } }",
        "Supplier<List<Object>> broken = () -> List.of(new Object[tag.n]);");
  }

  private static String said(String helper) {
    return SHELL.words("said(() -> " + helper + ")");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "whoHolds(tag)",
        "whoObserves(tag)",
        "{ awaitCleared(peek); return 1; }",
        "{ awaitCleared(peek, Duration.ofMillis(1)); return 1; }",
        "{ await(\"it\", work); return 1; }",
        "Follower.of(tag)",
        "RootPath.inDump((java.nio.file.Path) (Object) tag, Book.class)",
        "Sketch.of(tag)",
        "Sketch.of(\"a tag\", tag)",
        "new StrongCache<Tag, Book>(t -> momo).get(tag)",
        "new WeakCache<Tag, Book>(t -> momo).get(tag)",
        "new Timeline().watch(\"tags\", cache)",
        "new Timeline().watch(\"books\", new StrongCache<String, Book>(Book::new)).record(work)",
        "new HitRates().watch(\"tags\", () -> 1).record(tags, t -> {})",
        "outcome(\"no such guess\", tag)",
        "Check.cleared(peek)",
        "Check.unstuck(peek)",
        "Check.nameOf((Function) lookUp)",
        "Check.countGone((Function) lookUp)",
        "Check.ring((Function) lookUp)",
        "Check.remembers(lookUp, new PhoneBook(3))",
        "Check.myCache((Function) lookUp)",
        "Check.oneOfAKind((Function) lookUp)",
        "Check.letsGo(lookUp)",
        "Check.keysThatGo(keys)",
        "Check.myNotes((Supplier) keys)",
        "Check.favorite((Cache) cache)",
        "Check.fortyStay(null, (Cache) cache)",
        "Check.sixtyStay(null, (Cache) cache)",
      })
  void isToldByEachHelper(String helper) {
    assertThat(said(helper)).contains("JShell has reset ", " to null, because ", "once more.");
  }

  @Test
  void namesTheVariables() {
    assertThat(said("Check.cleared(peek)"))
        .startsWith(
            "◐ Not yet. JShell has reset peek to null, because a class that it needs has changed."
                + " That wasn't a collection. Run the cell that makes it once more.");
    assertThat(said("whoHolds(tag)"))
        .isEqualTo(
            "There's nothing to hold: this is null. JShell has reset tag, peek, cache, tags, work,"
                + " lookUp and keys to null, because a class that they need has changed."
                + " That wasn't a collection. Run the cells that make them once more.");
  }

  @Test
  void isNoReasonWhereNoneOfThemCouldBeMeant() {
    assertThat(said("Check.light(null)")).startsWith("○ Not attempted yet.");
    assertThat(said("Check.allReturned(null)")).startsWith("○ Not attempted yet.");
  }

  /** Not an argument, but a variable in the learner's own code. */
  @Test
  void isToldWhenALearnersCodeMeetsIt() {
    assertThat(said("Check.keysThatGo((Supplier) broken)"))
        .startsWith("◐ Not yet. Your code stopped with an error: NullPointerException")
        .contains("JShell has reset tag to null");
  }
}
