package weakrefs.exercise;

import java.lang.ref.WeakReference;
import java.util.List;
import weakrefs.cache.Cache;
import weakrefs.gc.GarbageCollector;
import weakrefs.inspect.Inspector;
import weakrefs.story.Person;
import weakrefs.story.Screen;

@Exercise(notebook = "04", name = "a favorite")
record Favorite(Cache<String, Person> cache) implements Check {
  @Override
  public String look() {
    Unsolved.given(Cache.class, cache, "Run the cells above first.");
    GarbageCollector.collect();
    long before = cache.loads();
    WeakReference<Person> ada = new WeakReference<>(cache.get("Ada"));
    if (cache.loads() > before) {
      throw Unsolved.notAttempted(
          "Ada is gone because nobody held her. Let one of your variables hold her.");
    }
    if (Inspector.pathBetween(cache, ada.get()).isPresent()) {
      throw Unsolved.notYet(
          "Here the cache itself holds Ada, along with everybody else. Use a WeakCache, and let one of your variables hold her.");
    }
    List<String> names = Inspector.whoHolds(ada.get()).names();
    if (names.isEmpty()) {
      throw Unsolved.notAttempted(
          "It looks as if nobody holds Ada. Let one of your variables hold her.");
    }
    List<String> hidden = Words.hidden(names);
    String onAScreen = onAScreen(ada.get());
    if (names.stream().anyMatch(name -> !hidden.contains(name) && !name.contains(onAScreen))) {
      return Words.say("Ada stays because %s her.", Words.hold(names));
    }
    throw hidden.isEmpty()
        ? Unsolved.notYet(
            "The screen holds Ada, but only until she scrolls off it. Let one of your variables hold her.")
        : Unsolved.notYet(
            "Ada stays, but only by accident: your bare line made JShell keep her in %s. Put her into a variable with a name.",
            Words.list(hidden));
  }

  /** What the paths from all screens to somebody on them have in common. */
  private static String onAScreen(Person person) {
    Screen screen = new Screen(1);
    screen.show(person);
    String path = Inspector.pathBetween(screen, person).orElseThrow();
    return path.substring(0, path.lastIndexOf('[') + 1);
  }
}
