package weakrefs.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tech.tablesaw.api.Table;

@Tag("slow") // starts JVMs
@Timeout(180)
class SmallAndLargeBoxesTest extends NoJvmLeftBehind {
  @Test
  void theStrongCacheWorksInTheLargestBoxOnlyAndTheWeakOneInEach() {
    SmallAndLargeBoxes boxes = new SmallAndLargeBoxes(600, 64, 128, 256);

    boxes.run();

    assertThat(boxes.strongWorksIn()).isEqualTo(1);
    assertThat(boxes.weakWorksIn()).isEqualTo(3);
    Table table = boxes.table();
    assertThat(table.name()).isEqualTo("The same program in each box");
    assertThat(table.columnNames())
        .containsExactly(
            "Box (MB)",
            "Largest heap (MB)",
            "Collector",
            "Strong cache: people",
            "Weak cache: people");
    assertThat(table.intColumn(SmallAndLargeBoxes.BOX).asList()).containsExactly(64, 128, 256);
    assertThat(table.intColumn(SmallAndLargeBoxes.HEAP).asList()).containsExactly(32, 64, 126);
    assertThat(table.stringColumn(SmallAndLargeBoxes.COLLECTOR).asList()).containsOnly("Serial");
    assertThat(table.intColumn(SmallAndLargeBoxes.WEAK).asList()).containsExactly(600, 600, 600);
    List<Integer> strong = table.intColumn(SmallAndLargeBoxes.STRONG).asList();
    assertThat(strong.get(0)).isBetween(150, 256); // as many photos as fit into 32 MB, or fewer
    assertThat(strong.get(1)).isBetween(350, 512);
    assertThat(strong.get(2)).isEqualTo(600);

    assertThat(boxes.chart().toString())
        .startsWith(
            "Chart: The strong cache served all 600 people in 1 of 3 boxes, the weak one in 3\n"
                + "In a box of 64 MB, the strong cache looked up "
                + strong.get(0)
                + " people and")
        .endsWith(
            "In a box of 256 MB, the strong cache looked up 600 people and the weak one 600.");
  }

  @Test
  void refusesNobodyAndNoBox() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SmallAndLargeBoxes(0, 64))
        .withMessage("there has to be at least one person to look up, not 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SmallAndLargeBoxes(600))
        .withMessage("say how many megabytes each box should have, such as 64, 128");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SmallAndLargeBoxes(600, 64, 8))
        .withMessage("a box can have 64 to 4096 MB, not 8");
  }
}
