package weakrefs.exercise;

import java.time.Duration;
import java.util.List;
import weakrefs.inspect.Inspector;

@Exercise(notebook = "01", name = "all returned")
record AllReturned(Loan loan) implements Check {
  @Override
  public String look() {
    if (loan == null) {
      throw Unsolved.notAttempted("There's no loan yet. Run the cell above first.");
    }
    List<String> names = Inspector.whoHolds(loan.book.get()).names();
    if (!Words.hidden(names).isEmpty()) {
      throw Unsolved.notYet(
          "%s is a hidden holder: a bare line such as pile.remove(0) returns the book, and JShell keeps it. Run the cell that lends Emma once more, and use pile.clear().",
          Words.list(Words.hidden(names)));
    }
    if (names.size() >= 3 && !loan.wasCollectionAskedFor()) {
      throw Unsolved.notAttempted("“%s” is held by %s.", loan.title, Words.list(names));
    }
    if (!names.isEmpty()) {
      throw Unsolved.notYet(
          names.size() < 3
              ? "“%s” is still held by %s."
              : "There was a collection, but it takes only what nobody holds. “%s” is still held by %s.",
          loan.title,
          Words.list(names));
    }
    if (!Attempt.isSoon(() -> loan.book.refersTo(null), Duration.ofSeconds(10))) {
      throw Unsolved.notYet(
          "A collection came by, and the book is still there. %s",
          Inspector.whoHolds(loan.book.get()));
    }
    loan.close();
    return Words.say("Nobody held “%s” anymore, so a collection took it.", loan.title);
  }
}
