package weakrefs.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** What each test of an experiment looks at when it's over: no process outlives it. */
abstract class NoJvmLeftBehind {
  private final List<ProcessHandle> before = ProcessHandle.current().children().toList();

  @AfterEach
  void leavesNoJvmBehind() {
    assertThat(before).containsAll(ProcessHandle.current().children().toList());
  }
}
