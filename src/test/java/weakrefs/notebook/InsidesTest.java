package weakrefs.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import jdk.jshell.JShell;
import org.junit.jupiter.api.Test;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/** Where each kernel has its JShell, and its socket. */
class InsidesTest {
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

  /** As the kernels' managers of communication have it, by inheritance. */
  private static class Manager {
    protected Object iopub;

    Manager(Object iopub) {
      this.iopub = iopub;
    }
  }

  private static final class Inherits extends Manager {
    Inherits(Object iopub) {
      super(iopub);
    }
  }

  @Test
  void findTheShellInAKernelOrItsEvaluator() {
    try (JShell shell = JShell.builder().executionEngine("local").build()) {
      assertThat(Insides.shell(new LikeJJava(shell))).containsSame(shell);
      assertThat(Insides.shell(new LikeIJava(shell))).containsSame(shell);
    }
  }

  @Test
  void findNoShellWhereThereIsNone() {
    assertThat(Insides.shell(new Base())).isEmpty();
    assertThat(Insides.shell(new LikeJJava(null))).isEmpty();
  }

  @Test
  void findTheSocketAndHaveItWait() {
    try (ZMQ.Context context = ZMQ.context(1);
        ZMQ.Socket socket = context.socket(SocketType.PUB)) {
      assertThat(Insides.waitForSlowReaders(new Inherits(socket))).isTrue();
    }
  }

  @Test
  void leaveAKernelAloneThatIsBuiltOtherwise() {
    assertThat(Insides.waitForSlowReaders(null)).isFalse();
    assertThat(Insides.waitForSlowReaders(new Object())).isFalse();
    assertThat(Insides.waitForSlowReaders(new Inherits(null))).isFalse();
    assertThat(Insides.waitForSlowReaders(new Inherits("no socket"))).isFalse();
  }
}
