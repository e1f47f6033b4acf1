package weakrefs.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who observes it? Asked in a real JShell. Each test has variables of its own. */
@Timeout(60)
class ObserversTest {
  @AutoClose private static final Shell shell = Shell.here();

  private static List<String> observers(String expression) {
    return shell.names("whoObserves(" + expression + ").names()");
  }

  @Test
  void areNobodyOutsideOfJShell() {
    Object mine = new Object();
    WeakReference<Object> peek = new WeakReference<>(mine);

    assertThat(Inspector.whoObserves(mine).names()).isEmpty();
    assertThat(Inspector.whoObserves(mine).count()).isZero();
    assertThat(Inspector.whoObserves(mine))
        .asString()
        .startsWith("No variable that I can see observes it. I can't look at local variables");
    assertThat(Inspector.whoObserves(null))
        .hasToString("There's nothing to observe: this is null.");
    assertThat(peek.refersTo(mine)).isTrue();
  }

  @Test
  void areNobodyForNullThoughAClearedReferenceRefersToIt() {
    shell.run("var cleared = new WeakReference<Book>(null);");

    assertThat(observers("null")).isEmpty();
  }

  @Test
  void nameEveryKindOfReferenceThatLetsGo() {
    shell.run(
        "Book momo = new Book(\"Momo\");",
        "WeakReference<Book> weak = new WeakReference<>(momo);",
        "SoftReference<Book> soft = new SoftReference<>(momo);",
        "var phantom = new PhantomReference<Book>(momo, new ReferenceQueue<>());",
        "class Card extends WeakReference<Book> { Card(Book book) { super(book); } }",
        "var card = new Card(momo);",
        "var byBook = new WeakHashMap<Book, Integer>(Map.of(momo, 1));",
        "var other = new WeakReference<>(new Book(\"other\"));");

    assertThat(observers("momo"))
        .containsExactly("weak", "soft", "phantom", "card", "byBook.keySet()");
    assertThat(shell.holders("momo")).containsExactly("momo");
    assertThat(shell.words("whoObserves(phantom)"))
        .startsWith("No variable that I can see observes it.");
  }

  @Test
  void nameTheWayToTheReference() {
    shell.run(
        "var cache = new WeakCache<String, Book>(title -> new Book(title));",
        "Book ada = cache.get(\"Ada\");",
        "var peeks = List.of(new WeakReference<>(new Object()), new WeakReference<>(ada));",
        "record Desk(Reference<Book> shelf) {}",
        "var desk = new Desk(peeks.get(1).get() == ada ? new SoftReference<>(ada) : null);");

    assertThat(observers("ada"))
        .containsExactly("cache.entries[\"Ada\"]", "peeks[1]", "desk.shelf");
    assertThat(shell.words("whoObserves(ada)"))
        .isEqualTo("3 variables observe it: cache.entries[\"Ada\"], peeks[1], desk.shelf");
  }

  @Test
  void areNotReferencesInsideTheObjectItself() {
    shell.run(
        "class Selfish { Object me = new WeakReference<>(this); }",
        "var selfish = new Selfish();",
        "var inList = List.of(selfish);");

    assertThat(observers("selfish")).isEmpty();
  }

  @Test
  void areNotReferencesToSomethingElseThatHoldsIt() {
    shell.run(
        "Book boxed = new Book(\"boxed\");",
        "var box = List.of(boxed);",
        "var weakBox = new WeakReference<>(box);",
        "var weakToWeak = new WeakReference<>(new WeakReference<>(boxed));");

    assertThat(observers("boxed")).isEmpty();
  }

  @Test
  void mayAlsoHoldIt() {
    shell.run(
        "Book both = new Book(\"both\");",
        "Object[] mixed = {new WeakReference<>(both), both};",
        "class Named extends WeakReference<Book> { Book too; Named(Book b) { super(b); too = b; } }",
        "var named = new Named(both);");

    assertThat(observers("both")).containsExactly("mixed[0]", "named");
    assertThat(shell.holders("both")).containsExactly("both", "mixed[1]", "named.too");
  }
}
