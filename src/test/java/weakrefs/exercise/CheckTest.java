package weakrefs.exercise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static weakrefs.exercise.Answers.assertNotAttempted;
import static weakrefs.exercise.Answers.assertNotYet;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import weakrefs.cache.Cache;
import weakrefs.exercise.Answer.Result;
import weakrefs.story.Person;
import weakrefs.story.PhoneBook;
import weakrefs.story.Screen;

/** Whatever the learner's code does, each check answers, and in a sentence. */
@Timeout(60)
class CheckTest {
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

    private final Supplier<Throwable> maker;

    Ending(Supplier<Throwable> maker) {
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
    assertNotYet(Check.favorite(broken), "stopped with an error: ");
    assertNotYet(
        Check.remembers(name -> ending.comes(), new PhoneBook(50)), "stopped with an error: ");
    assertNotYet(Check.nameOf(reference -> ending.comes()), "stopped with an error: ");
    assertNotYet(Check.countGone(queue -> ending.comes()), "stopped with an error: ");
    assertNotYet(Check.myCache(phoneBook -> ending.comes()), "stopped with an error: ");
    Answer rings = Check.ring(guests -> ending.comes());
    assertThat(rings.result()).isEqualTo(Result.NOT_YET);
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

  @Test
  void speaksOfWaitingOnlyWhenTheCodeWaits() {
    assertThat(Check.countGone(queue -> queue.poll().hashCode()).reason())
        .contains("NullPointerException")
        .doesNotContain("remove()");
  }

  @Test
  void staysShortWhateverIsTyped() {
    assertThat(Check.quiz("abc".repeat(100_000)).reason()).hasSizeLessThan(1000);
  }

  @Test
  void hasAHintForEachWrongLetter() {
    assertHints(Check::quiz, "bcabca", "abc");
    assertHints(Check::whichLimit, "bcad", "abcd");
  }

  private static void assertHints(Function<String, Answer> quiz, String right, String letters) {
    int count = right.length();
    for (int i = 0; i < count; i++) {
      for (char letter : letters.toCharArray()) {
        if (letter != right.charAt(i)) {
          Answer answer = quiz.apply(right.substring(0, i) + letter + right.substring(i + 1));
          assertNotYet(
              answer, "%d of %d are right. Question %d: ".formatted(count - 1, count, i + 1));
          assertThat(answer.reason()).matches(".* Question \\d: .{20,}");
        }
      }
    }
  }

  @Test
  void leavesACacheEmptySinceItsPeopleAreLarge() {
    PhoneBook phoneBook = new PhoneBook(200);
    LoadingCache<String, Person> cache = Caffeine.newBuilder().build(phoneBook::load);
    assertNotAttempted(
        Check.atMostFifty(cache, phoneBook),
        "We looked up 100 people, and the cache still holds them all.");
    assertThat(cache.asMap()).isEmpty();
  }

  @Test
  void aLoanNeedsABook() {
    assertThatNullPointerException()
        .isThrownBy(() -> new Loan(null))
        .withMessage("which book is lent? It is null");
  }
}
