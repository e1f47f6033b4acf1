package weakrefs.exercise;

import static weakrefs.exercise.Verdict.correct;
import static weakrefs.exercise.Verdict.notAttempted;
import static weakrefs.exercise.Verdict.notYet;

import java.util.List;
import java.util.stream.Stream;
import weakrefs.lab.LabException;
import weakrefs.lab.Python;

/** Notebook 13: the learner writes Python, and Python is asked what came of it. */
final class PythonChecks {
  /** Comes after the learner's program; its last line has the findings. */
  private static final String QUESTIONS =
      """

      class _Person: pass
      _ada, _ben = _Person(), _Person()
      cache["Ada"] = _ada
      cache["Ben"] = _ben
      import gc as _gc, weakref as _weakref
      _peek = _weakref.ref(_ben)
      _before = cache.get("Ada") is _ada and cache.get("Ben") is _ben
      del _ben
      _gc.collect()
      print()
      print("seen", type(cache) is dict, _before, cache.get("Ada") is _ada, _peek() is None)
      """;

  private PythonChecks() {}

  static Verdict letsGo(String program) {
    if (program == null || program.isBlank()) {
      return notAttempted("Write a line of Python that makes a cache.");
    }
    String output;
    try {
      output = Python.run(program + QUESTIONS);
    } catch (LabException e) {
      return notYet("It could not be tried: %s.", e.getMessage());
    }
    List<String> lines = output.lines().toList();
    String last = lines.isEmpty() ? "" : lines.get(lines.size() - 1);
    if (last.contains("cannot create weak reference to 'str'")) {
      return notYet(
          "This one is weak about its keys. Our keys are strings, and Python can't refer to a string weakly. Which one is weak about its values?");
    }
    if (!last.startsWith("seen ")) {
      return notYet("Python stopped: %s.", Attempt.cut(last));
    }
    List<Boolean> seen = Stream.of(last.split(" ")).skip(1).map("True"::equals).toList();
    if (!seen.get(1)) {
      return notYet("Ada and Ben were put into it, and it did not find both of them.");
    }
    if (!seen.get(3)) {
      String stays = "Nobody else held Ben any more, and he is still in the cache.";
      return seen.get(0)
          ? notAttempted(stays + " A plain {} holds whom it knows.")
          : notYet(stays + " Whatever holds him there has to be weak.");
    }
    if (!seen.get(2)) {
      return notYet("Ben could go, but Ada went as well, and somebody still held her.");
    }
    return correct("Ben could go, and Ada, whom somebody holds, is still found.");
  }
}
