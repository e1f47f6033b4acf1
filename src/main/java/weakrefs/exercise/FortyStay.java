package weakrefs.exercise;

import weakrefs.cache.Cache;
import weakrefs.story.Person;
import weakrefs.story.Screen;

@Exercise(notebook = "00", name = "forty stay")
record FortyStay(Screen screen, Cache<String, Person> cache) implements Check {
  /** The screen's rows before the learner changes them. */
  private static final int AT_FIRST = 5;

  @Override
  public String look() {
    return stay(40, screen, cache);
  }

  static String stay(int wanted, Screen screen, Cache<String, Person> cache) {
    Unsolved.given(Cache.class, cache, "Run the cells above first.");
    Unsolved.given(Screen.class, screen, "Run the cells above first.");
    int shown = screen.names().size();
    int living = cache.living();
    if (shown == AT_FIRST) {
      throw Unsolved.notAttempted(
          "The screen still shows %d people. How many rows does it need?", shown);
    }
    if (living == wanted) {
      return Words.say("%d people stay because the screen holds them.", living);
    }
    throw living > Math.max(shown, wanted)
        ? Unsolved.notYet(
            "%d people are still there, but the screen shows only %d. Nobody holds the rest, but no collection has come by since. Is collect() still in the cell?",
            living, shown)
        : Unsolved.notYet(
            "%d people stay, because that's how many are held. The screen shows %d, and you want %d to stay.",
            living, shown, wanted);
  }
}
