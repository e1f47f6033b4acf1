package weakrefs.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import weakrefs.inspect.Follower.Look;

/** One object, followed through its life in a real JShell. */
@Timeout(60)
class FollowerTest {
  @AutoClose private final Shell shell = Shell.here();

  @AfterEach
  void forgetIt() {
    System.getProperties().remove("weakrefs.test.follower");
  }

  private void follow(String expression) {
    shell.run(
        "Follower follower = Follower.of(" + expression + ");",
        "{ System.getProperties().put(\"weakrefs.test.follower\", follower); }");
  }

  /** As a kernel does to show a value: when the cell is over. */
  private static Look look() {
    return ((Follower) System.getProperties().get("weakrefs.test.follower")).now();
  }

  @Test
  void seesOwnersAndObserversOfTheMoment() {
    shell.run("Book momo = new Book(\"Momo\");", "var peek = new WeakReference<>(momo);");
    follow("momo");

    assertThat(look().isGone()).isFalse();
    assertThat(look().owners()).containsExactly("momo");
    assertThat(look().observers()).containsExactly("peek"); // and not itself
    assertThat(look().findNothing()).isEmpty();
    assertThat(look().vanished()).isEmpty();
  }

  @Test
  void seesVariablesDeclaredSinceThen() {
    shell.run("Book momo = new Book(\"Momo\");");
    follow("momo");

    shell.run("int imports = 0;", "import java.io.*;", "import java.net.*;", "Book two = momo;");
    shell.run("var peek = new SoftReference<>(two);");

    assertThat(look().owners()).containsExactly("momo", "two");
    assertThat(look().observers()).containsExactly("peek");
  }

  @Test
  void seesWhatACollectionHasCut() {
    shell.run(
        "var cache = new WeakCache<String, Book>(title -> new Book(title));",
        "Book momo = cache.get(\"Momo\");",
        "var peek = new WeakReference<>(momo);");
    follow("momo");

    shell.run("{ momo = null; }", "awaitCleared(peek);");

    assertThat(look())
        .isEqualTo(
            new Look(
                true, List.of(), List.of(), List.of("cache.entries[\"Momo\"]", "peek"), List.of()));
  }

  @Test
  void tellsAnObserverThatFindsNothingFromOneThatIsNoLongerThere() {
    shell.run(
        "var cache = new WeakCache<String, Book>(title -> new Book(title));",
        "Book momo = cache.get(\"Momo\");",
        "var peek = new WeakReference<>(momo);",
        "var reused = new WeakReference<>(momo);",
        "var peeks = new Object[] {new WeakReference<>(null), new WeakReference<>(momo)};");
    follow("momo");

    shell.run(
        "{ momo = null; }",
        "await(\"an empty cache\", () -> cache.size() == 0);",
        "Book other = new Book(\"other\");",
        "{ reused = new WeakReference<>(other); }");

    assertThat(look().findNothing()).containsExactly("peek", "peeks[1]");
    assertThat(look().vanished()).containsExactly("cache.entries[\"Momo\"]", "reused");
  }

  @Test
  void remembersWhoObservedWhenItWasLastSeen() {
    shell.run(
        "Book momo = new Book(\"Momo\");",
        "var peek = new WeakReference<>(momo);",
        "var early = new WeakReference<>(momo);");
    follow("momo");
    shell.run("{ early = null; }");
    look();

    shell.run("{ momo = null; }", "awaitCleared(peek);");

    assertThat(look().findNothing()).containsExactly("peek");
    assertThat(look().vanished()).isEmpty();
  }

  @Test
  void doesntKeepTheObjectAliveHoweverOftenItLooks() {
    shell.run("Book momo = new Book(\"Momo\");");
    shell.peek("momo");
    follow("momo");
    look();

    shell.run("{ momo = null; }");
    assertThat(look().owners()).isEmpty();
    shell.run("awaitCleared(" + Shell.PEEK + ");");

    assertThat(look().isGone()).isTrue();
  }

  @Test
  void needsAnObject() {
    assertThatNullPointerException()
        .isThrownBy(() -> Follower.of(null))
        .withMessage("there is nothing to follow: the object is null");
  }
}
