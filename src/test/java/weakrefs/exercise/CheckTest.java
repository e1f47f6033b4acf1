package weakrefs.exercise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static weakrefs.exercise.Answers.assertCorrect;
import static weakrefs.exercise.Answers.assertNotAttempted;
import static weakrefs.exercise.Answers.assertNotYet;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;
import weakrefs.cache.Cache;
import weakrefs.cache.StrongCache;
import weakrefs.cache.WeakCache;
import weakrefs.exercise.Answer.Voice;
import weakrefs.gc.GarbageCollector;
import weakrefs.story.Person;
import weakrefs.story.PhoneBook;
import weakrefs.story.Screen;

/** What each check says to right answers, to wrong ones, and to no answer at all. */
@Timeout(60)
class CheckTest {
  @BeforeEach
  void startTheKernel() {
    Answer.forgetAll();
  }

  /** All that learners' code may end with. */
  enum Ending {
    EXCEPTION(() -> new IllegalStateException("100 % {0} <script>")),
    NULL_POINTER(NullPointerException::new),
    CLASS_CAST(() -> new ClassCastException("no cat")),
    UNSUPPORTED(UnsupportedOperationException::new),
    CHECKED(() -> new java.io.IOException("off line")),
    INTERRUPTED(InterruptedException::new),
    ASSERTION(() -> new AssertionError("%s %d")),
    STACK(StackOverflowError::new),
    MEMORY(() -> new OutOfMemoryError("Java heap space")),
    LINKAGE(() -> new NoClassDefFoundError("Momo")),
    UNNAMED(() -> new Throwable("unnamed") {}),
    RUDE(AttemptTest.Rude::new);

    private final java.util.function.Supplier<Throwable> maker;

    Ending(java.util.function.Supplier<Throwable> maker) {
      this.maker = maker;
    }

    <T> T comes() {
      throw CheckTest.<RuntimeException>any(maker.get());
    }
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> T any(Throwable thrown) throws T {
    throw (T) thrown;
  }

  /** A cache that the library didn't make. */
  private record BrokenCache(Ending ending) implements Cache<String, Person> {
    @Override
    public Person get(String key) {
      return ending.comes();
    }

    @Override
    public int size() {
      return ending.comes();
    }

    @Override
    public int living() {
      return ending.comes();
    }

    @Override
    public long loads() {
      return ending.comes();
    }

    @Override
    public long forgotten() {
      return ending.comes();
    }

    @Override
    public void clear() {
      ending.comes();
    }
  }

  @ParameterizedTest
  @EnumSource
  void neverThrows(Ending ending) {
    BrokenCache broken = new BrokenCache(ending);
    Screen screen = new Screen(40);

    assertNotYet(Check.fortyStay(screen, broken), "stopped with an error: ");
    assertNotYet(Check.sixtyStay(screen, broken), "stopped with an error: ");
    assertNotYet(Check.favourite(broken), "stopped with an error: ");
    assertNotYet(
        Check.remembers(name -> ending.comes(), new PhoneBook(50)), "stopped with an error: ");
    assertNotYet(Check.nameOf(reference -> ending.comes()), "stopped with an error: ");
    assertNotYet(Check.countGone(queue -> ending.comes()), "stopped with an error: ");
    assertNotYet(Check.myCache(phoneBook -> ending.comes()), "stopped with an error: ");
    Answer rings = Check.ring(guests -> ending.comes());
    assertThat(rings.voice()).isEqualTo(Voice.NOT_YET);
    assertThat(rings.reason())
        .contains(
            ending == Ending.NULL_POINTER
                ? "your function tried to call null"
                : "stopped with an error: ");
  }

  @Test
  void saysHowTheCodeEndedInAPlainSentence() {
    assertThat(Check.nameOf(reference -> Ending.EXCEPTION.comes()).reason())
        .isEqualTo("Your code stopped with an error: IllegalStateException (100 % {0} <script>).");
  }

  @Nested
  class FortyAndSixtyStay {
    private final PhoneBook everybody = new PhoneBook(100);
    private final Cache<String, Person> cache = new WeakCache<>(everybody::load);

    private Screen shown(int rows) {
      Screen screen = new Screen(rows);
      everybody.names().forEach(name -> screen.show(cache.get(name)));
      return screen;
    }

    private Screen collected(int rows) {
      Screen screen = shown(rows);
      GarbageCollector.collect();
      return screen;
    }

    @Test
    void areNotAttemptedWithoutAScreenOrACache() {
      assertNotAttempted(Check.fortyStay(null, cache), "Run the cells above first");
      assertNotAttempted(Check.fortyStay(new Screen(40), null), "Run the cells above first");
      assertNotAttempted(Check.sixtyStay(null, null), "Run the cells above first");
    }

    @Test
    void areNotAttemptedWhileTheScreenIsAsItWas() {
      Screen five = collected(5);

      assertNotAttempted(Check.fortyStay(five, cache), "still shows 5 people");
      assertNotAttempted(Check.sixtyStay(five, cache), "still shows 5 people");
    }

    @Test
    void areCorrectWithAScreenOfThatSize() {
      Screen forty = collected(40);
      assertCorrect(Check.fortyStay(forty, cache));
      assertNotYet(Check.sixtyStay(forty, cache), "40 people stay");
      forty.clear();

      Screen sixty = collected(60);
      assertCorrect(Check.sixtyStay(sixty, cache));
      assertNotYet(Check.fortyStay(sixty, cache), "60 people stay");
    }

    @Test
    void areNotYetWithAnotherSize() {
      assertNotYet(Check.fortyStay(collected(41), cache), "41 people stay");
    }

    @Test
    void areNotYetWhenNobodyIsOnTheScreen() {
      Screen empty = collected(40);
      empty.clear();
      GarbageCollector.collect();

      assertNotYet(Check.fortyStay(empty, cache), "0 people stay");
    }

    @Test
    void areNotYetBeforeACollection() {
      Cache<String, Person> strong = new StrongCache<>(everybody::load); // as if none came by
      Screen forty = new Screen(40);
      everybody.names().forEach(name -> forty.show(strong.get(name)));

      assertNotYet(Check.fortyStay(forty, strong), "Is collect() still in the cell?");
    }
  }

  @Nested
  class Remembers {
    private final PhoneBook book = new PhoneBook(50);
    private final Map<String, Person> known = new HashMap<>();

    private Answer check(Function<String, Person> lookUp) {
      return Check.remembers(lookUp, book);
    }

    @Test
    void isNotAttemptedWithNothing() {
      assertNotAttempted(Check.remembers(null, book), "Write a look-up");
      assertNotAttempted(Check.remembers(book::load, null), "Write a look-up");
    }

    @Test
    void isNotAttemptedWhenItLoadsEachTime() {
      assertNotAttempted(check(book::load), "your look-up loaded him twice");
    }

    @Test
    void isCorrectInManyWays() {
      assertCorrect(check(name -> known.computeIfAbsent(name, book::load)));
      known.clear();
      assertCorrect(
          check(
              name -> {
                if (!known.containsKey(name)) {
                  known.put(name, book.load(name));
                }
                return known.get(name);
              }));
      known.clear();
      assertCorrect(
          check(
              name -> {
                Person person = known.get(name);
                if (person == null) {
                  person = book.load(name);
                  known.put(name, person);
                }
                return person;
              }));
      known.clear();
      assertCorrect(check(new StrongCache<String, Person>(book::load)::get));
    }

    @Test
    void isCorrectEachTimeItIsChecked() {
      Function<String, Person> lookUp = name -> known.computeIfAbsent(name, book::load);
      assertCorrect(check(lookUp));
      assertCorrect(check(lookUp));
    }

    @Test
    void isNotYetWhenItLoadsAllTheSame() {
      assertNotYet(
          check(
              name -> {
                known.putIfAbsent(name, book.load(name));
                return known.get(name);
              }),
          "it still loaded him a second time");
    }

    @Test
    void isNotYetWhenItReturnsNull() {
      assertNotYet(check(known::get), "Your look-up returned null");
      assertNotYet(check(name -> known.put(name, book.load(name))), "Your look-up returned null");
    }

    @Test
    void isNotYetWhenItReturnsSomebodyElse() {
      assertNotYet(check(name -> known.computeIfAbsent("Vito", book::load)), "and then for Wim");
      assertNotYet(check(name -> known.computeIfAbsent("Ada", book::load)), "and got Ada");
    }

    @Test
    void isNotYetWhenTwoObjectsComeOutOfOneLoadEach() {
      PhoneBook other = new PhoneBook(50);
      assertNotYet(check(other::load), "two different objects");
    }

    @Test
    void isNotYetWhenThePhoneBookIsTooThin() {
      PhoneBook thin = new PhoneBook(3);
      assertNotYet(Check.remembers(thin::load, thin), "nobody here is called \"Vito\"");
    }
  }

  @Nested
  class HowManyFit {
    @Test
    void isNotAttemptedWithZero() {
      assertNotAttempted(Check.howManyFit(0), "Divide the heap by the size of one photo");
    }

    @ParameterizedTest
    @ValueSource(ints = {256, 255, 250, 200, 192})
    void isCorrectUpToTheBrim(int people) {
      assertCorrect(Check.howManyFit(people));
    }

    @ParameterizedTest
    @ValueSource(ints = {257, 262_144, 33_554_432, Integer.MAX_VALUE})
    void isNotYetWithTooMany(int people) {
      assertNotYet(Check.howManyFit(people), "but the heap has only 32");
    }

    @Test
    void isNotYetWithTooFew() {
      assertNotYet(Check.howManyFit(191), "191 photos take only 23 MB of 32");
      assertNotYet(Check.howManyFit(1), "a lot of room left");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, -250, Integer.MIN_VALUE})
    void isNotYetWithLessThanNobody(int people) {
      assertNotYet(Check.howManyFit(people), "fewer than none at all");
    }
  }

  @Nested
  class NameOf {
    @Test
    void isNotAttemptedWithNothingOrAsItWas() {
      assertNotAttempted(Check.nameOf(null), "asks the reference once");
      assertNotAttempted(
          Check.nameOf(ref -> ref.get() == null ? "gone" : ref.get().name()),
          "Your function calls get() twice");
    }

    @Test
    void isCorrectInManyWays() {
      assertCorrect(
          Check.nameOf(
              ref -> {
                Person person = ref.get();
                return person == null ? "gone" : person.name();
              }));
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
    void isNotYetWithoutALookAtWhatGetGives() {
      assertNotYet(Check.nameOf(ref -> ref.get().name()), "threw a NullPointerException");
    }

    @Test
    void isNotYetWithAnotherWord() {
      assertNotYet(
          Check.nameOf(ref -> Optional.ofNullable(ref.get()).map(Person::name).orElse("Gone")),
          "returned “Gone” and not “gone”");
      assertNotYet(
          Check.nameOf(ref -> Optional.ofNullable(ref.get()).map(Person::name).orElse(null)),
          "returned “null” and not “gone”");
      assertNotYet(Check.nameOf(ref -> "gone"), "We hold Ada, but your function returned “gone”");
      assertNotYet(Check.nameOf(ref -> null), "We hold Ada, but your function returned “null”");
      assertNotYet(Check.nameOf(ref -> "%s {0} %n"), "your function returned “%s {0} %n”");
    }

    @Test
    void isNotYetWithTwoLooks() {
      assertNotYet(
          Check.nameOf(
              ref -> {
                Person first = ref.get();
                return first == null || ref.get() == null ? "gone" : first.name();
              }),
          "looks at the reference 2 times");
    }

    /** A look with refersTo is a look, too. */
    @Test
    void isNotYetWhenOneLookIsRefersTo() {
      assertNotYet(
          Check.nameOf(ref -> ref.refersTo(null) ? "gone" : ref.get().name()),
          "Your function looks twice");
    }

    @Test
    void isNotYetWhenItClearsTheReference() {
      assertNotYet(
          Check.nameOf(
              ref -> {
                ref.clear();
                Person person = ref.get();
                return person == null ? "gone" : person.name();
              }),
          "your function returned “gone”");
    }
  }

  @Nested
  class CountGone {
    @Test
    void isNotAttemptedWithNothingOrAsItWas() {
      assertNotAttempted(Check.countGone(null), "out of the queue");
      assertNotAttempted(Check.countGone(queue -> 0), "your function didn't count any of them");
    }

    @Test
    void isCorrectInManyWays() {
      assertCorrect(
          Check.countGone(
              queue -> {
                int gone = 0;
                while (queue.poll() != null) {
                  gone++;
                }
                return gone;
              }));
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
              queue ->
                  (int)
                      java.util.stream.Stream.generate(queue::poll)
                          .takeWhile(Objects::nonNull)
                          .count()));
      assertCorrect(Check.countGone(CountGone::recursively));
      assertCorrect(
          Check.countGone(
              queue -> {
                try {
                  int gone = 0;
                  while (queue.remove(10) != null) { // waits a little, but not for ever
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
    void isNotYetWhenItTakesOnlyOne() {
      assertNotYet(
          Check.countGone(queue -> queue.poll() == null ? 0 : 1),
          "your function counted 1 and left some in there");
    }

    @Test
    void isNotYetWhenItGuesses() {
      assertNotYet(Check.countGone(queue -> 3), "For an empty queue, your function returned 3");
      int[] calls = {0};
      assertNotYet(Check.countGone(queue -> 3 * calls[0]++), "left some in there");
    }

    @Test
    void isNotYetWhenItCountsWrong() {
      assertNotYet(
          Check.countGone(
              queue -> {
                int gone = -1;
                do {
                  gone++;
                } while (queue.poll() != null && queue.poll() != null);
                return gone;
              }),
          "your function counted 1");
      assertNotYet(
          Check.countGone(
              queue -> {
                while (queue.poll() != null) {}
                return 0;
              }),
          "your function counted 0");
    }

    @Test
    void isNotYetWhenItReturnsNull() {
      assertNotYet(Check.countGone(queue -> null), "Your function returned null");
      assertNotYet(
          Check.countGone(queue -> queue.poll() == null ? null : 1), "Your function returned null");
      assertNotYet(
          Check.countGone(queue -> queue.poll() == null ? 0 : null), "Your function returned null");
    }

    @Test
    void isNotYetWhenItWaits() {
      Answer answer =
          Check.countGone(
              queue -> {
                int gone = 0;
                try {
                  while (queue.remove() != null) {
                    gone++;
                  }
                } catch (InterruptedException e) {
                  return gone;
                }
                return gone;
              });

      assertNotYet(answer, "remove() waits until something comes");
      assertThat(answer.reason()).contains("still running after 2 seconds");
    }

    @Test
    void speaksOfWaitingOnlyWhenItWaits() {
      assertThat(Check.countGone(queue -> queue.poll().hashCode()).reason())
          .contains("NullPointerException")
          .doesNotContain("remove()");
    }
  }

  @Nested
  class Ring {
    @Test
    void isNotAttemptedWithNothingOrAsItWas() {
      assertNotAttempted(Check.ring(null), "calls every guest");
      assertNotAttempted(Check.ring(guests -> 0), "your function didn't call any of them");
    }

    @Test
    void isCorrectInManyWays() {
      assertCorrect(
          Check.ring(
              guests -> {
                int called = 0;
                for (var reference : guests) {
                  Runnable guest = reference.get();
                  if (guest != null) {
                    guest.run();
                    called++;
                  }
                }
                guests.removeIf(reference -> reference.refersTo(null));
                return called;
              }));
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

    private Answer loop(java.util.function.ToIntFunction<WeakReference<Runnable>> each) {
      return Check.ring(guests -> guests.stream().mapToInt(each).sum());
    }

    @Test
    void isNotYetWhenItCallsNull() {
      assertNotYet(
          loop(
              reference -> {
                reference.get().run();
                return 1;
              }),
          "A guest was gone, and your function tried to call null");
    }

    @Test
    void isNotYetWithTwoLooks() {
      assertNotYet(
          loop(
              reference -> {
                if (reference.get() == null) {
                  return 0;
                }
                reference.get().run();
                return 1;
              }),
          "between your two get() calls");
    }

    /** Removing the empty ones first doesn't help: a guest may go right after that. */
    @Test
    void isNotYetWhenItRemovesFirstAndThenTrusts() {
      assertNotYet(
          Check.ring(
              guests -> {
                guests.removeIf(reference -> reference.refersTo(null));
                guests.forEach(reference -> reference.get().run());
                return guests.size();
              }),
          "your function tried to call null");
    }

    private int call(List<WeakReference<Runnable>> guests, int times) {
      int called = 0;
      for (var reference : guests) {
        Runnable guest = reference.get();
        for (int i = 0; guest != null && i < times; i++) {
          guest.run();
          called++;
        }
      }
      return called;
    }

    @Test
    void isNotYetWhenItKeepsEmptyReferences() {
      assertNotYet(Check.ring(guests -> call(guests, 1)), "still in the list");
    }

    @Test
    void isNotYetWhenItPutsNullInTheirPlace() {
      assertNotYet(
          Check.ring(
              guests -> {
                int called = call(guests, 1);
                guests.replaceAll(reference -> reference.refersTo(null) ? null : reference);
                return called;
              }),
          "null in the list");
    }

    @Test
    void isNotYetWhenItRemovesEverybody() {
      assertNotYet(
          Check.ring(
              guests -> {
                int called = call(guests, 1);
                guests.clear();
                return called;
              }),
          "removed some guests who are still there");
    }

    @Test
    void isNotYetWhenItCallsSomebodyTwiceOrNotAtAll() {
      assertNotYet(Check.ring(guests -> call(guests, 2)), "your function made 6 calls");
      assertNotYet(
          Check.ring(guests -> call(guests.subList(0, 1), 3)), "your function made 3 calls");
      assertNotYet(
          Check.ring(guests -> call(guests.subList(0, 2), 1)), "your function made 1 calls");
    }

    @Test
    void isNotYetWhenItRemovesInTheLoop() {
      assertNotYet(
          Check.ring(
              guests -> {
                int called = 0;
                for (var reference : guests) {
                  Runnable guest = reference.get();
                  if (guest == null) {
                    guests.remove(reference);
                  } else {
                    guest.run();
                    called++;
                  }
                }
                return called;
              }),
          "while it's going through it");
    }

    @Test
    void isNotYetWithAnotherNumber() {
      for (Integer number : new Integer[] {null, -1, 0, 2, 5}) {
        assertNotYet(
            Check.ring(
                guests -> {
                  call(guests, 1);
                  guests.removeIf(reference -> reference.get() == null);
                  return number;
                }),
            "but returned " + number);
      }
    }
  }

  @Nested
  class TheQuiz {
    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {"??????", "?", " ", ", , ,"})
    void isNotAttemptedWithoutALetter(String letters) {
      assertNotAttempted(Check.quiz(letters), "a letter for each question");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bcabca", "BCABCA", "b c a b c a", "b, c, a; b. c\ta\n"})
    void isCorrectHoweverItIsTyped(String letters) {
      assertCorrect(Check.quiz(letters));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "abc",
          "bcabcab",
          "bcabcd",
          "%s%d%n",
          "{0}{1}",
          "<script>alert(1)</script>",
          "$1\\2",
          "“„”ß",
          "b\0abca",
          "😀😀😀"
        })
    void isNotYetWithOtherSigns(String letters) {
      assertNotYet(Check.quiz(letters), "You put “" + letters + "”. This needs 6 letters");
    }

    @Test
    void isNotYetWithABook() {
      assertThat(Check.quiz("abc".repeat(100_000)).reason()).hasSizeLessThan(1000);
    }

    @Test
    void helpsWithTheFirstWrongOne() {
      assertNotYet(
          Check.quiz("acabca"), "5 of 6 are right. Question 1: There's no such thing as half");
      assertNotYet(Check.quiz("?cabcb"), "4 of 6 are right. Question 1 has no answer yet");
      assertNotYet(Check.quiz("bcabc?"), "5 of 6 are right. Question 6 has no answer yet");
    }

    @Test
    void hasAHintForEachWrongLetter() {
      String right = "bcabca";
      for (int i = 0; i < right.length(); i++) {
        for (char letter : "abc".toCharArray()) {
          if (letter != right.charAt(i)) {
            String typed = right.substring(0, i) + letter + right.substring(i + 1);
            Answer answer = Check.quiz(typed);
            assertThat(answer.voice()).isEqualTo(Voice.NOT_YET);
            assertThat(answer.reason())
                .matches("5 of 6 are right. Question " + (i + 1) + ": .{20,}");
          }
        }
      }
    }
  }

  @Test
  void howItGoesWithNothingAtAll() {
    assertNotAttempted(Check.threeHolders(null), "Add two more holders");
    assertNotAttempted(Check.allReturned(null), "There's no loan yet");
    assertNotAttempted(Check.favourite(null), "Run the cells above first");
    assertNotAttempted(Check.myCache(null), "MyCache::new");
  }

  @Test
  void aLoanNeedsABook() {
    assertThatNullPointerException()
        .isThrownBy(() -> new Loan(null))
        .withMessage("which book is lent? It is null");
  }
}
