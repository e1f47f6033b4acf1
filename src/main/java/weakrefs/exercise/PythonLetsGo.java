package weakrefs.exercise;

import java.util.List;
import java.util.stream.Stream;
import weakrefs.lab.LabException;
import weakrefs.lab.Python;

/** The learner writes Python, and Python is asked what came of it. */
@Exercise(notebook = "14", name = "a cache in Python")
record PythonLetsGo(String program) implements Check {
  /** Comes after the learner's program; its last line of output has the findings. */
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

  @Override
  public String look() {
    if (program == null || program.isBlank()) {
      throw Unsolved.notAttempted("Write a line of Python that makes a cache.");
    }
    List<String> lines = run().lines().toList();
    String last = lines.isEmpty() ? "" : lines.get(lines.size() - 1);
    if (last.contains("cannot create weak reference to 'str'")) {
      throw Unsolved.notYet(
          "This one has weak keys. Our keys are strings, and Python can't make a weak reference to a string. Which one has weak values?");
    }
    if (!last.startsWith("seen ")) {
      throw Unsolved.notYet("Python stopped: %s.", Words.cut(last));
    }
    List<Boolean> seen = Stream.of(last.split(" ")).skip(1).map("True"::equals).toList();
    if (!seen.get(1)) {
      throw Unsolved.notYet("We put Ada and Ben in, but the cache didn't find both of them.");
    }
    if (!seen.get(3)) {
      String stays = "Nobody else holds Ben anymore, but he's still in the cache.";
      throw seen.get(0)
          ? Unsolved.notAttempted(stays + " A plain {} holds everybody in it.")
          : Unsolved.notYet(stays + " Whatever refers to him in there has to be weak.");
    }
    if (!seen.get(2)) {
      throw Unsolved.notYet("Ben is gone, but so is Ada, although we still held her.");
    }
    return "Ben is gone, and Ada is still there because we hold her.";
  }

  private String run() {
    try {
      return Python.run(program + QUESTIONS);
    } catch (LabException e) {
      throw Unsolved.notYet("We couldn't try it: %s.", e.getMessage());
    }
  }
}
