package weakrefs.exercise;

import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.stream.Stream;
import weakrefs.inspect.Inspector;

@Exercise(notebook = "12", name = "the shop's leak")
record LeakyField(LeakyShop shop, String field) implements Check {
  @Override
  public String look() {
    if (shop == null) {
      throw Unsolved.notAttempted("There's no shop yet. Run the cell above first.");
    }
    String name = field == null ? "" : field.strip().replaceFirst("^shop\\.", "");
    if (name.isEmpty() || name.equals("?")) {
      throw Unsolved.notAttempted(
          "Which class has more and more objects, and which field of the shop holds them? Replace the ? with the field's name.");
    }
    String word = name.replaceAll("\\W.*", "");
    if (isNameOf(shop.till, word)) {
      throw Unsolved.notYet(
          "The till keeps only the last %d receipts. Open the shop for another day, and see what has grown then.",
          LeakyShop.RECEIPTS_KEPT);
    }
    if (isNameOf(shop.inside, word)) {
      throw Unsolved.notYet(
          "That one is empty, because everybody inside went home in the evening. Ask whoHolds(...) about something that's still there.");
    }
    if (!isNameOf(shop.lostAndFound, word)) {
      throw Unsolved.notYet(
          isPartOfIt(word)
              ? "“%s” is what stays, or a part of it. Which field of the shop holds it? Ask whoHolds(...)."
              : "The shop doesn't have a field “%s” that holds anything. whoHolds(...) tells you the name, right after the dot: shop.…",
          Words.cut(name));
    }
    return Words.say(
        "%,d umbrellas are waiting there, and nobody will ever pick them up. Each one holds its owner, so the customers stay too.",
        shop.umbrellasKept());
  }

  /** As whoHolds(...) would name it. */
  private boolean isNameOf(Object held, String word) {
    return Inspector.pathBetween(shop, held).orElseThrow().equalsIgnoreCase("." + word);
  }

  /** Whether the shop makes objects with that name, or with a field of that name. */
  private static boolean isPartOfIt(String word) {
    return Arrays.stream(LeakyShop.class.getDeclaredClasses())
        .flatMap(
            made ->
                Stream.concat(
                    Stream.of(made.getName().split("\\W")),
                    Arrays.stream(made.getDeclaredFields()).map(Field::getName)))
        .anyMatch(word::equalsIgnoreCase);
  }
}
