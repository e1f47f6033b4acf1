package weakrefs.gc;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HotSpotCollectorTest {
  @ParameterizedTest
  @EnumSource
  void isChosenByAFlagThatEachJdkOfTheCourseHas(HotSpotCollector collector) {
    assertThat(collector.flag()).isEqualTo("-XX:+Use" + collector + "GC");
    assertThat(collector.since()).isBetween(5, 17);
  }

  @Test
  void ofThisJvmIsKnown() {
    assertThat(HotSpotCollector.here()).isPresent();
    assertThat(HotSpotCollector.nameHere())
        .isEqualTo(HotSpotCollector.here().orElseThrow().toString());
  }

  @Test
  void ofThisJvmIsTheOneWhoseBeansItHas() {
    String beans =
        switch (HotSpotCollector.here().orElseThrow()) {
          case SERIAL -> "MarkSweepCompact";
          case PARALLEL -> "PS ";
          case G1 -> "G1 ";
          case Z -> "ZGC";
          case SHENANDOAH -> "Shenandoah";
        };
    assertThat(ManagementFactory.getGarbageCollectorMXBeans())
        .anyMatch(bean -> bean.getName().contains(beans));
  }
}
