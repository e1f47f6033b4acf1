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
import weakrefs.inspect.Inspector;
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
      return correct("%d people stay because the screen holds them.", living);
    }
    if (living > Math.max(shown, wanted)) {
      return notYet(
          "%d people are still there, but the screen shows only %d. Nobody holds the rest, but no collection has come by since. Is collect() still in the cell?",
          living, shown);
    }
    return notYet(
        "%d people stay, because that's how many are held. The screen shows %d, and you want %d to stay.",
        living, shown, wanted);
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
            return notYet("Your look-up returned null for somebody who's in the phone book.");
          }
          if (!first.name().equals("Vito") || !other.name().equals("Wim")) {
            return notYet("We asked for Vito and then for Wim, and got %s and %s.", first, other);
          }
          if (first != second) {
            return loadedAgain > 0
                ? notAttempted(
                    "We asked for Vito twice, and your look-up loaded him twice. Keep people in the map, and look there first.")
                : notYet("We asked for Vito twice and got two different objects.");
          }
          if (loadedAgain > 0) {
            return notYet(
                "Your look-up returned the same Vito twice, but it still loaded him a second time. Look in the map before you load.");
          }
          return phoneBook.loads() > 0
              ? remembersAll(lookUp, phoneBook)
              : notYet("Vito didn't come from this cell's phone book. Load people from there.");
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
        ? correct("Two look-ups, one load. That's a cache, and it never forgets.")
        : notYet(
            "Your look-up had to load %d of five people again. Keep everybody in the map.",
            forgotten);
  }

  static Verdict howManyFit(int people) {
    int most = HEAP_MEGABYTES * 1024 * 1024 / Person.PHOTO_BYTES;
    if (people == 0) {
      return notAttempted("Divide the heap by the size of one photo, both in kB.");
    }
    if (people < 0) {
      return notYet("%,d photos would be fewer than none at all. How many fit?", people);
    }
    if (people > most) {
      return notYet(
          "%,d photos of %d kB take %,d MB, but the heap has only %d MB.",
          people,
          Person.PHOTO_BYTES / 1024,
          (long) people * Person.PHOTO_BYTES >> 20,
          HEAP_MEGABYTES);
    }
    if (people < most * 3 / 4) {
      return notYet(
          "There's a lot of room left: %,d photos take only %d MB of %d.",
          people, (long) people * Person.PHOTO_BYTES >> 20, HEAP_MEGABYTES);
    }
    return correct(
        "%d photos would fill it to the brim. A few fewer really fit, because Java needs some room for itself.",
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
      return notAttempted(
          "Ada is gone because nobody held her. Let one of your variables hold her.");
    }
    if (Inspector.pathBetween(cache, ada.get()).isPresent()) {
      return notYet(
          "Here the cache itself holds Ada, along with everybody else. Use a WeakCache, and let one of your variables hold her.");
    }
    List<String> names = Inspector.whoHolds(ada.get()).names();
    if (names.stream().anyMatch(name -> !Inspector.isHidden(name) && !name.contains(ON_A_SCREEN))) {
      return correct("Ada stays because %s her.", HolderChecks.hold(names));
    }
    List<String> hidden = HolderChecks.hidden(names);
    if (!hidden.isEmpty()) {
      return notYet(
          "Ada stays, but only by accident: your bare line made JShell keep her in %s. Put her into a variable with a name.",
          HolderChecks.inWords(hidden));
    }
    return names.isEmpty()
        ? notAttempted("It looks as if nobody holds Ada. Let one of your variables hold her.")
        : notYet(
            "The screen holds Ada, but only until she scrolls off it. Let one of your variables hold her.");
  }

  // ---- the learner's own weak cache ----

  static Verdict myCache(Function<PhoneBook, ? extends PracticeCache> maker) {
    if (maker == null) {
      return notAttempted("Give the check your class: MyCache::new.");
    }
    return Attempt.run(
        () -> {
          PhoneBook phoneBook = new PhoneBook(50);
          PracticeCache cache = maker.apply(phoneBook);
          if (cache == null) {
            return notYet("There's no cache, because your code returned null.");
          }
          Optional<Verdict> trouble = knows(cache, phoneBook);
          trouble = trouble.isPresent() ? trouble : letsGo(cache, phoneBook);
          trouble = trouble.isPresent() ? trouble : loadsAgain(cache, phoneBook);
          if (trouble.isEmpty()) {
            PracticeCache another = maker.apply(new PhoneBook(50));
            trouble =
                another == null
                    ? Optional.of(
                        notYet("There's no second cache, because your code returned null."))
                    : throwsCardsAway(another);
          }
          return trouble.orElseGet(
              () ->
                  correct(
                      "Your cache finds everyone who's still held, forgets everyone else, loads them again, and throws away their old entries."));
        });
  }

  private static Optional<Verdict> knows(PracticeCache cache, PhoneBook phoneBook) {
    Person ada = cache.get("Ada");
    Person again = cache.get("Ada");
    Person ben = cache.get("Ben");
    if (ada == null || again == null || ben == null) {
      return Optional.of(
          notYet(
              "get(\"%s\") returned null%s. Return the person from the map, or the one you load.",
              ada == null || again == null ? "Ada" : "Ben",
              ada != null && again == null ? " the second time" : ""));
    }
    if (cache.references() == null) {
      return Optional.of(notYet("references() returned null. Return the values of your map."));
    }
    if (ada != again && cache.references().isEmpty()) {
      return Optional.of(
          notAttempted(
              "Your cache doesn't remember anybody yet. Let get look in the map first, and store whoever it loads."));
    }
    if (ada != again) {
      return Optional.of(
          notYet(
              "We looked up Ada twice and got two different people, although we still held the first one."));
    }
    if (!ada.name().equals("Ada") || !ben.name().equals("Ben")) {
      return Optional.of(notYet("We asked for Ada and Ben, and got %s and %s.", ada, ben));
    }
    if (phoneBook.loads() > 2) {
      return Optional.of(
          notYet(
              "Your cache needed %d loads for two people. Load only people who aren't in the map.",
              phoneBook.loads()));
    }
    if (cache.references().size() != 2) {
      return Optional.of(
          notYet("We looked up two people, but references() has %d.", cache.references().size()));
    }
    return Optional.empty();
  }

  private static Optional<Verdict> letsGo(PracticeCache cache, PhoneBook phoneBook) {
    List<WeakReference<Person>> peeks = new ArrayList<>();
    phoneBook.names().forEach(name -> peeks.add(new WeakReference<>(cache.get(name))));
    try {
      GarbageCollector.await(
          "everybody to be collected",
          () -> peeks.stream().allMatch(peek -> peek.refersTo(null)),
          Duration.ofSeconds(2));
      return Optional.empty();
    } catch (GcTimeoutException e) {
      Person kept =
          peeks.stream().map(Reference::get).filter(p -> p != null).findFirst().orElse(null);
      Optional<String> way = Inspector.pathBetween(cache, kept);
      return Optional.of(
          notYet(
              "Nobody needs %s anymore, but your cache still holds them%s. Look for a strong reference in it.",
              kept == null ? "somebody" : kept.name(), way.map(w -> ": cache" + w).orElse("")));
    }
  }

  private static Optional<Verdict> loadsAgain(PracticeCache cache, PhoneBook phoneBook) {
    long before = phoneBook.loads();
    Person ada = cache.get("Ada");
    if (ada == null) {
      return Optional.of(
          notYet(
              "Ada was gone, and get returned null. Check what the reference gives you, and load her again if she's gone."));
    }
    Person again = cache.get("Ada");
    if (ada != again || phoneBook.loads() != before + 1) {
      return Optional.of(
          notYet(
              "Ada was gone, and your cache loaded her again but doesn't remember the new one. Store her again."));
    }
    return Optional.empty();
  }

  private static Optional<Verdict> throwsCardsAway(PracticeCache cache) {
    Person ada = cache.get("Ada");
    for (String name : List.of("Ben", "Chloe")) {
      cache.get(name);
    }
    if (!comes("Ben and Chloe to be collected", () -> cache.living() == 1)) {
      return Optional.of(
          notYet(
              "Only Ada is held, but %d of your references() still find somebody.",
              cache.living()));
    }
    comes(
        "their entries to be thrown away",
        () -> cache.size() <= 1); // a queue hears of it a little later
    int held = cache.size();
    if (held == 0 || cache.get("Ada") != ada) {
      return Optional.of(
          notYet("removeCleared threw away Ada's entry too, but she's still there."));
    }
    if (held > 1) {
      return Optional.of(
          notYet(
              "Your cache forgets people but keeps their entries: only 1 of %d still finds somebody. Let removeCleared throw the rest away.",
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
