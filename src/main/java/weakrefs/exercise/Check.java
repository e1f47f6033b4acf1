package weakrefs.exercise;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.function.Function;
import tech.tablesaw.api.Table;
import weakrefs.cache.Cache;
import weakrefs.gc.Holders;
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
    return Exercise.FORTY_STAY.answer(() -> CacheChecks.stay(40, 5, screen, cache));
  }

  /** 01: exactly three variables hold the book, one of them by a list or an array. */
  public static Answer threeHolders(Holders holders) {
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
    return Exercise.CLEARED.answer(() -> HolderChecks.cleared(reference));
  }

  /** 02: the book that a list held is let go. Never collects by itself. */
  public static Answer unstuck(WeakReference<?> reference) {
    return Exercise.UNSTUCK.answer(() -> HolderChecks.unstuck(reference));
  }

  /** 03: a look-up that loads each person from this phone book once, and remembers them. */
  public static Answer remembers(Function<String, Person> lookUp, PhoneBook phoneBook) {
    return Exercise.REMEMBERS.answer(() -> CacheChecks.remembers(lookUp, phoneBook));
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
    return Exercise.SIXTY_STAY.answer(() -> CacheChecks.stay(60, 5, screen, cache));
  }

  /**
   * 04: Ada is kept by a variable of the learner's, not by the screen or by accident. Collects.
   *
   * @param cache the weak cache that knows her
   */
  public static Answer favourite(Cache<String, Person> cache) {
    return Exercise.FAVOURITE.answer(() -> CacheChecks.favourite(cache));
  }

  /** 05: the name of a person who may be gone, asked for once; "gone" if they are. */
  public static Answer nameOf(Function<WeakReference<Person>, String> nameOf) {
    return Exercise.NAME_OF.answer(() -> ReferenceChecks.nameOf(nameOf));
  }

  /** 05: counts all references that wait in the queue, and takes them out, without waiting. */
  public static Answer countGone(Function<ReferenceQueue<Person>, Integer> count) {
    return Exercise.GONE.answer(() -> ReferenceChecks.countGone(count));
  }

  /** 06: calls each guest who is still there, forgets the rest, and returns how many it called. */
  public static Answer ring(Function<List<WeakReference<Runnable>>, Integer> ring) {
    return Exercise.RING.answer(() -> ReferenceChecks.ring(ring));
  }

  /**
   * 06: a weak cache of the learner's own. Makes several with small phone books and tries them:
   * same person while somebody holds them, let go after that, loaded again, cards thrown away.
   */
  public static Answer myCache(Function<PhoneBook, ? extends PracticeCache> cache) {
    return Exercise.MY_CACHE.answer(() -> CacheChecks.myCache(cache));
  }

  /**
   * 06: the quiz about the whole page.
   *
   * @param letters one letter for each question, {@code ?} where there is no answer yet
   */
  public static Answer quiz(String letters) {
    return Exercise.QUIZ.answer(() -> Quiz.verdict(letters));
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
}
