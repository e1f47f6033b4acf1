package weakrefs.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

class OutletTest {
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
  void findsTheSocketAndHasItWait() {
    try (ZMQ.Context context = ZMQ.context(1);
        ZMQ.Socket socket = context.socket(SocketType.PUB)) {
      assertThat(Outlet.loseNothing(new Inherits(socket))).isTrue();
    }
  }

  @Test
  void leavesAKernelAloneThatIsBuiltOtherwise() {
    assertThat(Outlet.loseNothing(null)).isFalse();
    assertThat(Outlet.loseNothing(new Object())).isFalse();
    assertThat(Outlet.loseNothing(new Inherits(null))).isFalse();
    assertThat(Outlet.loseNothing(new Inherits("no socket"))).isFalse();
  }
}
