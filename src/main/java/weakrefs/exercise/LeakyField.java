package weakrefs.exercise;

import java.util.Locale;

@Exercise(notebook = "08", name = "the shop's leak")
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
    return switch (name.replaceAll("\\W.*", "").toLowerCase(Locale.ROOT)) {
      case "lostandfound" ->
          Words.say(
              "%,d umbrellas are waiting there, and nobody will ever pick them up. Each one holds its owner, so the customers stay too.",
              shop.umbrellasKept());
      case "till" ->
          throw Unsolved.notYet(
              "The till keeps only the last %d receipts. Open the shop for another day, and see what has grown then.",
              LeakyShop.RECEIPTS_KEPT);
      case "inside" ->
          throw Unsolved.notYet(
              "That one is empty, because everybody inside went home in the evening. Ask whoHolds(...) about something that's still there.");
      case "customer", "umbrella", "receipt", "leakyshop", "weakrefs", "owner" ->
          throw Unsolved.notYet(
              "“%s” is what stays, or a part of it. Which field of the shop holds it? Ask whoHolds(...).",
              Words.cut(name));
      default ->
          throw Unsolved.notYet(
              "The shop doesn't have a field “%s” that holds anything. whoHolds(...) tells you the name, right after the dot: shop.…",
              Words.cut(name));
    };
  }
}
