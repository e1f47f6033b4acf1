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
import weakrefs.inspect.Finding;
import weakrefs.story.Lamps;
import weakrefs.story.Person;
import weakrefs.story.PhoneBook;
import weakrefs.story.Screen;

/**
 * Looks at what the learner did: one method for each exercise, in the order of the notebooks, and
 * behind it a class with its name, its notebook and its reasons.
 *
 * <p>Each method returns an {@link Answer} and never throws. You can call it as often as you like,
 * in any order. A learner's own code runs for ten seconds at most.
 *
 * <pre>{@code
 * WeakReference<Object> mine = new WeakReference<>("Momo");
 * Check.cleared(mine)      // Not yet. The referent is a string literal: ...
 * }</pre>
 */
public sealed interface Check
    permits FortyStay,
        ThreeHolders,
        AllReturned,
        Cleared,
        Unstuck,
        HowManyFit,
        Remembers,
        SixtyStay,
        Favorite,
        NameOf,
        CountGone,
        Ring,
        OwnWeakCache,
        WholeStory,
        OffOnce,
        Strengths,
        KeysThatGo,
        NotesWithoutTrap,
        AtMostFifty,
        WhichLimit,
        OneOfAKind,
        ReadOff,
        OneMore,
        CollectorHere,
        SmallBox,
        LeakGate,
        LeakyField,
        PatientTest,
        ThreeQuarters,
        PythonLetsGo {
  /**
   * What to say about this attempt if it's right. If it isn't, an exception says why, and {@link
   * Answer} turns that into one of the other two results.
   */
  String look();

  /** 00: a screen for forty people, so that forty stay in the weak cache. */
  static Answer fortyStay(Screen screen, Cache<String, Person> cache) {
    return Answer.to(new FortyStay(screen, cache));
  }

  /** 01: exactly three variables hold the book, one of them through a list or an array. */
  static Answer threeHolders(Finding holders) {
    return Answer.to(new ThreeHolders(holders));
  }

  /** 01: nobody holds the book on loan anymore. Collects if that's so. */
  static Answer allReturned(Loan loan) {
    return Answer.to(new AllReturned(loan));
  }

  /**
   * 02: this reference is cleared. Never collects on its own. It can't tell a reference that a
   * collection cleared from one that was made with null or cleared by {@code clear()}.
   */
  static Answer cleared(WeakReference<?> reference) {
    return Answer.to(new Cleared(reference));
  }

  /** 02: the book that a list held is gone. Never collects on its own. */
  static Answer unstuck(WeakReference<?> reference) {
    return Answer.to(new Unstuck(reference));
  }

  /** 03: a look-up that loads each person from this phone book once, and remembers them. */
  static Answer remembers(Function<String, Person> lookUp, PhoneBook phoneBook) {
    return Answer.to(new Remembers(lookUp, phoneBook));
  }

  /** 03: how many photos fit into a heap of 32 MB; 0 means not attempted yet. */
  static Answer howManyFit(int people) {
    return Answer.to(new HowManyFit(people));
  }

  /** 04: a screen for sixty people, so that sixty stay in the weak cache. */
  static Answer sixtyStay(Screen screen, Cache<String, Person> cache) {
    return Answer.to(new SixtyStay(screen, cache));
  }

  /**
   * 04: one of the learner's variables holds Ada, not just the screen or an accident. Collects.
   *
   * @param cache the weak cache that knows where she is
   */
  static Answer favorite(Cache<String, Person> cache) {
    return Answer.to(new Favorite(cache));
  }

  /** 05: the name of a person who may be gone, asked for once; "gone" if they are. */
  static Answer nameOf(Function<WeakReference<Person>, String> nameOf) {
    return Answer.to(new NameOf(nameOf));
  }

  /** 05: counts all references in the queue, and takes them out, without waiting for more. */
  static Answer countGone(Function<ReferenceQueue<Person>, Integer> count) {
    return Answer.to(new CountGone(count));
  }

  /** 06: calls each guest who's still there, forgets the rest, and returns how many it called. */
  static Answer ring(Function<List<WeakReference<Runnable>>, Integer> ring) {
    return Answer.to(new Ring(ring));
  }

  /**
   * 06: the learner's own weak cache. Makes several with small phone books and tries them: the same
   * person while somebody holds them, forgotten after that, loaded again, old entries thrown away.
   */
  static Answer myCache(Function<PhoneBook, ? extends PracticeCache> cache) {
    return Answer.to(new OwnWeakCache(cache));
  }

  /** 06: the quiz on the whole story: a letter for each question, {@code ?} if it's still open. */
  static Answer quiz(String letters) {
    return Answer.to(new WholeStory(letters), WholeStory.QUIZ.form(letters, WholeStory::new));
  }

  /**
   * 07: what each reference finds: while somebody holds the object, after a collection with room to
   * spare, and after memory ran out.
   *
   * @param strong three letters: {@code y} where it finds the object, {@code n} where it doesn't,
   *     {@code ?} where there's no answer yet
   */
  static Answer strengths(String strong, String soft, String weak, String phantom) {
    Strengths typed = new Strengths(strong, soft, weak, phantom);
    return Answer.to(typed, typed.form());
  }

  /**
   * 07: a light that switches its lamp off exactly once: when it's closed, or otherwise when it's
   * collected. Makes several, and collects.
   *
   * @param light makes one, which may use the cleaner
   */
  static Answer light(BiFunction<Lamps, Cleaner, ? extends AutoCloseable> light) {
    return Answer.to(new OffOnce(light));
  }

  /** 08: a string, a number and something else, all of which a collection takes. Collects. */
  static Answer keysThatGo(Supplier<? extends Collection<?>> keys) {
    return Answer.to(new KeysThatGo(keys));
  }

  /**
   * 08: notes that stay as long as their book, and no longer. Makes one set of notes and tries it;
   * collects.
   */
  static Answer myNotes(Supplier<? extends StickyNotes> notes) {
    return Answer.to(new NotesWithoutTrap(notes));
  }

  /**
   * 09: a Caffeine cache that keeps fifty people from this phone book, and no more once it has
   * tidied up. Empties it, looks up a hundred, collects, and empties it again.
   */
  static Answer atMostFifty(LoadingCache<String, Person> cache, PhoneBook phoneBook) {
    return Answer.to(new AtMostFifty(cache, phoneBook));
  }

  /** 09: which limit suits which app: a letter for each question, {@code ?} if it's still open. */
  static Answer whichLimit(String letters) {
    return Answer.to(new WhichLimit(letters), WhichLimit.QUIZ.form(letters, WhichLimit::new));
  }

  /**
   * 09: a function that returns one object for all equal strings, and forgets it when nobody else
   * holds it. Collects.
   */
  static Answer oneOfAKind(Function<String, String> intern) {
    return Answer.to(new OneOfAKind(intern));
  }

  /**
   * 10: read off which collector let the cache hold the most people, and whose longest pause was
   * the shortest.
   *
   * @param table what {@link weakrefs.lab.FiveCollectors#table} returned
   * @param most the learner's first answer; {@code ?} means not attempted yet
   * @param shortest the learner's second answer
   */
  static Answer readOff(Table table, String most, String shortest) {
    ReadOff typed = new ReadOff(table, most, shortest);
    return Answer.to(typed, typed.form());
  }

  /**
   * 10: how much longer a collection takes for one more weak reference, taken from the learner's
   * own measurement.
   *
   * @param table what {@link weakrefs.lab.ManyReferences#table} returned
   * @param nanoseconds the learner's number; 0 means not attempted yet
   */
  static Answer oneMore(Table table, double nanoseconds) {
    return Answer.to(new OneMore(table, nanoseconds));
  }

  /** 10: the names of this JVM's collectors, as the JVM itself gives them. */
  static Answer collectorHere(List<String> names) {
    return Answer.to(new CollectorHere(names));
  }

  /**
   * 10: options for a JVM on a computer with one processor: the Serial collector, and a heap of 64
   * MB at most. They're read, not tried.
   */
  static Answer smallBox(String flags) {
    return Answer.to(new SmallBox(flags));
  }

  /**
   * 11: a check for leaks. It's tried with a cache that forgets, which it has to let pass, and with
   * one that never does, which it has to stop.
   *
   * @param letsGo is given a look-up; true if a person who was looked up is gone once nobody holds
   *     them
   */
  static Answer letsGo(Predicate<Function<String, Person>> letsGo) {
    return Answer.to(new LeakGate(letsGo));
  }

  /** 12: the shop's field that holds what should be gone; {@code ?} means not attempted yet. */
  static Answer leak(LeakyShop shop, String field) {
    return Answer.to(new LeakyField(shop, field));
  }

  /**
   * 12: the source of a test, which has a main method and is given the kiosk's version. It has to
   * fail on the kiosk that leaks, and to pass on one that's tidy, even if that takes half a second.
   * In a learner's copy of the notebooks it's kept as the file {@code VisitTest.java}.
   */
  static Answer patientTest(String source) {
    return Answer.to(new PatientTest(source));
  }

  /**
   * 13: a flag that gives the heap three quarters of a box, whatever its size; empty means not
   * attempted yet. Tries it in two separate JVMs.
   */
  static Answer threeQuarters(String flag) {
    return Answer.to(new ThreeQuarters(flag));
  }

  /**
   * 14: a line of Python that makes a cache which forgets whatever nobody holds. Runs it.
   *
   * @param program makes a variable {@code cache}, which is then used like a {@code dict}
   */
  static Answer pythonLetsGo(String program) {
    return Answer.to(new PythonLetsGo(program));
  }
}
