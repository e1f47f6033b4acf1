package weakrefs.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeapDumpTest {
  private static final File MAPPED = new File("mapped");
  private static final File FOLDER = new File("folder");

  private final List<File> there = new ArrayList<>(List.of(MAPPED, FOLDER));
  private int collections;

  /** As Windows does it, if a buffer is collected by the second collection. */
  private boolean delete(File file) {
    boolean isFree = file.equals(MAPPED) ? collections >= 2 : !there.contains(MAPPED);
    return isFree && there.remove(file);
  }

  @Test
  void whatIsStillMappedIsDeletedAfterACollection() {
    HeapDump.delete(List.of(MAPPED, FOLDER), this::delete, () -> collections++);

    assertThat(there).isEmpty();
    assertThat(collections).isEqualTo(2);
  }

  @Test
  void whereNothingIsMappedNothingIsCollected() {
    HeapDump.delete(List.of(FOLDER), file -> true, () -> collections++);

    assertThat(collections).isZero();
  }

  @Test
  void whatStaysMappedStaysInTheEnd() {
    HeapDump.delete(List.of(MAPPED, FOLDER), file -> false, () -> collections++);

    assertThat(there).containsExactly(MAPPED, FOLDER);
    assertThat(collections).isLessThan(10);
  }
}
