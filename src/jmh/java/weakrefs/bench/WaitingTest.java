package weakrefs.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WaitingTest {
  @Test
  void writesDownEachTrialOfEachWay() {
    Map<String, Object> results = Waiting.measure(3);

    assertThat(results).containsEntry("trials", 3);
    Map<?, ?> ways = (Map<?, ?>) results.get("ways");
    assertThat(ways.keySet().toArray()).containsExactly("bare", "ours", "collect", "guava");
    assertThat(ways.values()).allSatisfy(nanos -> assertThat((List<?>) nanos).hasSize(3));
    assertThat(((Map<?, ?>) results.get("missed")).values()).allMatch(missed -> missed.equals(0));
  }
}
