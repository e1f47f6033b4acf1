package weakrefs.exercise;

import static weakrefs.exercise.Verdict.correct;
import static weakrefs.exercise.Verdict.notAttempted;
import static weakrefs.exercise.Verdict.notYet;

import java.util.Locale;

/** Notebook 08: who keeps what should go? */
final class LeakChecks {
  private LeakChecks() {}

  static Verdict leak(LeakyShop shop, String field) {
    if (shop == null) {
      return notAttempted("There's no shop yet. Run the cell above first.");
    }
    String name = field == null ? "" : field.strip().replaceFirst("^shop\\.", "");
    if (name.isEmpty() || name.equals("?")) {
      return notAttempted(
          "Which class has more and more objects, and which field of the shop holds them? Replace the ? with the field's name.");
    }
    return switch (name.replaceAll("\\W.*", "").toLowerCase(Locale.ROOT)) {
      case "lostandfound" ->
          correct(
              "%,d umbrellas are waiting there, and nobody will ever pick them up. Each one holds its owner, so the customers stay too.",
              shop.umbrellasKept());
      case "till" ->
          notYet(
              "The till keeps only the last %d receipts. Open the shop for another day, and see what has grown then.",
              LeakyShop.RECEIPTS_KEPT);
      case "inside" ->
          notYet(
              "That one is empty, because everybody inside went home in the evening. Ask whoHolds(...) about something that's still there.");
      case "customer", "umbrella", "receipt", "leakyshop", "weakrefs", "owner" ->
          notYet(
              "“%s” is what stays, or a part of it. Which field of the shop holds it? Ask whoHolds(...).",
              Attempt.cut(name));
      default ->
          notYet(
              "The shop doesn't have a field “%s” that holds anything. whoHolds(...) tells you the name, right after the dot: shop.…",
              Attempt.cut(name));
    };
  }
}
