package weakrefs.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who holds it? Asked in a real JShell. Each test has variables of its own. */
@Timeout(120)
class HoldersTest {
  @AutoClose private static final Shell shell = Shell.here();

  @Test
  void areNobodyOutsideOfJShell() {
    Object mine = new Object();

    Finding holders = Inspector.whoHolds(mine);

    assertThat(holders.names()).isEmpty();
    assertThat(holders.count()).isZero();
    assertThat(holders)
        .hasToString(
            "No variable that I can see holds it. I can't look at local variables of a method or"
                + " block that's still running, at other threads, or inside Java's own objects,"
                + " such as a Cleaner.");
  }

  @Test
  void areNobodyForNull() {
    assertThat(Inspector.whoHolds(null).names()).isEmpty();
    assertThat(Inspector.whoHolds(null)).hasToString("There's nothing to hold: this is null.");
    assertThat(shell.holders("null")).isEmpty();
  }

  @Test
  void nameAVariable() {
    shell.run("Book momo = new Book(\"Momo\");");

    assertThat(shell.holders("momo")).containsExactly("momo");
    assertThat(shell.words("whoHolds(momo)")).isEqualTo("1 variable holds it: momo");
  }

  @Test
  void nameEachVariableInTheOrderOfDeclaration() {
    shell.run(
        "Book zebra = new Book(\"two\");",
        "Book twoOther = new Book(\"other\");",
        "Book another = zebra;",
        "var three = List.of(twoOther, zebra);");

    assertThat(shell.holders("zebra")).containsExactly("zebra", "another", "three[1]");
    assertThat(shell.words("whoHolds(zebra)"))
        .isEqualTo("3 variables hold it: zebra, another, three[1]");
    assertThat(shell.words("whoHolds(zebra).count()")).isEqualTo("3");
  }

  @Test
  void nameTheHiddenVariableThatKeepsTheLastValueOfACell() {
    // Held until JShell holds it: a collection may come between two cells.
    shell.run("Book held = new Book(\"hidden\");", "var hiddenRef = new WeakReference<>(held);");

    String hidden = shell.runAndKeep("hiddenRef.get()");
    shell.run("held = null;");

    assertThat(hidden).startsWith("$");
    assertThat(shell.holders("hiddenRef.get()")).containsExactly(hidden);
  }

  @Test
  void nameElementsOfListsArraysSetsAndOptionals() {
    shell.run(
        "Book inside = new Book(\"inside\");",
        "var inList = new LinkedList<Object>(List.of(1, inside, inside));",
        "Object[][] inArray = {{}, {null, \"x\", inside}};",
        "var inSet = Set.of(inside);",
        "var inDeque = new ArrayDeque<>(List.of(inside));",
        "var inOptional = Optional.of(List.of(inside));",
        "var inAtomic = new AtomicReference<>(inside);",
        "{ inside = null; }");

    assertThat(shell.holders("inAtomic.get()"))
        .containsExactly(
            "inList[1]",
            "inArray[1][2]",
            "inSet[0]",
            "inDeque[0]",
            "inOptional.get()[0]",
            "inAtomic.get()");
  }

  @Test
  void nameKeysAndValuesOfMaps() {
    shell.run(
        "Book mapped = new Book(\"mapped\");",
        "Map<Object, Object> byName = new TreeMap<>(Map.of(\"Ada\", 1, \"Ben\", mapped));",
        "Map<Object, Object> byNumber = Map.of(7, mapped);",
        "Map<Object, Object> byBook = new IdentityHashMap<>(Map.of(mapped, 1));",
        "Map<Object, Object> deep = Map.of(1, Map.of(2, List.of(mapped)));");

    assertThat(shell.holders("mapped"))
        .containsExactly(
            "mapped", "byName[\"Ben\"]", "byNumber[7]", "byBook.keySet()", "deep[1][2][0]");
  }

  @Test
  void nameFieldsOfLearnersObjects() {
    shell.run(
        "Book read = new Book(\"read\");",
        "class Reader { private Book reading; }",
        "class Student extends Reader { int year; Student(Book book) { try { var f ="
            + " Reader.class.getDeclaredField(\"reading\"); f.setAccessible(true);"
            + " f.set(this, book); } catch (Exception e) { throw new RuntimeException(e); } } }",
        "record Loan(String to, Book book) {}",
        "var student = new Student(read);",
        "var loan = new Loan(\"Ada\", read);");

    assertThat(shell.holders("read")).containsExactly("read", "student.reading", "loan.book");
  }

  @Test
  void nameStaticFieldsOfLearnersClasses() {
    shell.run(
        "class Desk { static Book onTop; static class Drawer { static List<Book> inside; } }",
        "enum Shelf { LEFT, RIGHT; Book book; }",
        "{ Desk.onTop = new Book(\"on top\"); }",
        "{ Desk.Drawer.inside = List.of(Desk.onTop); Shelf.RIGHT.book = Desk.onTop; }");

    assertThat(shell.holders("Desk.onTop"))
        .containsExactly("Desk.onTop", "Desk.Drawer.inside[0]", "Shelf.RIGHT.book");
  }

  @Test
  void nameElementsAndFieldsOfALearnersCollection() {
    shell.run(
        "class Stack2 extends ArrayList<Book> { Book favorite; }",
        "class Index extends HashMap<String, Book> {}",
        "Book stacked = new Book(\"stacked\");",
        "var asElement = new Stack2();",
        "var asFavorite = new Stack2();",
        "var asEntry = new Index();",
        "{ asElement.add(stacked); asFavorite.favorite = stacked; asEntry.put(\"a\", stacked); }");

    assertThat(shell.holders("stacked"))
        .containsExactly("stacked", "asElement[0]", "asFavorite.favorite", "asEntry[\"a\"]");
  }

  @Test
  void nameWhatALambdaHasCaptured() {
    shell.run(
        "Supplier<Book> keeping(Book book) { return () -> book; }",
        "Book captured = new Book(\"captured\");",
        "var lambda = keeping(captured);");

    assertThat(shell.holders("captured"))
        .hasSize(2)
        .contains("captured")
        .anyMatch(name -> name.startsWith("lambda."));
  }

  @Test
  void nameAnOldVariableThatWasDeclaredAgainWithAnotherType() {
    shell.run("Book again = new Book(\"old\");");
    shell.peek("again");

    shell.run("String again = \"now a text\";");

    assertThat(shell.holders(Shell.PEEKED)).containsExactly("again (the old one, a Book)");
  }

  @Test
  void nameEveryOldVariableOfThatName() {
    shell.run("Book often = new Book(\"old\");");
    shell.peek("often");

    shell.run("Object often = %s;".formatted(Shell.PEEKED));
    shell.run("List<Object> often = List.of(%s);".formatted(Shell.PEEKED));

    assertThat(shell.holders(Shell.PEEKED))
        .containsExactly(
            "often (the old one, a Book)", "often (the old one, a Object)", "often[0]");
  }

  /** Another cell uses the variable: then JShell makes a new field of the same type. */
  @Test
  void nameAnOldVariableOfTheSameType() {
    shell.run("Book same = new Book(\"old\");");
    shell.peek("same");

    shell.run("Book same = new Book(\"new\");");

    assertThat(shell.holders(Shell.PEEKED)).containsExactly("same (the old one, a Book)");
    assertThat(shell.holders("same")).containsExactly("same");
  }

  @Test
  void nameAVariableThatWasDeclaredAgainManyTimes() {
    for (int i = 0; i < 15; i++) {
      shell.run("var cell = new StringBuilder();", "var cell = new Book(\"cell\");");
    }

    assertThat(shell.holders("cell")).containsExactly("cell");
  }

  @Test
  void areNotReferencesThatLetGo() {
    shell.run(
        "Book letGo = new Book(\"let go\");",
        "var weakRef = new WeakReference<>(letGo);",
        "var softRef = new SoftReference<>(letGo);",
        "class Named extends WeakReference<Book> { String name = \"x\"; Named(Book b) { super(b); } }",
        "var namedRef = new Named(letGo);",
        "var weakKeys = new WeakHashMap<Object, Object>(Map.of(letGo, 1));",
        "var weakCache = new WeakCache<String, Book>(title -> new Book(title));",
        "{ weakCache.get(\"Momo\"); }");

    assertThat(shell.holders("letGo")).containsExactly("letGo");
    assertThat(shell.words("weakRef.get() == null")).isEqualTo("false");
  }

  @Test
  void areNotTheEntriesOfAWeakCacheButThoseOfAStrongOne() {
    shell.run(
        "var weakly = new WeakCache<String, Book>(title -> new Book(title));",
        "Book cached = weakly.get(\"Momo\");",
        "var strongly = new StrongCache<String, Book>(title -> weakly.get(title));",
        "{ strongly.get(\"Momo\"); }");

    assertThat(shell.holders("cached")).containsExactly("cached", "strongly.entries[\"Momo\"]");
  }

  @Test
  void areTheValuesOfAWeakHashMap() {
    shell.run(
        "Object weakKey = 1000;",
        "var weakValues = new WeakHashMap<Object, Book>(Map.of(weakKey, new Book(\"value\")));");

    assertThat(shell.holders("weakValues.get(weakKey)")).containsExactly("weakValues[1000]");
  }

  @Test
  void neverHoldItThemselves() {
    shell.run(
        "Book asked = new Book(\"asked\");",
        "var askedRef = new WeakReference<>(asked);",
        "var holdersOfAsked = whoHolds(asked);",
        "{ asked = null; }",
        "awaitCleared(askedRef);");

    assertThat(shell.words("holdersOfAsked.names()")).isEqualTo("[asked]");
  }

  @Test
  void canBeAskedFromAnotherThread() {
    shell.run(
        "Book shared = new Book(\"shared\");",
        "var answer = new AtomicReference<Finding>();",
        "{ whoHolds(shared); }",
        "var asker = new Thread(() -> answer.set(whoHolds(shared)));",
        "{ asker.start(); asker.join(); }");

    assertThat(shell.words("answer.get().names()")).isEqualTo("[shared]");
  }

  @Test
  void areFoundBehindCycles() {
    shell.run(
        "class Node { Node next; Object[] more = {this}; Book book; }",
        "Node ring = new Node();",
        "{ ring.next = new Node(); ring.next.next = ring; }",
        "List<Object> itself = new ArrayList<>();",
        "{ itself.add(itself); }",
        "Book behind = new Book(\"behind\");");

    assertThat(shell.holders("behind")).containsExactly("behind");
    shell.run("{ ring.next.book = behind; itself.add(behind); }");
    assertThat(shell.holders("behind")).containsExactly("ring.next.book", "itself[1]", "behind");
  }

  @Test
  void areFoundBesideCollectionsThatThrow() {
    shell.run(
        "class Grumpy extends ArrayList<Object> { Book liked;"
            + " public Iterator<Object> iterator() { throw new IllegalStateException(\"no\"); } }",
        "var grumpy = new Grumpy();",
        "Book liked = new Book(\"liked\");",
        "{ grumpy.liked = liked; }",
        "class Shy { public String toString() { throw new IllegalStateException(\"no\"); } }",
        "var byShy = Map.of(new Shy(), liked);");

    assertThat(shell.holders("liked")).containsExactly("grumpy.liked", "liked", "byShy[Shy]");
    assertThat(shell.words("whoHolds(new Object())"))
        .endsWith("I gave up on grumpy, because it's too big or changed while I looked.");
    shell.run("{ grumpy = null; }");
  }

  @Test
  @Tag("slow") // looks through millions
  void areFoundInHugeCollectionsAndBesideThem() {
    try (Shell fresh = Shell.here()) {
      fresh.run(
          "List<Object> huge = new ArrayList<>();",
          "for (int i = 0; i < 1_000_000; i++) huge.add(new Object());",
          "var endless = Collections.nCopies(Integer.MAX_VALUE, new Object());",
          "var telephoneBook = new PhoneBook(Integer.MAX_VALUE).names();",
          "var beside = List.of(new Book(\"beside\"));");

      assertThat(fresh.holders("beside.get(0)")).containsExactly("beside[0]");
      assertThat(fresh.holders("huge.get(999_999)")).containsExactly("huge[999999]");
      assertThat(fresh.words("whoHolds(new Object())"))
          .startsWith("No variable that I can see holds it.")
          .endsWith(
              "I gave up on huge and endless, because they're too big or changed while I looked.");
    }
  }

  @Test
  void areSearchedToTheEndOrSayThatTheyWereNot() {
    try (Shell fresh = Shell.here()) {
      fresh.run(
          "var many = new ArrayList<Object>();",
          "for (int i = 0; i < 99_999; i++) many.add(new Object());",
          "var last = new Object();");
      String ask = "whoHolds(last)";
      assertThat(fresh.words(ask)).isEqualTo("1 variable holds it: last");

      fresh.run("{ many.add(new Object()); }"); // and the list itself is one, too

      assertThat(fresh.words(ask))
          .isEqualTo(
              "1 variable holds it: last. I gave up on many, because it's too big or changed while I"
                  + " looked.");
    }
  }

  @Test
  void mayBeALocalVariableOfABlockThatStillRuns() {
    assertThatThrownBy(
            () ->
                shell.run(
                    "{ Book local = new Book(\"local\");"
                        + " awaitCleared(new WeakReference<>(local), Duration.ofMillis(40));"
                        + " local.title(); }"))
        .hasMessageContaining(
            "Something still holds it, but no variable that I can see."
                + " I can't look at local variables of a method or block that's still running");
  }

  @Test
  void areNamedWhenWaitingForAReferenceIsInVain() {
    shell.run(
        "Book awaited = new Book(\"awaited\");", "var awaitedRef = new WeakReference<>(awaited);");

    assertThatThrownBy(() -> shell.run("awaitCleared(awaitedRef, Duration.ofMillis(40));"))
        .hasMessageContaining(
            "waited 40 ms for a reference to be cleared, but it didn't happen."
                + " Something still holds it. 1 variable holds it: awaited");
  }

  @Test
  @Tag("slow") // starts a JVM
  void areFoundInAJvmWhereJShellsLoaderHasTheLibrary() {
    try (Shell console = Shell.inAnotherJvm()) {
      console.run("Book momo = new Book(\"Momo\");", "var shelf = new Book[] {momo};");

      assertThat(console.value("whoHolds(momo).toString()"))
          .isEqualTo("\"2 variables hold it: momo, shelf[0]\"");
      console.run(
          "String said = \"\";",
          "try { awaitCleared(new WeakReference<>(shelf), Duration.ofMillis(40)); }"
              + " catch (GcTimeoutException e) { said = e.getMessage(); }");
      assertThat(console.value("said")).contains("1 variable holds it: shelf");
      console.run("var ref = new WeakReference<>(momo);", "{ momo = null; shelf[0] = null; }");
      console.run("awaitCleared(ref);");
      assertThat(console.value("GarbageCollector.class.getClassLoader().getClass().getName()"))
          .contains("jdk.jshell.execution");
    }
  }

  @Test
  void cannotBeChanged() {
    List<String> names = Inspector.whoHolds(this).names();

    assertThatThrownBy(() -> names.add("me")).isInstanceOf(UnsupportedOperationException.class);
  }
}
