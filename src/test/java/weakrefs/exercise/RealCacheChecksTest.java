package weakrefs.exercise;

import static org.assertj.core.api.Assertions.assertThat;
import static weakrefs.exercise.Answers.assertCorrect;
import static weakrefs.exercise.Answers.assertNotAttempted;
import static weakrefs.exercise.Answers.assertNotYet;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.google.common.collect.Interners;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;
import weakrefs.story.Person;
import weakrefs.story.PhoneBook;

/** What the checks of notebook 09 say to right answers, to wrong ones, and to no answer at all. */
@Timeout(120)
class RealCacheChecksTest {
  @BeforeEach
  void startTheKernel() {
    Answer.forgetAll();
  }

  @Nested
  class AtMostFifty {
    private final PhoneBook phoneBook = new PhoneBook(200);

    private Answer check(UnaryOperator<Caffeine<Object, Object>> limits) {
      return Check.atMostFifty(
          limits.apply(Caffeine.newBuilder()).build(phoneBook::load), phoneBook);
    }

    @RepeatedTest(3)
    void isFiftyHeldStrongly() {
      assertCorrect(check(cache -> cache.maximumSize(50)));
      assertCorrect(check(cache -> cache.maximumSize(50).recordStats()));
      assertCorrect(check(cache -> cache.maximumSize(50).expireAfterWrite(Duration.ofHours(1))));
      assertCorrect(check(cache -> cache.maximumWeight(50).weigher((key, value) -> 1)));
    }

    @Test
    void isNotAttemptedWithoutALimit() {
      assertNotAttempted(
          check(cache -> cache), "We looked up 100 people, and the cache still holds them all.");
      assertNotAttempted(Check.atMostFifty(null, phoneBook), "Build a cache");
      assertNotAttempted(
          Check.atMostFifty(Caffeine.newBuilder().build(phoneBook::load), null), "Build a cache");
    }

    @Test
    void leavesTheCacheEmptySinceItsPeopleAreLarge() {
      LoadingCache<String, Person> cache = Caffeine.newBuilder().build(phoneBook::load);
      assertNotAttempted(
          Check.atMostFifty(cache, phoneBook),
          "We looked up 100 people, and the cache still holds them all.");
      assertThat(cache.asMap()).isEmpty();
    }

    @Test
    void isNotYetTheRightNumber() {
      assertNotYet(check(cache -> cache.maximumSize(51)), "the cache holds 51 of them");
      assertNotYet(check(cache -> cache.maximumSize(200)), "the cache holds 100 of them");
      assertNotYet(check(cache -> cache.maximumSize(0)), "the cache had to load 50 of them");
      assertNotYet(
          check(cache -> cache.maximumSize(49)), "we looked up the same fifty people again");
    }

    @Test
    void isNotAnotherLimit() {
      assertNotYet(check(Caffeine::weakValues), "the garbage collector decides how many stay");
      assertNotYet(
          check(cache -> cache.expireAfterWrite(Duration.ofHours(1))), "not how many. Until");
      assertNotYet(
          check(cache -> cache.expireAfterAccess(Duration.ofHours(1))), "not how many. Until");
      assertNotYet(check(cache -> cache.maximumSize(50).weakValues()), "its fifty strongly");
    }

    @Test
    void loadsFromThePhoneBook() {
      PhoneBook another = new PhoneBook(200);
      assertNotYet(
          Check.atMostFifty(Caffeine.newBuilder().maximumSize(50).build(another::load), phoneBook),
          "The cache doesn't load people from this phone book.");
      PhoneBook small = new PhoneBook(50);
      assertNotYet(
          Check.atMostFifty(Caffeine.newBuilder().maximumSize(50).build(small::load), small),
          "With 50 people it's hard to tell.");
    }

    @Test
    void endsWellWhateverTheLoaderDoes() {
      assertNotYet(
          Check.atMostFifty(
              Caffeine.newBuilder()
                  .maximumSize(50)
                  .build(
                      name -> {
                        throw new IllegalStateException("off line");
                      }),
              phoneBook),
          "Your code stopped with an error: IllegalStateException (off line)");
      assertNotYet(
          Check.atMostFifty(Caffeine.newBuilder().maximumSize(50).build(name -> null), phoneBook),
          "The cache doesn't load people");
    }
  }

  @Nested
  class WhichLimit {
    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {"????", "??", " ? ? "})
    void isNotAttemptedWithoutALetter(String letters) {
      assertNotAttempted(Check.whichLimit(letters), "such as \"abc?\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bcad", "BCAD", "b, c, a, d"})
    void isAllFour(String letters) {
      assertCorrect(Check.whichLimit(letters));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bca", "bcade", "bcae", "1234"})
    void isFourLetters(String letters) {
      assertNotYet(Check.whichLimit(letters), "This needs 4 letters, each one a, b, c or d");
    }

    @Test
    void hasAReasonForEachWrongLetter() {
      String right = "bcad";
      for (int i = 0; i < 4; i++) {
        for (char wrong : "abcd".toCharArray()) {
          if (wrong != right.charAt(i)) {
            String letters = right.substring(0, i) + wrong + right.substring(i + 1);
            Answer answer = Check.whichLimit(letters);
            assertNotYet(answer, "3 of 4 are right. Question " + (i + 1) + ": ");
            assertThat(answer.reason()).hasSizeGreaterThan(60);
          }
        }
      }
    }
  }

  @Nested
  class OneOfAKind {
    private static String weakly(Map<String, WeakReference<String>> seen, String text) {
      WeakReference<String> reference = seen.get(text);
      String first = reference == null ? null : reference.get();
      if (first == null) {
        first = text;
        seen.put(text, new WeakReference<>(text));
      }
      return first;
    }

    @Test
    void isOneObjectThatMayGo() {
      Map<String, WeakReference<String>> seen = new WeakHashMap<>();
      assertCorrect(Check.oneOfAKind(text -> weakly(seen, text)));
      assertCorrect(Check.oneOfAKind(Interners.<String>newWeakInterner()::intern));
      assertCorrect(
          Check.oneOfAKind(
              com.github.benmanes.caffeine.cache.Interner.<String>newWeakInterner()::intern));
    }

    @Test
    void isNotAttemptedWhenItGivesBackWhatItGot() {
      assertNotAttempted(Check.oneOfAKind(text -> text), "two different objects came out");
      assertNotAttempted(Check.oneOfAKind(null), "Write a function");
    }

    @Test
    void isNotYetOneObject() {
      assertNotYet(Check.oneOfAKind(String::new), "two different objects came out");
      assertNotYet(Check.oneOfAKind(text -> "Momo"), "“Momo” and “Momo” came out");
      assertNotYet(Check.oneOfAKind(text -> null), "“null” and “null” came out");
    }

    @Test
    @Tag("slow") // waits for deadlines
    void isNotYetReadyToLetGo() {
      Map<String, String> strong = new ConcurrentHashMap<>();
      assertNotYet(Check.oneOfAKind(text -> strong.computeIfAbsent(text, t -> t)), "never forgets");
      Map<String, String> weakKeys = new WeakHashMap<>();
      assertNotYet(
          Check.oneOfAKind(text -> weakKeys.computeIfAbsent(text, t -> t)), "never forgets");
      Map<String, WeakReference<String>> strongKeys = new HashMap<>();
      assertNotYet(Check.oneOfAKind(text -> weakly(strongKeys, text)), "never forgets");
    }

    @Test
    void isNotJavasOwnTable() {
      Function<String, String> java = String::intern;
      assertNotYet(Check.oneOfAKind(java), "Java's own table");
    }

    @Test
    void keepsWhatSomebodyHolds() {
      Map<String, WeakReference<String>> seen = new WeakHashMap<>();
      int[] calls = {0};
      assertNotYet(
          Check.oneOfAKind(
              text -> {
                if (++calls[0] > 2) {
                  seen.clear();
                }
                return weakly(seen, text);
              }),
          "your function had forgotten it");
    }
  }
}
