package weakrefs.lab;

import static weakrefs.chart.HouseStyle.inEnglish;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import weakrefs.gc.HotSpotCollector;

/**
 * A box to run a JVM in, as a container is, with so much memory and one processor.
 *
 * <p>It is a pretended one: a JVM that is told to reckon with a machine of that size ({@code
 * -XX:MaxRAM}, {@code -XX:ActiveProcessorCount}) chooses its heap and its collector as it would in
 * a container with these limits. It needs no rights, and leaves nothing behind. What it can't show:
 * a real container also ends a process that takes more memory than the limit, heap and all else
 * together. And there the JVM counts the processors by the CPU quota, rounded up; CPU shares no
 * longer count (JDK-8281181, in JDK 19 and 17.0.5).
 *
 * <p>Where the JVM takes its choices from: the manual page of {@code java} for {@code
 * -XX:MaxRAMPercentage} (a quarter unless told otherwise) and {@code -XX:MinRAMPercentage} (a half,
 * where that is less than about 125 MB); HotSpot's tuning guide on server-class machines for the
 * Serial collector, which JDK 17 and 25 take where there are fewer than two processors or about 2
 * GB. On x86 they divide the processors by the hardware threads of a core first, so that where both
 * threads of a core are visible two or three processors aren't enough ({@code
 * os::is_server_class_machine} in HotSpot's source).
 *
 * <pre>{@code
 * new Box(1024).look().largestHeap();                              // 256
 * new Box(1024).look("-XX:MaxRAMPercentage=75").largestHeap();     // 768
 * Box.here();                                                      // what this JVM sees
 * }</pre>
 */
public final class Box {
  private static final int SMALLEST = 64;
  private static final int LARGEST = 4096;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final int megabytes;

  /**
   * What a JVM has chosen in its box.
   *
   * @param largestHeap what its heap may grow to, in megabytes of 1,048,576 bytes
   * @param processors how many it reckons with
   * @param collector the name of its garbage collector: {@code Serial}, {@code G1}
   */
  public record View(int largestHeap, int processors, String collector) {
    static View ofThisJvm() {
      String largest =
          ManagementFactory.getPlatformMXBean(com.sun.management.HotSpotDiagnosticMXBean.class)
              .getVMOption("MaxHeapSize")
              .getValue();
      return new View(
          (int) (Long.parseLong(largest) >> 20),
          Runtime.getRuntime().availableProcessors(),
          HotSpotCollector.nameHere());
    }
  }

  /**
   * What this JVM, such as a notebook's, sees of the machine or the container that it runs in.
   *
   * @param memory all memory that it sees, in megabytes of 1,048,576 bytes; in a container whose
   *     limit it sees, that limit
   * @param limit what the operating system limits it to, in such megabytes; empty if to nothing
   *     less than the machine has, or if that can't be found out
   * @param view what it has chosen
   */
  public record Here(long memory, OptionalLong limit, View view) {
    /** Four lines of text. */
    @Override
    public String toString() {
      return inEnglish(
          "Memory: %,d MB, %s%nLargest heap: %,d MB%nProcessors: %d%nCollector: %s",
          memory,
          limit.isPresent()
              ? inEnglish("in a box with a limit of %,d MB", limit.getAsLong())
              : "and no box that limits it",
          view.largestHeap(),
          view.processors(),
          view.collector());
    }
  }

  /**
   * Makes a box; nothing runs yet.
   *
   * @param megabytes its memory, in megabytes of 1,048,576 bytes: 64 to 4,096
   * @throws IllegalArgumentException if it is too small for a JVM, or too large for a box
   */
  public Box(int megabytes) {
    if (megabytes < SMALLEST || megabytes > LARGEST) {
      throw new IllegalArgumentException(
          inEnglish("a box can have %d to %d MB, not %d", SMALLEST, LARGEST, megabytes));
    }
    this.megabytes = megabytes;
  }

  /** What this JVM sees, now. Only reads. */
  public static Here here() {
    long memory =
        ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
            .getTotalMemorySize();
    return new Here(
        memory >> 20, megabytes(new Cgroup(Path.of("/")).memoryLimit()), View.ofThisJvm());
  }

  private static OptionalLong megabytes(OptionalLong bytes) {
    return bytes.isPresent() ? OptionalLong.of(bytes.getAsLong() >> 20) : bytes;
  }

  /** Its memory, in megabytes of 1,048,576 bytes. */
  public int megabytes() {
    return megabytes;
  }

  /** The options that make a JVM believe that it is in this box. */
  List<String> flags() {
    return List.of("-XX:MaxRAM=" + megabytes + "m", "-XX:ActiveProcessorCount=1");
  }

  /**
   * Starts a JVM in this box, asks what it has chosen, and ends it.
   *
   * @param more flags for it, such as {@code -XX:MaxRAMPercentage=75}
   * @throws LabException if it doesn't start, such as for a flag that it doesn't know; the message
   *     says why
   */
  public View look(String... more) {
    Child.Words words =
        new Child.Words(
            "the JVM in the box was still running after %.1f s, so we ended it",
            "interrupted, so we ended the JVM in the box", "the JVM in the box doesn't start");
    List<String> flags = new ArrayList<>(flags());
    flags.addAll(List.of(more));
    return Experiment.ask(View.class, words, flags, LookAround.class, PATIENCE).get(0);
  }

  /** Its size: {@code a box of 64 MB}. */
  @Override
  public String toString() {
    return inEnglish("a box of %,d MB", megabytes);
  }

  /** What its JVM does: it says what it sees. */
  static final class LookAround {
    private LookAround() {}

    /** Takes nothing. */
    public static void main(String[] arguments) {
      Lines.untilDone(() -> Lines.say(View.ofThisJvm()));
    }
  }
}
