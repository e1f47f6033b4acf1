package weakrefs.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In made-up trees of {@code /proc} and {@code /sys}. */
class CgroupTest {
  private static final String V2 = "sys/fs/cgroup/";
  private static final String V1 = "sys/fs/cgroup/memory/";
  private static final long MB = 1 << 20;

  @TempDir Path root;

  @BeforeEach
  void onAMachineOf8GB() throws IOException {
    write("proc/meminfo", "MemTotal:        8388608 kB\nMemFree:          12345 kB\n");
  }

  private void write(String file, String text) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private OptionalLong limit() {
    return new Cgroup(root).memoryLimit();
  }

  private static OptionalLong megabytes(long megabytes) {
    return OptionalLong.of(megabytes * MB);
  }

  @Test
  void aContainerOfVersion2SeesItsLimitAtItsRoot() throws IOException {
    write("proc/self/cgroup", "0::/\n");
    write(V2 + "memory.max", 512 * MB + "\n");

    assertThat(limit()).isEqualTo(megabytes(512));
  }

  @Test
  void theStrictestLimitAroundAGroupCounts() throws IOException {
    write("proc/self/cgroup", "0::/user.slice/app.scope/inner\n");
    write(V2 + "memory.max", "max\n");
    write(V2 + "user.slice/memory.max", 2048 * MB + "\n");
    write(V2 + "user.slice/app.scope/memory.max", 300 * MB + "\n");
    write(V2 + "user.slice/app.scope/inner/memory.max", 400 * MB + "\n");

    assertThat(limit()).isEqualTo(megabytes(300));
  }

  @Test
  void aNeighborsLimitDoesNot() throws IOException {
    write("proc/self/cgroup", "0::/user.slice/app.scope\n");
    write(V2 + "user.slice/app.scope/memory.max", "max\n");
    write(V2 + "user.slice/other.scope/memory.max", 100 * MB + "\n");
    write(V2 + "memory/memory.limit_in_bytes", 100 * MB + "\n");

    assertThat(limit()).isEmpty();
  }

  @Test
  void knowsVersion1() throws IOException {
    write("proc/self/cgroup", "5:cpu,cpuacct:/docker/abc\n4:memory:/docker/abc\n0::/\n");
    write(V1 + "memory.limit_in_bytes", "9223372036854771712\n");
    write(V1 + "docker/abc/memory.limit_in_bytes", 256 * MB + "\n");

    assertThat(limit()).isEqualTo(megabytes(256));
  }

  @Test
  void aContainerOfVersion1SeesItsLimitAtItsRootThoughItsGroupHasAnotherName() throws IOException {
    write("proc/self/cgroup", "4:memory:/docker/abc\n");
    write(V1 + "memory.limit_in_bytes", 256 * MB + "\n");

    assertThat(limit()).isEqualTo(megabytes(256));
  }

  @Test
  void aGroupThatIsSeenFromInsideAnotherOneLeadsNowhereElse() throws IOException {
    write("proc/self/cgroup", "0::/../../secret\n");
    write("sys/secret/memory.max", 100 * MB + "\n");
    write(V2 + "memory.max", 700 * MB + "\n");

    assertThat(limit()).isEqualTo(megabytes(700));
  }

  @Test
  void aLimitThatIsNoLessThanTheMachineIsNone() throws IOException {
    write("proc/self/cgroup", "4:memory:/\n");
    write(V1 + "memory.limit_in_bytes", "9223372036854771712\n");
    assertThat(limit()).isEmpty();

    write(V1 + "memory.limit_in_bytes", 8192 * MB + "\n");
    assertThat(limit()).isEmpty();
  }

  @Test
  void whereThereIsNothingToReadThereIsNoLimit() throws IOException {
    assertThat(limit()).isEmpty(); // no cgroup file: another system, or a strange one
    write("proc/self/cgroup", "nonsense\n::\n0::/\0/x\n4:memory:/a\n");
    assertThat(limit()).isEmpty();
    write(V2 + "memory.max", "many\n-1\n99999999999999999999\n");
    assertThat(limit()).isEmpty();
    Files.createDirectories(root.resolve(V1 + "a/memory.limit_in_bytes"));
    assertThat(limit()).isEmpty();
  }

  @Test
  void readsWithoutTheMachinesMemoryToo() throws IOException {
    Files.delete(root.resolve("proc/meminfo"));
    write("proc/self/cgroup", "0::/\n");
    write(V2 + "memory.max", 512 * MB + "\n");

    assertThat(limit()).isEqualTo(megabytes(512));
  }

  @Test
  void leavesTheTreeAsItWas() throws IOException {
    write("proc/self/cgroup", "0::/a/b\n");
    write(V2 + "memory.max", 512 * MB + "\n");
    long before = files();

    limit();

    assertThat(files()).isEqualTo(before);
  }

  private long files() throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.count();
    }
  }

  @Test
  void asksThisMachineWithoutAnError() {
    assertThat(new Cgroup(Path.of("/")).memoryLimit().orElse(1)).isPositive();
  }
}
