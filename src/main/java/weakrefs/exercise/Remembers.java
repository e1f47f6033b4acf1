package weakrefs.exercise;

import java.util.List;
import java.util.function.Function;
import weakrefs.gc.GarbageCollector;
import weakrefs.story.Person;
import weakrefs.story.PhoneBook;

@Exercise(notebook = "03", name = "a cache of your own")
record Remembers(Function<String, Person> lookUp, PhoneBook phoneBook) implements Check {
  private static final String BEGIN = "Write a look-up that keeps people in the map.";

  @Override
  public String look() {
    Unsolved.given(Function.class, lookUp, BEGIN);
    Unsolved.given(PhoneBook.class, phoneBook, BEGIN);
    return Attempt.run(
        () -> {
          remembersVito();
          return remembersAll();
        });
  }

  private void remembersVito() {
    Person first = lookUp.apply("Vito");
    long before = phoneBook.loads();
    Person second = lookUp.apply("Vito");
    long loadedAgain = phoneBook.loads() - before;
    Person other = lookUp.apply("Wim");
    if (first == null || second == null || other == null) {
      throw Unsolved.notYet("Your look-up returned null for somebody who's in the phone book.");
    }
    if (!first.name().equals("Vito") || !other.name().equals("Wim")) {
      throw Unsolved.notYet("We asked for Vito and then for Wim, and got %s and %s.", first, other);
    }
    if (first != second) {
      throw loadedAgain > 0
          ? Unsolved.notAttempted(
              "We asked for Vito twice, and your look-up loaded him twice. Keep people in the map, and look there first.")
          : Unsolved.notYet("We asked for Vito twice and got two different objects.");
    }
    if (loadedAgain > 0) {
      throw Unsolved.notYet(
          "Your look-up returned the same Vito twice, but it still loaded him a second time. Look in the map before you load.");
    }
    if (phoneBook.loads() == 0) {
      throw Unsolved.notYet(
          "Vito didn't come from this cell's phone book. Load people from there.");
    }
  }

  /** Looks up five people twice, with a collection in between, and nobody else holding them. */
  private String remembersAll() {
    List<String> names = List.of("Ada", "Ben", "Chloe", "Vito", "Wim");
    names.forEach(lookUp::apply);
    GarbageCollector.collect();
    long before = phoneBook.loads();
    names.forEach(lookUp::apply);
    long forgotten = phoneBook.loads() - before;
    if (forgotten > 0) {
      throw Unsolved.notYet(
          "Your look-up had to load %d of five people again. Keep everybody in the map.",
          forgotten);
    }
    return "Two look-ups, one load. That's a cache, and it never forgets.";
  }
}
