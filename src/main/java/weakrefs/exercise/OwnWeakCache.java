package weakrefs.exercise;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import weakrefs.inspect.Inspector;
import weakrefs.story.Person;
import weakrefs.story.PhoneBook;

@Exercise(notebook = "06", name = "a weak cache of your own")
record OwnWeakCache(Function<PhoneBook, ? extends PracticeCache> maker) implements Check {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  @Override
  public String look() {
    Unsolved.given(Function.class, maker, "Give the check your class: MyCache::new.");
    return Attempt.run(
        () -> {
          PhoneBook phoneBook = new PhoneBook(50);
          PracticeCache cache =
              make(phoneBook, "There's no cache, because your code returned null.");
          knows(cache, phoneBook);
          forgets(cache, phoneBook);
          loadsAgain(cache, phoneBook);
          throwsEntriesAway(
              make(new PhoneBook(50), "There's no second cache, because your code returned null."));
          return "Your cache finds everyone who's still held, forgets everyone else, loads them again, and throws away their old entries.";
        });
  }

  private PracticeCache make(PhoneBook phoneBook, String orElse) {
    PracticeCache cache = maker.apply(phoneBook);
    if (cache == null) {
      throw Unsolved.notYet(orElse);
    }
    return cache;
  }

  private static void knows(PracticeCache cache, PhoneBook phoneBook) {
    Person ada = cache.get("Ada");
    Person again = cache.get("Ada");
    Person ben = cache.get("Ben");
    if (ada == null || again == null || ben == null) {
      throw Unsolved.notYet(
          "get(\"%s\") returned null%s. Return the person from the map, or the one you load.",
          ada == null || again == null ? "Ada" : "Ben",
          ada != null && again == null ? " the second time" : "");
    }
    if (cache.references() == null) {
      throw Unsolved.notYet("references() returned null. Return the values of your map.");
    }
    if (ada != again) {
      throw cache.references().isEmpty()
          ? Unsolved.notAttempted(
              "Your cache doesn't remember anybody yet. Let get look in the map first, and store whoever it loads.")
          : Unsolved.notYet(
              "We looked up Ada twice and got two different people, although we still held the first one.");
    }
    if (!ada.name().equals("Ada") || !ben.name().equals("Ben")) {
      throw Unsolved.notYet("We asked for Ada and Ben, and got %s and %s.", ada, ben);
    }
    if (phoneBook.loads() > 2) {
      throw Unsolved.notYet(
          "Your cache needed %d loads for two people. Load only people who aren't in the map.",
          phoneBook.loads());
    }
    if (cache.references().size() != 2) {
      throw Unsolved.notYet(
          "We looked up two people, but references() has %d.", cache.references().size());
    }
  }

  private static void forgets(PracticeCache cache, PhoneBook phoneBook) {
    List<WeakReference<Person>> peeks =
        phoneBook.names().stream().map(name -> new WeakReference<>(cache.get(name))).toList();
    if (!Attempt.isSoon(() -> peeks.stream().allMatch(peek -> peek.refersTo(null)), PATIENCE)) {
      Person kept =
          peeks.stream().map(Reference::get).filter(Objects::nonNull).findFirst().orElse(null);
      throw Unsolved.notYet(
          "Nobody needs %s anymore, but your cache still holds them%s. Look for a strong reference in it.",
          kept == null ? "somebody" : kept.name(),
          Inspector.pathBetween(cache, kept).map(way -> ": cache" + way).orElse(""));
    }
  }

  private static void loadsAgain(PracticeCache cache, PhoneBook phoneBook) {
    long before = phoneBook.loads();
    Person ada = cache.get("Ada");
    if (ada == null) {
      throw Unsolved.notYet(
          "Ada was gone, and get returned null. Check what the reference gives you, and load her again if she's gone.");
    }
    Person again = cache.get("Ada");
    if (ada != again || phoneBook.loads() != before + 1) {
      throw Unsolved.notYet(
          "Ada was gone, and your cache loaded her again but doesn't remember the new one. Store her again.");
    }
  }

  private static void throwsEntriesAway(PracticeCache cache) {
    Person ada = cache.get("Ada");
    cache.get("Ben");
    cache.get("Chloe");
    if (!Attempt.isSoon(() -> cache.living() == 1, PATIENCE)) {
      throw Unsolved.notYet(
          "Only Ada is held, but %d of your references() still find somebody.", cache.living());
    }
    Attempt.isSoon(() -> cache.size() <= 1, PATIENCE); // references are queued a little later
    int held = cache.size();
    if (held == 0 || cache.get("Ada") != ada) {
      throw Unsolved.notYet("removeCleared threw away Ada's entry too, but she's still there.");
    }
    if (held > 1) {
      throw Unsolved.notYet(
          "Your cache forgets people but keeps their entries: only 1 of %d still finds somebody. Let removeCleared throw the rest away.",
          held);
    }
  }
}
