package weakrefs.exercise;

import static weakrefs.exercise.Verdict.correct;
import static weakrefs.exercise.Verdict.notAttempted;
import static weakrefs.exercise.Verdict.notYet;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import weakrefs.cache.Cache;
import weakrefs.gc.GarbageCollector;
import weakrefs.gc.GcTimeoutException;
import weakrefs.story.Person;
import weakrefs.story.PhoneBook;
import weakrefs.story.Screen;

/** Notebooks 00, 03, 04 and the last exercise of 06: caches. */
final class CacheChecks {
  /** The heap of the duel in notebook 03. */
  private static final int HEAP_MEGABYTES = 32;

  /** Part of the way from a {@link Screen} to somebody on it. */
  private static final String ON_A_SCREEN = ".shown[";

  private CacheChecks() {}

  static Verdict stay(int wanted, int unchanged, Screen screen, Cache<String, Person> cache) {
    if (screen == null || cache == null) {
      return notAttempted("Run the cells above first.");
    }
    int shown = screen.names().size();
    int living = cache.living();
    if (shown == unchanged) {
      return notAttempted(
          "The screen still shows " + unchanged + " people. How many rows does it need?");
    }
    if (living == wanted) {
      return correct("%d people stay, because the screen holds them.", living);
    }
    if (living > Math.max(shown, wanted)) {
      return notYet(
          "%d people are still there, and the screen shows %d. Nobody holds the others, but no collection has looked at them: is collect() still in the cell?",
          living, shown);
    }
    return notYet(
        "%d people stay: as many as somebody holds. The screen shows %d of them.", living, shown);
  }

  static Verdict remembers(Function<String, Person> lookUp, PhoneBook phoneBook) {
    if (lookUp == null || phoneBook == null) {
      return notAttempted("Write a look-up that keeps people in the map.");
    }
    return Attempt.run(
        () -> {
          Person first = lookUp.apply("Vito");
          long before = phoneBook.loads();
          Person second = lookUp.apply("Vito");
          long loadedAgain = phoneBook.loads() - before;
          Person other = lookUp.apply("Wim");
          if (first == null || second == null || other == null) {
            return notYet("It returned null for somebody who is in the phone book.");
          }
          if (!first.name().equals("Vito") || !other.name().equals("Wim")) {
            return notYet("Asked for Vito and then for Wim, it returned %s and %s.", first, other);
          }
          if (first != second) {
            return loadedAgain > 0
                ? notAttempted(
                    "Asked twice for Vito, it loaded him twice. Keep people in the map, and look there first.")
                : notYet("Asked twice for Vito, it returned two different objects.");
          }
          if (loadedAgain > 0) {
            return notYet(
                "It returned the same Vito twice, but loaded him again all the same. Look into the map before you load.");
          }
          return phoneBook.loads() > 0
              ? remembersAll(lookUp, phoneBook)
              : notYet("It got Vito from elsewhere. Load people from this cell's phone book.");
        });
  }

  /** Five people, looked up twice, with a collection between, and nobody else who holds them. */
  private static Verdict remembersAll(Function<String, Person> lookUp, PhoneBook phoneBook) {
    List<String> names = List.of("Ada", "Ben", "Chloe", "Vito", "Wim");
    names.forEach(lookUp::apply);
    GarbageCollector.collect();
    long before = phoneBook.loads();
    names.forEach(lookUp::apply);
    long forgotten = phoneBook.loads() - before;
    return forgotten == 0
        ? correct("Two look-ups, one load. That is a cache, and it never forgets.")
        : notYet("Of five people it had to load %d again. Keep everybody in the map.", forgotten);
  }

  static Verdict howManyFit(int people) {
    int most = HEAP_MEGABYTES * 1024 * 1024 / Person.PHOTO_BYTES;
    if (people == 0) {
      return notAttempted("Divide the heap by the size of one photo, both in kB.");
    }
    if (people < 0) {
      return notYet("%,d is less than nobody. How many photos fit?", people);
    }
    if (people > most) {
      return notYet(
          "%,d photos of %d kB are %,d MB, but the heap has only %d.",
          people,
          Person.PHOTO_BYTES / 1024,
          (long) people * Person.PHOTO_BYTES >> 20,
          HEAP_MEGABYTES);
    }
    if (people < most * 3 / 4) {
      return notYet(
          "That leaves a lot of room: %,d photos take only %d MB of %d.",
          people, (long) people * Person.PHOTO_BYTES >> 20, HEAP_MEGABYTES);
    }
    return correct(
        "%d photos would fill it to the brim. A few fewer really fit, since Java needs some room for itself.",
        most);
  }

  static Verdict favourite(Cache<String, Person> cache) {
    if (cache == null) {
      return notAttempted("Run the cells above first.");
    }
    GarbageCollector.collect();
    long before = cache.loads();
    WeakReference<Person> ada = new WeakReference<>(cache.get("Ada"));
    if (cache.loads() > before) {
      return notAttempted("Ada is gone: nobody held her. Let a variable of yours hold her.");
    }
    if (GarbageCollector.wayBetween(cache, ada.get()).isPresent()) {
      return notYet(
          "The cache itself holds Ada, and everybody else. Take a WeakCache, and let a variable of yours hold her.");
    }
    List<String> names = GarbageCollector.whoHolds(ada.get()).names();
    if (names.stream().anyMatch(name -> !name.startsWith("$") && !name.contains(ON_A_SCREEN))) {
      return correct("Ada stays, because %s holds her.", HolderChecks.inWords(names));
    }
    List<String> hidden = HolderChecks.hidden(names);
    if (!hidden.isEmpty()) {
      return notYet(
          "Ada stays, but only by accident: the bare line made JShell keep her in %s. Put her into a variable with a name.",
          HolderChecks.inWords(hidden));
    }
    return names.isEmpty()
        ? notAttempted("Nobody seems to hold Ada. Let a variable of yours hold her.")
        : notYet("The screen holds Ada, until she scrolls off. Let a variable of yours hold her.");
  }

  // ---- the learner's own weak cache ----

  static Verdict myCache(Function<PhoneBook, ? extends PracticeCache> maker) {
    if (maker == null) {
      return notAttempted("Give it your class: MyCache::new.");
    }
    return Attempt.run(
        () -> {
          PhoneBook phoneBook = new PhoneBook(50);
          PracticeCache cache = maker.apply(phoneBook);
          if (cache == null) {
            return notYet("There is no cache: the maker returned null.");
          }
          Optional<Verdict> trouble = knows(cache, phoneBook);
          trouble = trouble.isPresent() ? trouble : letsGo(cache, phoneBook);
          trouble = trouble.isPresent() ? trouble : loadsAgain(cache, phoneBook);
          if (trouble.isEmpty()) {
            PracticeCache another = maker.apply(new PhoneBook(50));
            trouble =
                another == null
                    ? Optional.of(notYet("There is no second cache: the maker returned null."))
                    : throwsCardsAway(another);
          }
          return trouble.orElseGet(
              () ->
                  correct(
                      "It finds whom somebody holds, lets the others go, loads them again, and throws their cards away."));
        });
  }

  private static Optional<Verdict> knows(PracticeCache cache, PhoneBook phoneBook) {
    Person ada = cache.get("Ada");
    Person again = cache.get("Ada");
    Person ben = cache.get("Ben");
    if (ada == null || again == null || ben == null) {
      return Optional.of(
          notYet(
              "get(\"%s\") returned null%s. Return whom the map knows, or whom you load.",
              ada == null || again == null ? "Ada" : "Ben",
              ada != null && again == null ? " the second time" : ""));
    }
    if (cache.references() == null) {
      return Optional.of(notYet("references() returned null. Return the values of your map."));
    }
    if (ada != again && cache.references().isEmpty()) {
      return Optional.of(
          notAttempted(
              "It remembers nobody yet. Let get look into the map first, and store what it loads."));
    }
    if (ada != again) {
      return Optional.of(
          notYet("Two look-ups of Ada gave two different people, while somebody held the first."));
    }
    if (!ada.name().equals("Ada") || !ben.name().equals("Ben")) {
      return Optional.of(notYet("Asked for Ada and Ben, it returned %s and %s.", ada, ben));
    }
    if (phoneBook.loads() > 2) {
      return Optional.of(
          notYet(
              "It loaded %d times for two people. Load only whom the map doesn't know.",
              phoneBook.loads()));
    }
    if (cache.references().size() != 2) {
      return Optional.of(
          notYet("Two people were looked up, but references() has %d.", cache.references().size()));
    }
    return Optional.empty();
  }

  private static Optional<Verdict> letsGo(PracticeCache cache, PhoneBook phoneBook) {
    List<WeakReference<Person>> peeks = new ArrayList<>();
    phoneBook.names().forEach(name -> peeks.add(new WeakReference<>(cache.get(name))));
    try {
      GarbageCollector.await(
          "everybody to go",
          () -> peeks.stream().allMatch(peek -> peek.refersTo(null)),
          Duration.ofSeconds(2));
      return Optional.empty();
    } catch (GcTimeoutException e) {
      Person kept =
          peeks.stream().map(Reference::get).filter(p -> p != null).findFirst().orElse(null);
      Optional<String> way = GarbageCollector.wayBetween(cache, kept);
      return Optional.of(
          notYet(
              "Nobody needs %s any more, but your cache still holds them%s. Look for a strong reference in it.",
              kept == null ? "somebody" : kept.name(), way.map(w -> ": cache" + w).orElse("")));
    }
  }

  private static Optional<Verdict> loadsAgain(PracticeCache cache, PhoneBook phoneBook) {
    long before = phoneBook.loads();
    Person ada = cache.get("Ada");
    if (ada == null) {
      return Optional.of(
          notYet(
              "Ada was gone, and get returned null. Check what the reference gives, and load her again."));
    }
    Person again = cache.get("Ada");
    if (ada != again || phoneBook.loads() != before + 1) {
      return Optional.of(
          notYet(
              "Ada was gone and came back, but the cache doesn't remember the new one: store her again."));
    }
    return Optional.empty();
  }

  private static Optional<Verdict> throwsCardsAway(PracticeCache cache) {
    Person ada = cache.get("Ada");
    for (String name : List.of("Ben", "Chloe")) {
      cache.get(name);
    }
    if (!comes("Ben and Chloe to go", () -> cache.living() == 1)) {
      return Optional.of(
          notYet("Only Ada is held, but among its references() %d have somebody.", cache.living()));
    }
    comes("their cards to go", () -> cache.size() <= 1); // a queue hears of it a little later
    int held = cache.size();
    if (held == 0 || cache.get("Ada") != ada) {
      return Optional.of(
          notYet("removeCleared threw away Ada's card, too, and she is still there."));
    }
    if (held > 1) {
      return Optional.of(
          notYet(
              "It lets people go, but keeps their cards: of %d entries, 1 has somebody. Let removeCleared throw the others away.",
              held));
    }
    return Optional.empty();
  }

  /** Whether that happens within two seconds. */
  private static boolean comes(String what, BooleanSupplier condition) {
    try {
      GarbageCollector.await(what, condition, Duration.ofSeconds(2));
      return true;
    } catch (GcTimeoutException e) {
      return false;
    }
  }
}
