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
      return notYet("We couldn't try it: %s.", e.getMessage());
    }
    List<String> lines = output.lines().toList();
    String last = lines.isEmpty() ? "" : lines.get(lines.size() - 1);
    if (last.contains("cannot create weak reference to 'str'")) {
      return notYet(
          "This one has weak keys. Our keys are strings, and Python can't make a weak reference to a string. Which one has weak values?");
    }
    if (!last.startsWith("seen ")) {
      return notYet("Python stopped: %s.", Attempt.cut(last));
    }
    List<Boolean> seen = Stream.of(last.split(" ")).skip(1).map("True"::equals).toList();
    if (!seen.get(1)) {
      return notYet("We put Ada and Ben in, but the cache didn't find both of them.");
    }
    if (!seen.get(3)) {
      String stays = "Nobody else holds Ben anymore, but he's still in the cache.";
      return seen.get(0)
          ? notAttempted(stays + " A plain {} holds everybody in it.")
          : notYet(stays + " Whatever refers to him in there has to be weak.");
    }
    if (!seen.get(2)) {
      return notYet("Ben is gone, but so is Ada, although we still held her.");
    }
    return correct("Ben is gone, and Ada is still there because we hold her.");
  }
}
