package weakrefs.gc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** The same experiments on each collector, each in a JVM of its own. A missing collector fails. */
@Tag("slow") // starts JVMs
class CollectorsTest {
  private static final Experiments[] ON_REQUEST = {
    Experiments.CLEARS_A_YOUNG_REFERENT,
    Experiments.CLEARS_AN_OLD_REFERENT,
    Experiments.KEEPS_WHO_IS_HELD,
    Experiments.AWAITS_WHAT_FOLLOWS_A_COLLECTION,
    Experiments.LOGS_EACH_COLLECTION_ONCE,
    Experiments.LOGS_IN_THE_ORDER_OF_TIME,
  };

  @TestFactory
  Stream<DynamicNode> everyCollector() {
    Experiments[] all = Arrays.copyOf(ON_REQUEST, ON_REQUEST.length + 1);
    all[ON_REQUEST.length] = Experiments.CLEARS_OLD_ONES_ALSO_WHILE_NATIVE_CODE_HOLDS_IT_UP;
    return Stream.of(HotSpotCollector.values())
        .map(c -> experiments(c.toString(), c, List.of(), all));
  }

  @TestFactory
  Stream<DynamicNode> everyCollectorThatIsToldToIgnoreRequests() {
    return Stream.of(HotSpotCollector.values())
        .map(
            c ->
                experiments(
                    c + " with DisableExplicitGC",
                    c,
                    List.of("-XX:+DisableExplicitGC"),
                    Experiments.COLLECTS_ALL_THE_SAME_OR_SAYS_THAT_IT_CAN_NOT));
  }

  @TestFactory
  Stream<DynamicNode> aCollectorThatDoesRequestsBesideTheProgram() {
    return Stream.of(HotSpotCollector.G1, HotSpotCollector.SHENANDOAH)
        .map(
            c ->
                experiments(
                    c + " with ExplicitGCInvokesConcurrent",
                    c,
                    List.of("-XX:+ExplicitGCInvokesConcurrent"),
                    ON_REQUEST));
  }

  private static int heapMegabytes(HotSpotCollector collector) {
    return switch (collector) {
      case SERIAL, PARALLEL, G1 -> 48;
      case SHENANDOAH -> 64;
      case Z -> 128;
    };
  }

  private static DynamicNode experiments(
      String name, HotSpotCollector collector, List<String> more, Experiments... experiments) {
    List<String> options = new ArrayList<>(more);
    options.add(collector.flag());
    options.add("-Xmx" + heapMegabytes(collector) + "m");
    options.add("-XX:MaxTenuringThreshold=1");
    String[] names = Stream.of(experiments).map(Enum::name).toArray(String[]::new);
    FutureTask<String> output =
        new FutureTask<>((Callable<String>) () -> ChildJvm.run(Experiments.class, options, names));
    return dynamicContainer(
        name,
        Stream.of(experiments)
            .map(
                experiment ->
                    dynamicTest(
                        experiment.sentence(),
                        () -> {
                          output.run(); // once for all tests of this container
                          assertThat(output.get()).contains("passed: " + experiment.name());
                        })));
  }
}
