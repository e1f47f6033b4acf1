package weakrefs.exercise;

import java.lang.ref.WeakReference;
import java.util.List;
import weakrefs.inspect.Inspector;

@Exercise(notebook = "02", name = "the stuck book")
record Unstuck(WeakReference<?> reference) implements Check {
  /** A holder's name: a variable of the learner's that holds the book as its first element. */
  private static final String ONLY_A_LIST = "\\w+\\[0]";

  @Override
  public String look() {
    Unsolved.given(
        WeakReference.class,
        reference,
        "There's no reference yet. Run the whole cell, from its first line.");
    List<String> names = Inspector.whoHolds(reference.get()).names();
    if (names.size() == 1 && names.get(0).matches(ONLY_A_LIST)) {
      throw Unsolved.notAttempted(
          "The book is still there. Who holds it? Ask whoHolds(stuck.get()).");
    }
    return Cleared.goneOrWhyNot(reference);
  }
}
