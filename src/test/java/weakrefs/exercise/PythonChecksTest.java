package weakrefs.exercise;

import static weakrefs.exercise.Answers.assertCorrect;
import static weakrefs.exercise.Answers.assertNotAttempted;
import static weakrefs.exercise.Answers.assertNotYet;

import org.junit.jupiter.api.Test;

class PythonChecksTest {
  private static Answer answer(String line) {
    return Check.pythonLetsGo("import weakref\n" + line + "\n");
  }

  @Test
  void aCacheThatIsWeakAboutItsValuesIsRight() {
    assertCorrect(answer("cache = weakref.WeakValueDictionary()"));
    assertCorrect(answer("from weakref import *\ncache = WeakValueDictionary()"));
  }

  @Test
  void noProgramAndThePlainOneAreNoAttempt() {
    assertNotAttempted(Check.pythonLetsGo(null), "Write a line of Python");
    assertNotAttempted(Check.pythonLetsGo("  \n"), "Write a line of Python");
    assertNotAttempted(answer("cache = {}"), "A plain {} holds everybody in it");
  }

  @Test
  void whatHoldsBenIsNotYetRight() {
    assertNotYet(answer("class Mine(dict): pass\ncache = Mine()"), "has to be weak");
  }

  @Test
  void keysAreNotValues() {
    assertNotYet(answer("cache = weakref.WeakKeyDictionary()"), "has weak keys");
  }

  @Test
  void aCacheThatFindsNobodyIsNotYetRight() {
    assertNotYet(
        answer("class Mine(dict):\n  def __setitem__(self, key, value): pass\ncache = Mine()"),
        "didn't find both");
  }

  @Test
  void aCacheThatLosesAdaIsNotYetRight() {
    assertNotYet(
        answer(
            "class Mine(weakref.WeakValueDictionary):\n"
                + "  n = 0\n"
                + "  def get(self, key):\n"
                + "    self.n += 1\n"
                + "    return super().get(key) if self.n <= 2 else None\n"
                + "cache = Mine()"),
        "so is Ada");
  }

  @Test
  void pythonsOwnWordsAreTold() {
    assertNotYet(answer("cache = weakref.WeakValueDictionary("), "SyntaxError: '(' was never");
    assertNotYet(answer("cash = {}"), "NameError: name 'cache' is not defined");
    assertNotYet(answer("raise SystemExit"), "Python stopped");
  }
}
