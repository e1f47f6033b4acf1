package weakrefs.exercise;

import java.util.List;
import weakrefs.inspect.Finding;

@Exercise(notebook = "01", name = "three holders")
record ThreeHolders(Finding holders) implements Check {
  @Override
  public String look() {
    List<String> names = holders == null ? List.of() : holders.names();
    if (names.size() <= 1) {
      throw Unsolved.notAttempted(
          "So far, only one variable holds the book. Add two more holders.");
    }
    if (!holders.isOfHolders()) {
      throw Unsolved.notYet("These only know where the book is. Ask whoHolds(...) who holds it.");
    }
    List<String> hidden = Words.hidden(names);
    if (!hidden.isEmpty()) {
      throw Unsolved.notYet(
          "%s is a hidden holder, because JShell keeps the value of a bare line. Put the book into a variable, a list or an array instead, and start over with a new book.",
          String.join(", ", hidden));
    }
    if (names.size() != 3) {
      throw Unsolved.notYet("%d variables hold it: %s.", names.size(), String.join(", ", names));
    }
    if (names.stream().noneMatch(name -> name.matches(".*[\\[.].*"))) {
      throw Unsolved.notYet(
          "Three variables hold it, but all of them do so directly. Let a list or an array hold it too.");
    }
    return Words.say("%s hold it.", Words.list(names));
  }
}
