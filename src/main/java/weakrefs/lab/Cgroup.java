package weakrefs.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * This process's control group, which is how Linux limits what a container may use. It reads the
 * files of both versions, and never writes. The strictest limit counts, whether it's the process's
 * own group's or that of a group around it (Linux kernel documentation, cgroup-v2, "memory.max";
 * cgroup-v1, "memory").
 */
final class Cgroup {
  private final Path root;

  /**
   * @param root where {@code proc} and {@code sys} are: {@code /}, or a made-up tree
   */
  Cgroup(Path root) {
    this.root = root;
  }

  /**
   * How much memory this process may use, in bytes; empty if that's no less than the machine has,
   * or if we can't find out, for example outside Linux.
   */
  OptionalLong memoryLimit() {
    long machine = machine();
    return lines(root.resolve("proc/self/cgroup")).stream()
        .flatMap(this::limitFiles)
        .flatMap(file -> lines(file).stream())
        .filter(line -> line.matches("\\d{1,18}")) // and not "max"
        .mapToLong(Long::parseLong)
        .filter(limit -> limit < machine)
        .min();
  }

  /**
   * The machine's memory: version 1 says "no limit" with a number that's larger than any machine's.
   */
  private long machine() {
    return lines(root.resolve("proc/meminfo")).stream()
        .filter(line -> line.matches("MemTotal: +\\d{1,12} kB"))
        .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElse(Long.MAX_VALUE / 2);
  }

  /**
   * The files with the limits of a group and of the groups around it.
   *
   * @param line {@code 0::/user.slice} in version 2, {@code 4:memory:/docker/abc} in version 1
   */
  private Stream<Path> limitFiles(String line) {
    String[] parts = line.split(":", 3);
    if (parts.length < 3) {
      return Stream.empty();
    }
    Path mount = root.resolve("sys/fs/cgroup");
    String file = "memory.max";
    if (Arrays.asList(parts[1].split(",")).contains("memory")) {
      mount = mount.resolve("memory");
      file = "memory.limit_in_bytes";
    } else if (!parts[1].isEmpty()) {
      return Stream.empty();
    }
    return upwards(mount, parts[2], file);
  }

  private static Stream<Path> upwards(Path mount, String group, String file) {
    Path own;
    try {
      own = mount.resolve(group.replaceFirst("^/+", "")).normalize();
    } catch (InvalidPathException e) {
      return Stream.empty();
    }
    return Stream.iterate(
            own.startsWith(mount) ? own : mount, // seen from inside, a group may be "/../.."
            place -> place != null && place.startsWith(mount),
            Path::getParent)
        .map(place -> place.resolve(file));
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException | RuntimeException e) {
      return List.of(); // it isn't there, or we may not read it
    }
  }
}
