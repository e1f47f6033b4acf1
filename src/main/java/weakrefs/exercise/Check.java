package weakrefs.exercise;

import com.github.benmanes.caffeine.cache.LoadingCache;
import java.lang.ref.Cleaner;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Collection;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import tech.tablesaw.api.Table;
import weakrefs.cache.Cache;
import weakrefs.exercise.Exercise.Given;
import weakrefs.inspect.Finding;
import weakrefs.story.Lamps;
import weakrefs.story.Person;
import weakrefs.story.PhoneBook;
import weakrefs.story.Screen;

/**
 * Looks at what the learner did: one method for each exercise, in the order of the notebooks.
 *
 * <p>Each returns an {@link Answer} and never throws. Each may be called as often as one likes, in
 * any order. A learner's own code is run for ten seconds at most.
 *
 * <pre>{@code
 * WeakReference<Object> mine = new WeakReference<>("Momo");
 * Check.cleared(mine)      // Not yet. The referent is a string literal: ...
 * }</pre>
 */
public final class Check {
  private Check() {}

  /** 00: a screen for forty people, so that the weak cache keeps forty. */
  public static Answer fortyStay(Screen screen, Cache<String, Person> cache) {
    return Exercise.FORTY_STAY.answer(
        () -> CacheChecks.stay(40, 5, screen, cache), new Given(Cache.class, cache));
  }

  /** 01: exactly three variables hold the book, one of them by a list or an array. */
  public static Answer threeHolders(Finding holders) {
    return Exercise.THREE_HOLDERS.answer(() -> HolderChecks.three(holders));
  }

  /** 01: nobody holds the lent book any more. Collects if that is so. */
  public static Answer allReturned(Loan loan) {
    return Exercise.ALL_RETURNED.answer(() -> HolderChecks.allReturned(loan));
  }

  /**
   * 02: this reference is cleared. Never collects by itself. It can't tell a reference that a
   * collection cleared from one that was made with null or emptied by {@code clear()}.
   */
  public static Answer cleared(WeakReference<?> reference) {
    return Exercise.CLEARED.answer(
        () -> HolderChecks.cleared(reference), new Given(WeakReference.class, reference));
  }

  /** 02: the book that a list held is let go. Never collects by itself. */
  public static Answer unstuck(WeakReference<?> reference) {
    return Exercise.UNSTUCK.answer(
        () -> HolderChecks.unstuck(reference), new Given(WeakReference.class, reference));
  }

  /** 03: a look-up that loads each person from this phone book once, and remembers them. */
  public static Answer remembers(Function<String, Person> lookUp, PhoneBook phoneBook) {
    return Exercise.REMEMBERS.answer(
        () -> CacheChecks.remembers(lookUp, phoneBook), new Given(Function.class, lookUp));
  }

  /**
   * 03: how many photos fit into a heap of 32 MB.
   *
   * @param people the learner's number; 0 is not attempted yet
   */
  public static Answer howManyFit(int people) {
    return Exercise.HOW_MANY_FIT.answer(() -> CacheChecks.howManyFit(people));
  }

  /** 04: a screen for sixty people, so that the weak cache keeps sixty. */
  public static Answer sixtyStay(Screen screen, Cache<String, Person> cache) {
    return Exercise.SIXTY_STAY.answer(
        () -> CacheChecks.stay(60, 5, screen, cache), new Given(Cache.class, cache));
  }

  /**
   * 04: Ada is kept by a variable of the learner's, not by the screen or by accident. Collects.
   *
   * @param cache the weak cache that knows her
   */
  public static Answer favourite(Cache<String, Person> cache) {
    return Exercise.FAVOURITE.answer(
        () -> CacheChecks.favourite(cache), new Given(Cache.class, cache));
  }

  /** 05: the name of a person who may be gone, asked for once; "gone" if they are. */
  public static Answer nameOf(Function<WeakReference<Person>, String> nameOf) {
    return Exercise.NAME_OF.answer(
        () -> ReferenceChecks.nameOf(nameOf), new Given(Function.class, nameOf));
  }

  /** 05: counts all references that wait in the queue, and takes them out, without waiting. */
  public static Answer countGone(Function<ReferenceQueue<Person>, Integer> count) {
    return Exercise.GONE.answer(
        () -> ReferenceChecks.countGone(count), new Given(Function.class, count));
  }

  /** 06: calls each guest who is still there, forgets the rest, and returns how many it called. */
  public static Answer ring(Function<List<WeakReference<Runnable>>, Integer> ring) {
    return Exercise.RING.answer(() -> ReferenceChecks.ring(ring), new Given(Function.class, ring));
  }

  /**
   * 06: a weak cache of the learner's own. Makes several with small phone books and tries them:
   * same person while somebody holds them, let go after that, loaded again, cards thrown away.
   */
  public static Answer myCache(Function<PhoneBook, ? extends PracticeCache> cache) {
    return Exercise.MY_CACHE.answer(
        () -> CacheChecks.myCache(cache), new Given(Function.class, cache));
  }

  /**
   * 06: the quiz about the whole page.
   *
   * @param letters one letter for each question, {@code ?} where there is no answer yet
   */
  public static Answer quiz(String letters) {
    return Exercise.QUIZ.answer(() -> Quiz.WHOLE_STORY.verdict(letters));
  }

  /**
   * 07: what each reference finds: while somebody holds the object, after a collection with room to
   * spare, and after the memory ran out.
   *
   * @param strong three letters: {@code y} where it finds the object, {@code n} where it doesn't,
   *     {@code ?} where there is no answer yet
   */
  public static Answer strengths(String strong, String soft, String weak, String phantom) {
    return Exercise.STRENGTHS.answer(() -> Strengths.verdict(strong, soft, weak, phantom));
  }

  /**
   * 07: a light that switches its lamp off exactly once: when it is closed, or else when it is
   * collected. Makes several, and collects.
   *
   * @param light makes one; the cleaner is for its use
   */
  public static Answer light(BiFunction<Lamps, Cleaner, ? extends AutoCloseable> light) {
    return Exercise.LIGHT.answer(
        () -> LightChecks.light(light), new Given(BiFunction.class, light));
  }

  /** 08: a text, a number and something else, all of which a collection takes. Collects. */
  public static Answer keysThatGo(Supplier<? extends Collection<?>> keys) {
    return Exercise.KEYS.answer(() -> KeyChecks.keysThatGo(keys), new Given(Supplier.class, keys));
  }

  /**
   * 08: notes that stay as long as their book, and no longer. Makes one set of notes and tries it;
   * collects.
   */
  public static Answer myNotes(Supplier<? extends StickyNotes> notes) {
    return Exercise.NOTES.answer(() -> KeyChecks.myNotes(notes), new Given(Supplier.class, notes));
  }

  /**
   * 08: the field of the shop that keeps what should go.
   *
   * @param field its name; {@code ?} is not attempted yet
   */
  public static Answer leak(LeakyShop shop, String field) {
    return Exercise.LEAK.answer(() -> LeakChecks.leak(shop, field));
  }

  /**
   * 09: a Caffeine cache that keeps fifty people of this phone book, and no more once it has tidied
   * up. Empties it, looks up a hundred, collects, and empties it again.
   */
  public static Answer atMostFifty(LoadingCache<String, Person> cache, PhoneBook phoneBook) {
    return Exercise.AT_MOST_FIFTY.answer(
        () -> RealCacheChecks.atMostFifty(cache, phoneBook), new Given(LoadingCache.class, cache));
  }

  /**
   * 09: which limit suits which app.
   *
   * @param letters one letter for each question, {@code ?} where there is no answer yet
   */
  public static Answer whichLimit(String letters) {
    return Exercise.WHICH_LIMIT.answer(() -> Quiz.WHICH_LIMIT.verdict(letters));
  }

  /**
   * 09: a function that gives one object for all equal texts, and lets go of it when nobody else
   * holds it. Collects.
   */
  public static Answer oneOfAKind(Function<String, String> intern) {
    return Exercise.ONE_OF_A_KIND.answer(
        () -> RealCacheChecks.oneOfAKind(intern), new Given(Function.class, intern));
  }

  /**
   * 10: read off which collector let the cache hold most people, and whose longest pause was the
   * shortest.
   *
   * @param table what {@link weakrefs.lab.FiveCollectors#table} returned
   * @param most the learner's first answer; {@code ?} is not attempted yet
   * @param shortest the learner's second answer
   */
  public static Answer readOff(Table table, String most, String shortest) {
    return Exercise.READ_OFF.answer(() -> CollectorChecks.readOff(table, most, shortest));
  }

  /**
   * 10: how much longer a collection takes for one more weak reference, taken from the learner's
   * own measurement.
   *
   * @param table what {@link weakrefs.lab.ManyReferences#table} returned
   * @param nanoseconds the learner's number; 0 is not attempted yet
   */
  public static Answer oneMore(Table table, double nanoseconds) {
    return Exercise.ONE_MORE.answer(() -> CollectorChecks.oneMore(table, nanoseconds));
  }

  /** 10: the names of the collectors that this JVM runs, as it says itself. */
  public static Answer collectorHere(List<String> names) {
    return Exercise.COLLECTOR_HERE.answer(() -> CollectorChecks.collectorHere(names));
  }

  /**
   * 10: options for a JVM on a computer with one processor: the Serial collector, and a heap of 64
   * MB at most. They are read, not tried.
   */
  public static Answer smallBox(String flags) {
    return Exercise.SMALL_BOX.answer(() -> CollectorChecks.smallBox(flags));
  }

  /**
   * 11: a check for leaks. It is tried with a cache that lets go, which it must let pass, and with
   * one that never does, which it must stop.
   *
   * @param letsGo is given a look-up; true if somebody who was looked up, and whom nobody holds,
   *     goes
   */
  public static Answer letsGo(Predicate<Function<String, Person>> letsGo) {
    return Exercise.LETS_GO.answer(
        () -> GateChecks.letsGo(letsGo), new Given(Predicate.class, letsGo));
  }

  /**
   * 12: a flag that gives the heap three quarters of a box, whatever its size. Tries it in two JVMs
   * of their own.
   *
   * @param flag the learner's; empty is not attempted yet
   */
  public static Answer threeQuarters(String flag) {
    return Exercise.THREE_QUARTERS.answer(() -> BoxChecks.threeQuarters(flag));
  }

  /**
   * 13: a line of Python that makes a cache which lets go of whom nobody holds. Runs it.
   *
   * @param program makes a variable {@code cache}, which is then used like a {@code dict}
   */
  public static Answer pythonLetsGo(String program) {
    return Exercise.PYTHON_LETS_GO.answer(() -> PythonChecks.letsGo(program));
  }
}
