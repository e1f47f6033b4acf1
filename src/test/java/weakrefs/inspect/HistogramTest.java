package weakrefs.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import weakrefs.inspect.Histogram.Line;
import weakrefs.story.Book;

class HistogramTest {
  /** As JDK 17 prints it. */
  private static final String PRINTED =
      """
       num     #instances         #bytes  class name (module)
      -------------------------------------------------------
         1:         30223        3141592  [B (java.base@17.0.1)
         2:            20            320  REPL.$JShell$11$Window
         3:             2             64  java.util.HashMap$Node (java.base@17.0.1)
         4:             3             48  REPL.$JShell$12B$Window
         5:             1             40  weakrefs.story.Person
         6:             1             16  weakrefs.inspect.Histogram$$Lambda$712/0x00007f97a8403c88
         7:             1             16  REPL.$JShell$13$$Lambda/0x00007f97a8403c88
      Total         30251        3142096
      """;

  private final Locale before = Locale.getDefault();

  @AfterEach
  void comeHome() {
    Locale.setDefault(before);
  }

  @Test
  void readsWhatTheJvmPrintsAndNamesClassesOfCellsAsTheyWereWritten() {
    assertThat(Histogram.parse(PRINTED).lines())
        .startsWith(
            new Line("byte[]", 30223, 3141592),
            new Line("Window", 23, 368), // of both versions of its cell
            new Line("java.util.HashMap$Node", 2, 64),
            new Line("weakrefs.story.Person", 1, 40));
  }

  @Test
  void ofOurOwnHasTheClassesOfCellsAndOfTheLibraryWithoutWhatIsMadeByTheWay() {
    assertThat(Histogram.parse(PRINTED).ours().lines())
        .extracting(Line::className)
        .containsExactly("Window", "weakrefs.story.Person");
  }

  @ParameterizedTest
  @CsvSource({
    "[B, byte[]",
    "[[J, long[][]",
    "[Ljava.lang.String;, java.lang.String[]",
    "java.util.HashMap$Node, java.util.HashMap$Node",
    "REPL.$JShell$7$Book, Book",
    "REPL.$JShell$7AB$Shop$Basket, Shop.Basket",
    "[LREPL.$JShell$7$Book;, Book[]",
    "REPL.$JShell$7, REPL.$JShell$7",
  })
  void namesAClassAsAReaderWould(String jvmName, String readable) {
    assertThat(Histogram.readable(jvmName)).isEqualTo(readable);
  }

  @Test
  void countsWhoIsLeftAfterACollection() {
    List<Book> held = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      held.add(new Book("Held"));
      new WeakReference<>(new Book("Let go"));
    }
    long books = Histogram.now().instances(Book.class);
    assertThat(books).isGreaterThanOrEqualTo(50).isLessThan(100);
    Reference.reachabilityFence(held);
  }

  @Test
  void tellsWhatHasGrownAndWhatHasShrunk() {
    List<Book> books = new ArrayList<>(List.of(new Book("Momo"), new Book("Heidi")));
    Histogram before = Histogram.now();
    books.remove(1);
    List<Object> ours = List.of(new Grown(), new Grown(), new Grown());
    Histogram growth = Histogram.now().growthSince(before);

    assertThat(growth.instances(Grown.class)).isEqualTo(3);
    assertThat(growth.instances(Book.class)).isEqualTo(-1);
    assertThat(growth.toString()).startsWith("What has grown").contains("+3 ").contains("-1 ");
    Reference.reachabilityFence(List.of(books, ours));
  }

  private static final class Grown {}

  @Test
  void hardlyCountsItself() {
    Histogram before = Histogram.now();
    Histogram after = Histogram.now();
    assertThat(after.growthSince(before).instances(Line.class)).isLessThan(10);
    Reference.reachabilityFence(before);
  }

  @Test
  void leavesOutWhatHasNotChanged() {
    Histogram one = Histogram.parse(PRINTED);
    Histogram other = Histogram.parse(PRINTED.replace("   20  ", "   25  "));
    assertThat(other.growthSince(one).lines()).containsExactly(new Line("Window", 5, 0));
    assertThat(one.growthSince(other).lines()).containsExactly(new Line("Window", -5, 0));
    Histogram nothing = Histogram.parse("");
    assertThat(nothing.growthSince(one).instances(Book.class)).isZero();
    assertThat(nothing.growthSince(one).lines()).contains(new Line("byte[]", -30223, -3141592));
  }

  @Test
  void comparesTwoThatWereCountedAndNothingElse() {
    Histogram counted = Histogram.parse(PRINTED);
    Histogram growth = counted.growthSince(counted);
    for (Supplier<Histogram> wrong :
        List.<Supplier<Histogram>>of(
            () -> growth.growthSince(counted), () -> counted.growthSince(growth))) {
      assertThatIllegalArgumentException()
          .isThrownBy(wrong::get)
          .withMessageContaining("as Histogram.now() made them");
    }
  }

  @Test
  void showsTheFirstLinesOnly() {
    assertThat(Histogram.parse(PRINTED).top(2).lines()).hasSize(2);
    assertThat(Histogram.parse(PRINTED).top(200).lines()).hasSize(6);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Histogram.parse(PRINTED).top(0))
        .withMessageContaining("one line or more");
  }

  @Test
  void writesNumbersTheSameInEveryCountry() {
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    assertThat(Histogram.parse(PRINTED).top(1).toString()).contains("30,223", "3,141,592");
    assertThat(Histogram.parse(PRINTED).inWords(1234)).isEqualTo("1,234");
  }
}
