package weakrefs.gc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** In this JVM; {@link CollectorsTest} logs with each collector. */
@Timeout(60)
class CollectionLogTest {
  @Test
  void writesDownWhatIsCollectedFromStartToClose() {
    GarbageCollector.collect();
    CollectionLog log = CollectionLog.start();
    GarbageCollector.collect();
    GarbageCollector.collect();
    log.close();
    GarbageCollector.collect();

    assertThat(requested(log)).hasSize(2);
  }

  @Test
  void knowsWhatWasCollectedJustBeforeItWasClosed() {
    for (int i = 0; i < 8; i++) {
      CollectionLog log = CollectionLog.start();
      GarbageCollector.collect();
      log.close();

      assertThat(requested(log)).as("log %d", i).hasSize(1);
    }
  }

  @Test
  void leavesOutWhatWasCollectedJustBeforeItBegan() {
    for (int i = 0; i < 8; i++) {
      GarbageCollector.collect();
      try (CollectionLog log = CollectionLog.start()) {
        assertThat(requested(log)).as("log %d", i).isEmpty();
      }
    }
  }

  @Test
  void canBeReadAgainAndAgainWhileItIsWritten() {
    try (CollectionLog log = CollectionLog.start()) {
      for (int i = 0; i < 4; i++) {
        assertThat(requested(log)).hasSize(i);
        assertThat(requested(log)).hasSize(i);
        GarbageCollector.collect();
      }
    }
  }

  @Test
  void tellsWhatItKnowsByNow() {
    try (CollectionLog log = CollectionLog.start()) {
      assertThat(log.collectionsSoFar()).isEmpty();
      GarbageCollector.collect();
      List<GarbageCollection> all = log.collections(); // waits for the news

      assertThat(log.collectionsSoFar()).containsAll(all);
    }
  }

  @Test
  void canBeClosedTwice() {
    CollectionLog log = CollectionLog.start();
    GarbageCollector.collect();
    log.close();
    log.close();

    assertThat(requested(log)).hasSize(1);
  }

  @Test
  void isOneOfMany() {
    try (CollectionLog first = CollectionLog.start()) {
      GarbageCollector.collect();
      try (CollectionLog second = CollectionLog.start()) {
        GarbageCollector.collect();

        assertThat(requested(second)).hasSize(1);
        assertThat(requested(first)).hasSize(2).containsAll(requested(second));
      }
    }
  }

  @Test
  void cannotBeChangedFromOutside() {
    try (CollectionLog log = CollectionLog.start()) {
      List<GarbageCollection> collections = log.collections();

      assertThatThrownBy(collections::clear).isInstanceOf(UnsupportedOperationException.class);
    }
  }

  /** None counted that isn't told, wherever the log begins and ends between two collections. */
  @Test
  void missesNoneWhileAnotherThreadCollects() throws InterruptedException {
    try (Neighbor neighbor = new Neighbor()) {
      for (int i = 0; i < 12; i++) {
        CollectionLog log = CollectionLog.start();
        GarbageCollector.collect();
        assertThat(requested(log)).isNotEmpty();
        log.close();
      }
    }
  }

  /** The JVM may collect for its own reasons as well. */
  private static List<GarbageCollection> requested(CollectionLog log) {
    return log.collections().stream().filter(c -> c.cause().equals("System.gc()")).toList();
  }
}
