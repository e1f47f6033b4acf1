package weakrefs.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.ref.WeakReference;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import weakrefs.gc.GarbageCollector;

class PhoneBookTest {
  @Test
  void listsTheSamePeopleInTheSameOrderInEveryRun() {
    List<String> names = new PhoneBook(102).names();

    assertThat(names).hasSize(102).startsWith("Ada", "Ben", "Chloe", "Dan");
    assertThat(names.subList(48, 53)).containsExactly("Yves", "Zara", "Ada B", "Ben B", "Chloe B");
    assertThat(names).endsWith("Zara B", "Ada C", "Ben C");
    assertThat(names).isEqualTo(new PhoneBook(102).names());
  }

  @Test
  void listsAPersonOnceEachAndLoadsEverybodyItLists() {
    PhoneBook phoneBook = new PhoneBook(20_000);
    Set<String> numbers = new HashSet<>();

    assertThat(new HashSet<>(phoneBook.names())).hasSize(20_000);
    for (int i = 0; i < 20_000; i += i < 3_000 ? 50 : 211) { // 50 first names a letter
      String name = phoneBook.names().get(i);
      Person person = phoneBook.load(name);
      assertThat(person.name()).isEqualTo(name);
      assertThat(numbers.add(person.phoneNumber())).as(person.toString()).isTrue();
    }
  }

  @Test
  void listsMorePeopleThanFitIntoMemory() {
    List<String> names = new PhoneBook(Integer.MAX_VALUE).names();
    String last = names.get(Integer.MAX_VALUE - 1);

    assertThat(names.size()).isEqualTo(Integer.MAX_VALUE);
    Person person = new PhoneBook(Integer.MAX_VALUE).load(last);
    assertThat(person.name()).isEqualTo(last);
    assertThat(person.phoneNumber()).isEqualTo("555-2147483746");
  }

  @Test
  void numbersPeopleFromOneHundredOn() {
    PhoneBook phoneBook = new PhoneBook(200);

    assertThat(phoneBook.load("Ada")).hasToString("Ada, 555-0100");
    assertThat(phoneBook.load("Ben").phoneNumber()).isEqualTo("555-0101");
    assertThat(phoneBook.load("Ada B").phoneNumber()).isEqualTo("555-0150");
  }

  @Test
  void isTheSameInEveryCountry() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertThat(new PhoneBook(1).load("Ada")).hasToString("Ada, 555-0100");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void makesANewPersonInEachLoadWhoLooksTheSame() throws ReflectiveOperationException {
    PhoneBook phoneBook = new PhoneBook(2);
    Person ada = phoneBook.load("Ada");
    Person again = phoneBook.load("Ada");

    assertThat(again).isNotSameAs(ada).isNotEqualTo(ada).hasToString(ada.toString());
    assertThat(photo(again)).isEqualTo(photo(ada)).isNotSameAs(photo(ada));
    assertThat(photo(new PhoneBook(9).load("Ada"))).isEqualTo(photo(ada));
    assertThat(photo(phoneBook.load("Ben"))).isNotEqualTo(photo(ada));
  }

  @Test
  void givesEachPersonAPhotoThatShowsInAChartOfTheHeap() {
    assertThat(new PhoneBook(1).load("Ada").photoBytes())
        .isEqualTo(Person.PHOTO_BYTES)
        .isEqualTo(131_072);
  }

  @Test
  void countsLoadsWithRepetitions() {
    PhoneBook phoneBook = new PhoneBook(3);
    assertThat(phoneBook.loads()).isZero();

    phoneBook.names().forEach(phoneBook::load);
    phoneBook.load("Ada");

    assertThat(phoneBook.loads()).isEqualTo(4);
  }

  @Test
  void countsTheLoadsOfAllThreads() throws InterruptedException {
    PhoneBook phoneBook = new PhoneBook(50);
    List<Thread> readers =
        Stream.generate(() -> new Thread(() -> phoneBook.names().forEach(phoneBook::load)))
            .limit(4)
            .toList();
    readers.forEach(Thread::start);
    for (Thread reader : readers) {
      reader.join();
    }

    assertThat(phoneBook.loads()).isEqualTo(200);
  }

  @Test
  void keepsNobody() {
    PhoneBook phoneBook = new PhoneBook(1);
    WeakReference<Person> ada = new WeakReference<>(phoneBook.load("Ada"));

    GarbageCollector.awaitCleared(ada);

    assertThat(phoneBook.loads()).isOne();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", " ", "ada", "ADA", "Nobody", "Ada A",
        "Ada b", "Ada 1", "Ada  B", "Ada B ", " Ada", "Ada ",
        "Ada B C", "Ada\tB", "Ada Ä", "Ada F", "Ada ZZZZZZZ", "Ada CRPXNLSKVLJFHH",
        "Ada ZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZ"
      })
  void refusesWhomItDoesNotList(String name) {
    PhoneBook phoneBook = new PhoneBook(250);
    assertThat(phoneBook.names()).doesNotContain(name);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> phoneBook.load(name))
        .withMessage("nobody here is called \"%s\": names() lists all 250 people".formatted(name));
    assertThat(phoneBook.loads()).isZero();
  }

  @Test
  void refusesTheFirstNameThatItDoesNotListAnyMore() {
    PhoneBook phoneBook = new PhoneBook(51);

    assertThat(phoneBook.load("Ada B").name()).isEqualTo("Ada B");
    assertThatIllegalArgumentException().isThrownBy(() -> phoneBook.load("Ben B"));
  }

  @Test
  void refusesANullName() {
    assertThatNullPointerException()
        .isThrownBy(() -> new PhoneBook(1).load(null))
        .withMessage("who should we look up? The name is null");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
  void needsAtLeastOnePerson(int people) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PhoneBook(people))
        .withMessage("a phone book needs at least one person, not " + people);
  }

  @Test
  void takesItsTimeWhereItIsFarAway() {
    PhoneBook near = new PhoneBook(3);
    PhoneBook farAway = near.answeringAfter(Duration.ofMillis(20));

    for (String name : farAway.names()) {
      long asked = System.nanoTime();
      Person person = farAway.load(name);
      assertThat(Duration.ofNanos(System.nanoTime() - asked))
          .isGreaterThanOrEqualTo(Duration.ofMillis(20));
      assertThat(person).hasToString(near.load(name).toString());
    }
    assertThat(farAway.names()).isEqualTo(near.names());
    assertThat(farAway.loads()).isEqualTo(3);
  }

  @Test
  void countsTheLoadsOfEachBookApart() {
    PhoneBook near = new PhoneBook(3);
    near.load("Ada");
    PhoneBook another = near.answeringAfter(Duration.ZERO);
    another.load("Ada");
    another.load("Ben");

    assertThat(near.loads()).isOne();
    assertThat(another.loads()).isEqualTo(2);
  }

  @Test
  @Timeout(30)
  void givesNoAnswerToWhoIsInterruptedAndKeepsTheInterrupt() {
    PhoneBook never = new PhoneBook(1).answeringAfter(Duration.ofSeconds(Long.MAX_VALUE));
    Thread reader = Thread.currentThread();
    new Thread(
            () -> {
              while (reader.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
              }
              reader.interrupt();
            })
        .start();

    assertThatThrownBy(() -> never.load("Ada"))
        .isInstanceOf(CancellationException.class)
        .hasMessage("interrupted while looking up \"Ada\"");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(never.loads()).isZero();
  }

  @Test
  void refusesAtOnceWhomItDoesNotList() {
    PhoneBook never = new PhoneBook(1).answeringAfter(Duration.ofDays(1));

    assertThatIllegalArgumentException().isThrownBy(() -> never.load("Nobody"));
  }

  @Test
  void refusesATimeThatIsNone() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PhoneBook(1).answeringAfter(Duration.ofMillis(-1)))
        .withMessage(
            "nobody answers before being asked: give a time of zero or more, not PT-0.001S");
    assertThatNullPointerException()
        .isThrownBy(() -> new PhoneBook(1).answeringAfter(null))
        .withMessage("how long should the phone book take to answer? The time is null");
  }

  @Test
  void isReadPageByPage() {
    assertThat(new PhoneBook(7).pages(3))
        .containsExactly(
            List.of("Ada", "Ben", "Chloe"), List.of("Dan", "Emma", "Finn"), List.of("Grace"));
    assertThat(new PhoneBook(6).pages(3)).hasSize(2);
    assertThat(new PhoneBook(2).pages(9)).containsExactly(List.of("Ada", "Ben"));
    assertThat(new PhoneBook(Integer.MAX_VALUE).pages(Integer.MAX_VALUE)).hasSize(1);
    assertThat(new PhoneBook(Integer.MAX_VALUE).pages(2_000_000_000))
        .extracting(List::size)
        .containsExactly(2_000_000_000, 147_483_647);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1})
  void needsAtLeastOneNameAPage(int namesPerPage) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PhoneBook(1).pages(namesPerPage))
        .withMessage("a page needs at least one name, not " + namesPerPage);
  }

  @Test
  void listsNamesThatNobodyCanChange() {
    List<String> names = new PhoneBook(2).names();

    assertThatThrownBy(() -> names.set(0, "Momo"))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> names.get(2)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> names.get(-1)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  private static byte[] photo(Person person) throws ReflectiveOperationException {
    Field photo = Person.class.getDeclaredField("photo");
    photo.setAccessible(true);
    return (byte[]) photo.get(person);
  }
}
