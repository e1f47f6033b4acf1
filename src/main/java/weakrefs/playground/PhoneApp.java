package weakrefs.playground;

import static weakrefs.chart.HouseStyle.inEnglish;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import weakrefs.cache.Cache;
import weakrefs.cache.StrongCache;
import weakrefs.cache.WeakCache;
import weakrefs.gc.GarbageCollector;
import weakrefs.inspect.Inspector;
import weakrefs.show.Markup;
import weakrefs.story.Person;
import weakrefs.story.PhoneBook;
import weakrefs.story.Screen;

/**
 * The phone book app, as the notebooks build it: people come through a cache onto a screen. Only
 * these two hold anybody here. What each method did, it says in a sentence or two.
 */
final class PhoneApp {
  static final int PEOPLE = 200;
  private static final int PER_PAGE = 50;

  private final boolean forgets;
  private final PhoneBook book = new PhoneBook(PEOPLE);
  private final Cache<String, Person> cache;
  private final Map<String, WeakReference<Person>> met = new HashMap<>();
  private Screen screen;
  private int rows;
  private int pagesSeen;
  private String firstToLeave = "";
  private WeakReference<Person> whoLeft = new WeakReference<>(null);

  PhoneApp(boolean forgets, int rows) {
    this.forgets = forgets;
    this.rows = rows;
    cache = forgets ? new WeakCache<>(book::load) : new StrongCache<>(book::load);
    screen = new Screen(rows);
  }

  boolean forgets() {
    return forgets;
  }

  int rows() {
    return rows;
  }

  List<String> names() {
    return book.names();
  }

  List<Tile> tiles() {
    List<String> shown = screen.names();
    return names().stream()
        .map(
            name -> {
              WeakReference<Person> person = met.get(name);
              if (person == null) {
                return Tile.NOT_LOADED;
              } else if (person.refersTo(null)) {
                return Tile.GONE;
              }
              return shown.contains(name) ? Tile.ON_SCREEN : Tile.LIVING;
            })
        .toList();
  }

  private long living() {
    return met.values().stream().filter(person -> !person.refersTo(null)).count();
  }

  String nextPage() {
    List<List<String>> pages = book.pages(PER_PAGE);
    List<String> page = pages.get(pagesSeen++ % pages.size());
    long before = cache.loads();
    for (String name : page) {
      Person person = cache.get(name);
      met.put(name, new WeakReference<>(person));
      show(person);
    }
    long loaded = cache.loads() - before;
    String which = loaded == page.size() ? "them all" : inEnglish("%d of them", loaded);
    return inEnglish(
        "You looked up %d people, %s to %s. The cache %s.",
        page.size(),
        page.get(0),
        page.get(page.size() - 1),
        loaded == 0 ? "had them all" : "had to load " + which);
  }

  private void show(Person person) {
    if (screen.people().size() == rows) {
      leaves(screen.people().get(0));
    }
    screen.show(person);
  }

  private void leaves(Person person) {
    if (firstToLeave.isEmpty()) {
      firstToLeave = person.name();
      whoLeft = new WeakReference<>(person);
    }
  }

  String clearScreen() {
    screen.people().stream().findFirst().ifPresent(this::leaves);
    screen.clear();
    return "The screen is empty. Whoever was on it stays in memory until a collection comes by, at"
        + " least.";
  }

  String collect() {
    long before = living();
    GarbageCollector.collect();
    long stay = living();
    long gone = before - stay;
    if (before == 0) {
      return "Garbage was collected, but nobody was there to be taken.";
    }
    String went = gone == 0 ? "nobody is" : gone == 1 ? "one person is" : gone + " people are";
    String why =
        !forgets
            ? "The cache holds everybody it has loaded, needed or not."
            : stay == 0
                ? "Nobody held them, and the cache only knew where they were."
                : "The screen holds its people, so those stay.";
    return "Garbage was collected, and " + went + " gone. " + why;
  }

  String changeRows(int now) {
    List<Person> shown = screen.people();
    screen = new Screen(now);
    rows = now;
    shown.forEach(this::show);
    return inEnglish("The screen has room for %d now.", now);
  }

  String whoHoldsFirstOnScreen() {
    return screen.people().stream()
        .findFirst()
        .map(first -> "The first person on the screen is " + first.name() + ". " + holders(first))
        .orElse("Nobody is on the screen. Press “Next page” first.");
  }

  String whoHoldsFirstToLeave() {
    if (firstToLeave.isEmpty()) {
      return "Nobody has left the screen yet. Press “Next page” or “Clear the screen” first.";
    }
    Person person = whoLeft.get();
    return "The first person to leave the screen was %s. %s"
        .formatted(
            firstToLeave,
            person == null
                ? "Nobody held them anymore, so a collection took them."
                : holders(person));
  }

  private String holders(Person person) {
    List<String> holders = new ArrayList<>();
    Inspector.pathBetween(screen, person).ifPresent(path -> holders.add("the screen"));
    Inspector.pathBetween(cache, person).ifPresent(path -> holders.add("the cache"));
    Inspector.whoHolds(person).names().forEach(name -> holders.add("your variable " + name));
    String verb = holders.size() == 1 ? " holds them." : " hold them.";
    String who =
        holders.isEmpty()
            ? "Nobody that we can see holds them, so the next collection may take them."
            : capital(Markup.list(holders, "and")) + verb;
    return forgets ? who + " The cache only knows where they are." : who;
  }

  private static String capital(String words) {
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }
}
