package weakrefs.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import jdk.jshell.JShell;
import org.junit.jupiter.api.Test;

/** Where each kernel has its JShell. */
class ShellsTest {
  private static class Base {
    final String name = "a kernel";
    final Object nothing = null;
  }

  private static final class LikeJJava extends Base {
    private final JShell jShell;

    LikeJJava(JShell shell) {
      this.jShell = shell;
    }
  }

  private static final class LikeIJava extends Base {
    private final Evaluator evaluator;

    LikeIJava(JShell shell) {
      this.evaluator = new Evaluator(shell);
    }
  }

  private static final class Evaluator {
    private final JShell shell;

    Evaluator(JShell shell) {
      this.shell = shell;
    }
  }

  @Test
  void areFoundInAKernelOrItsEvaluator() {
    try (JShell shell = JShell.builder().executionEngine("local").build()) {
      assertThat(Shells.of(new LikeJJava(shell))).containsSame(shell);
      assertThat(Shells.of(new LikeIJava(shell))).containsSame(shell);
    }
  }

  @Test
  void areNotFoundWhereThereIsNone() {
    assertThat(Shells.of(new Base())).isEmpty();
    assertThat(Shells.of(new LikeJJava(null))).isEmpty();
  }
}
