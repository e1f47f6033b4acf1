package weakrefs.exercise;

import weakrefs.cache.Cache;
import weakrefs.story.Person;
import weakrefs.story.Screen;

@Exercise(notebook = "04", name = "sixty stay")
record SixtyStay(Screen screen, Cache<String, Person> cache) implements Check {
  @Override
  public String look() {
    return FortyStay.stay(60, screen, cache);
  }
}
