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
      return notAttempted("There is no shop: run the cell from its first line.");
    }
    String name = field == null ? "" : field.strip().replaceFirst("^shop\\.", "");
    if (name.isEmpty() || name.equals("?")) {
      return notAttempted(
          "Which class grows, and who holds its objects? Put the name of the shop's field.");
    }
    return switch (name.replaceAll("\\W.*", "").toLowerCase(Locale.ROOT)) {
      case "lostandfound" ->
          correct(
              "%,d umbrellas wait there, and nobody will come for them. Each holds its owner, and so the customers stay, too.",
              shop.umbrellasKept());
      case "till" ->
          notYet(
              "The till keeps the last %d receipts and no more. Let the shop open once more: what has grown then?",
              LeakyShop.RECEIPTS_KEPT);
      case "inside" ->
          notYet(
              "Everybody who was inside went home in the evening: it is empty. Ask whoHolds(...) of somebody who is still there.");
      case "customer", "umbrella", "receipt", "leakyshop", "weakrefs", "owner" ->
          notYet(
              "“%s” is what stays, or a part of it. Which field of the shop holds it? Ask whoHolds(...).",
              Attempt.cut(name));
      default ->
          notYet(
              "The shop has no field “%s” that holds anything. whoHolds(...) says the name, right after the dot: shop.…",
              Attempt.cut(name));
    };
  }
}
