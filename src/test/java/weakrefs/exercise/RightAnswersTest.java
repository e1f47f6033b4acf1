package weakrefs.exercise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static weakrefs.exercise.Answers.assertCorrect;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.common.collect.Interners;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import weakrefs.cache.StrongCache;
import weakrefs.gc.GarbageCollector;
import weakrefs.gc.GcTimeoutException;
import weakrefs.lab.FiveCollectors;
import weakrefs.lab.ManyReferences;
import weakrefs.story.Book;
import weakrefs.story.Person;
import weakrefs.story.PhoneBook;

/**
 * There are more right answers than the one that a notebook shows, and no check may refuse them.
 * Wrong answers are in {@code tests/wrong_answers}, and are tried on a real kernel.
 */
@Timeout(180)
class RightAnswersTest {
  @Test
  void remembers() {
    PhoneBook book = new PhoneBook(50);
    Map<String, Person> known = new HashMap<>();
    List<Function<String, Person>> lookUps =
        List.of(
            name -> known.computeIfAbsent(name, book::load),
            name -> {
              if (!known.containsKey(name)) {
                known.put(name, book.load(name));
              }
              return known.get(name);
            },
            name -> {
              Person person = known.get(name);
              if (person == null) {
                person = book.load(name);
                known.put(name, person);
              }
              return person;
            },
            new StrongCache<String, Person>(book::load)::get);
    for (Function<String, Person> lookUp : lookUps) {
      known.clear();
      assertCorrect(Check.remembers(lookUp, book));
      assertCorrect(Check.remembers(lookUp, book));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {256, 255, 250, 200, 192})
  void howManyFitUpToTheBrim(int people) {
    assertCorrect(Check.howManyFit(people));
  }

  @Test
  void nameOf() {
    assertCorrect(
        Check.nameOf(ref -> Optional.ofNullable(ref.get()).map(Person::name).orElse("gone")));
    assertCorrect(
        Check.nameOf(
            ref -> {
              Person person = ref.get();
              if (Objects.nonNull(person)) {
                return new String(person.name());
              }
              return new StringBuilder("gone").toString();
            }));
    assertCorrect(
        Check.nameOf(
            ref -> {
              try {
                return ref.get().name();
              } catch (NullPointerException e) {
                return "gone";
              }
            }));
  }

  @Test
  void countGone() {
    assertCorrect(
        Check.countGone(
            queue -> {
              int gone = 0;
              for (var next = queue.poll(); next != null; next = queue.poll()) {
                gone++;
              }
              return gone;
            }));
    assertCorrect(
        Check.countGone(
            queue -> (int) Stream.generate(queue::poll).takeWhile(Objects::nonNull).count()));
    assertCorrect(Check.countGone(RightAnswersTest::recursively));
    assertCorrect(
        Check.countGone(
            queue -> {
              try {
                int gone = 0;
                while (queue.remove(10) != null) { // waits a little, but not forever
                  gone++;
                }
                return gone;
              } catch (InterruptedException e) {
                return -1;
              }
            }));
  }

  private static int recursively(ReferenceQueue<Person> queue) {
    return queue.poll() == null ? 0 : 1 + recursively(queue);
  }

  @Test
  void ring() {
    assertCorrect(
        Check.ring(
            guests -> {
              int called = 0;
              for (Iterator<WeakReference<Runnable>> i = guests.iterator(); i.hasNext(); ) {
                Runnable guest = i.next().get();
                if (guest == null) {
                  i.remove();
                } else {
                  guest.run();
                  called++;
                }
              }
              return called;
            }));
    assertCorrect(
        Check.ring(
            guests -> {
              guests.removeIf(reference -> reference.get() == null);
              int called = 0;
              for (int i = guests.size() - 1; i >= 0; i--) {
                Runnable guest = guests.get(i).get();
                if (guest != null) {
                  guest.run();
                  called++;
                }
              }
              return called;
            }));
    assertCorrect(
        Check.ring(
            guests -> {
              List<Runnable> there =
                  guests.stream().map(WeakReference::get).filter(Objects::nonNull).toList();
              there.forEach(Runnable::run);
              guests.removeIf(reference -> reference.get() == null);
              return there.size();
            }));
    assertCorrect(
        Check.ring(
            guests -> {
              List<WeakReference<Runnable>> empty = new ArrayList<>();
              int called = 0;
              for (var reference : guests) {
                Runnable guest = reference.get();
                if (guest == null) {
                  empty.add(reference);
                } else {
                  guest.run();
                  called++;
                }
              }
              guests.removeAll(empty);
              return called;
            }));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bcabca", "BCABCA", "b c a b c a", "b, c, a; b. c\ta\n"})
  void theQuizHoweverItIsTyped(String letters) {
    assertCorrect(Check.quiz(letters));
  }

  /** That these are what Java does is seen in {@code FourStrengthsTest}. */
  @Test
  void strengths() {
    assertCorrect(Check.strengths("yyy", "yyn", "ynn", "nnn"));
    assertCorrect(Check.strengths("Y Y Y", "y, y, n", "ynn", "NNN"));
  }

  @Test
  void keysThatGo() {
    assertCorrect(Check.keysThatGo(() -> List.of(new String("Momo"), 1000, new Book("Momo"))));
    assertCorrect(Check.keysThatGo(() -> List.of(Double.valueOf(7), new Object(), "a".repeat(3))));
  }

  /** A learner's class, by what it does. */
  private record Notes(Function<Book, String> reader, BiConsumer<Book, String> sticker)
      implements StickyNotes {
    @Override
    public void stick(Book book, String text) {
      sticker.accept(book, text);
    }

    @Override
    public String read(Book book) {
      return reader.apply(book);
    }
  }

  @Test
  void notesThatAreStringsOrPointBackWeakly() {
    Map<Book, String> texts = new WeakHashMap<>();
    assertCorrect(Check.myNotes(() -> new Notes(texts::get, texts::put)));

    record Polite(WeakReference<Book> book, String text) {}
    Map<Book, Polite> polite = new WeakHashMap<>();
    assertCorrect(
        Check.myNotes(
            () ->
                new Notes(
                    book -> polite.get(book).text(),
                    (book, text) ->
                        polite.put(book, new Polite(new WeakReference<>(book), text)))));
  }

  @Test
  void theLeakHoweverItIsWritten() {
    LeakyShop shop = new LeakyShop();
    shop.openFor(1);
    for (String answer :
        new String[] {"lostAndFound", " LOSTANDFOUND ", "shop.lostAndFound[\"day 1\"][0]"}) {
      assertCorrect(Check.leak(shop, answer));
    }
    assertThat(Check.leak(shop, "lostAndFound").reason()).startsWith("10 umbrellas");
  }

  /** With its own way to wait, and its own class around it. */
  @Tag("slow") // starts JVMs
  @Test
  void aPatientTestHoweverItWaits() {
    assertCorrect(
        Check.patientTest(
            """
            class Anything {
                static boolean isGone(java.lang.ref.WeakReference<?> peek) throws Exception {
                    for (int i = 0; i < 30 && !peek.refersTo(null); i++) {
                        System.gc();
                        Thread.sleep(100);
                    }
                    return peek.refersTo(null);
                }
                public static void main(String[] args) throws Exception {
                    weakrefs.kiosk.Kiosk kiosk = weakrefs.kiosk.Kiosk.of(args[0]);
                    var peek = new java.lang.ref.WeakReference<>(kiosk.enter("Ben"));
                    kiosk.leave(peek.get());
                    System.exit(isGone(peek) ? 0 : 1);
                }
            }
            """));
  }

  @Tag("slow") // starts a JVM
  @Test
  void aTestWithoutADeadlineIsEndedAndTold(@TempDir Path folder) throws IOException {
    String endless =
        "class Endless { public static void main(String[] args) { while (true) { Thread.onSpinWait(); } } }";
    Path file = Files.writeString(folder.resolve("Endless.java"), endless);
    assertThatThrownBy(() -> new PatientTest(endless).tried(file, Duration.ofSeconds(2)))
        .hasMessage(
            "On the kiosk that leaks, your test was still running after 2 seconds. Give it a deadline: two seconds will do here.");
  }

  @RepeatedTest(3)
  void atMostFifty() {
    PhoneBook phoneBook = new PhoneBook(200);
    List<UnaryOperator<Caffeine<Object, Object>>> limits =
        List.of(
            cache -> cache.maximumSize(50),
            cache -> cache.maximumSize(50).recordStats(),
            cache -> cache.maximumSize(50).expireAfterWrite(Duration.ofHours(1)),
            cache -> cache.maximumWeight(50).weigher((key, value) -> 1));
    for (UnaryOperator<Caffeine<Object, Object>> limit : limits) {
      assertCorrect(
          Check.atMostFifty(limit.apply(Caffeine.newBuilder()).build(phoneBook::load), phoneBook));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bcad", "BCAD", "b, c, a, d"})
  void whichLimit(String letters) {
    assertCorrect(Check.whichLimit(letters));
  }

  @Test
  void oneOfAKind() {
    assertCorrect(Check.oneOfAKind(Interners.<String>newWeakInterner()::intern));
    assertCorrect(
        Check.oneOfAKind(
            com.github.benmanes.caffeine.cache.Interner.<String>newWeakInterner()::intern));
  }

  @Test
  void readOff() {
    Table table =
        Table.create(
            "five",
            StringColumn.create(FiveCollectors.COLLECTOR, "Serial", "G1", "Z", "Shenandoah"),
            IntColumn.create(FiveCollectors.MOST, 70, 140, 140, 1),
            DoubleColumn.create(FiveCollectors.LONGEST_PAUSE, 9.5, 4.5, .03, .01));
    table.intColumn(FiveCollectors.MOST).setMissing(3);
    table.doubleColumn(FiveCollectors.LONGEST_PAUSE).setMissing(3);
    assertCorrect(Check.readOff(table, "G1", "Z"));
    assertCorrect(Check.readOff(table, " z ", "z"));
  }

  @ParameterizedTest
  @ValueSource(doubles = {99.9, 80, 60, 190})
  void oneMoreRoughly(double nanoseconds) {
    Table table =
        Table.create(
            "many",
            IntColumn.create(ManyReferences.COUNT, 1_000, 1_000_000),
            DoubleColumn.create(ManyReferences.HELD, 1, 101));
    assertCorrect(Check.oneMore(table, nanoseconds));
  }

  @Test
  void collectorHere() {
    assertCorrect(
        Check.collectorHere(
            ManagementFactory.getGarbageCollectorMXBeans().stream()
                .map(GarbageCollectorMXBean::getName)
                .toList()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-XX:+UseSerialGC -Xmx64m",
        "  -Xmx64M   -XX:+UseSerialGC ",
        "-Xmx65536k -Xms16m -XX:+UseSerialGC"
      })
  void smallBox(String options) {
    assertCorrect(Check.smallBox(options));
  }

  @Test
  void letsGo() {
    assertCorrect(
        Check.letsGo(
            lookUp -> {
              WeakReference<Person> peek = new WeakReference<>(lookUp.apply("Dan"));
              GarbageCollector.collect();
              return peek.refersTo(null);
            }));
    assertCorrect(
        Check.letsGo(
            lookUp -> {
              WeakReference<Person> peek = new WeakReference<>(lookUp.apply("Chloe"));
              try {
                GarbageCollector.awaitCleared(peek, Duration.ofMillis(300));
                return true;
              } catch (GcTimeoutException e) {
                return false;
              }
            }));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-XX:MaxRAMPercentage=75",
        " -XX:MaxRAMPercentage=75.0 ",
        "-XX:MaxRAMPercentage=74.5"
      })
  @Tag("slow") // starts JVMs
  void threeQuarters(String flag) {
    assertCorrect(Check.threeQuarters(flag));
  }

  @Test
  void pythonLetsGo() {
    assertCorrect(Check.pythonLetsGo("from weakref import *\ncache = WeakValueDictionary()\n"));
  }
}
