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
 * A box to run a JVM in, like a container, with a given amount of memory and one processor.
 *
 * <p>It's only a pretend box: a JVM that's told to assume a machine of that size ({@code
 * -XX:MaxRAM}, {@code -XX:ActiveProcessorCount}) chooses its heap and its collector as it would in
 * a container with these limits. That needs no special rights and leaves nothing behind. What it
 * can't show: a real container also kills a process that takes more memory than the limit, with the
 * heap and everything else added up. And in a real container the JVM derives the number of
 * processors from the CPU quota, rounded up; CPU shares no longer count (JDK-8281181, in JDK 19 and
 * 17.0.5).
 *
 * <p>Where the JVM's choices come from: for the heap, the {@code java} manual page on {@code
 * -XX:MaxRAMPercentage} (a quarter unless told otherwise) and {@code -XX:MinRAMPercentage} (a half,
 * if that's less than about 125 MB). For the Serial collector, HotSpot's tuning guide on
 * server-class machines: JDK 17 and 25 choose it with fewer than two processors or less than about
 * 2 GB. On x86 they first divide the processors by the hardware threads per core, so if both
 * threads of a core are visible, two or three processors aren't enough ({@code
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
   * @param processors how many processors it assumes
   * @param collector its garbage collector's name: {@code Serial}, {@code G1}
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
   * What this JVM, such as a notebook's, sees of the machine or container that it runs in.
   *
   * @param memory all the memory that it sees, in megabytes of 1,048,576 bytes; in a container
   *     whose limit it sees, that limit
   * @param limit the operating system's limit for it, in such megabytes; empty if that's no less
   *     than what the machine has, or if we can't find out
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
   * @throws IllegalArgumentException if it's too small for a JVM or too large for a box
   */
  public Box(int megabytes) {
    if (megabytes < SMALLEST || megabytes > LARGEST) {
      throw new IllegalArgumentException(
          inEnglish("a box can have %d to %d MB, not %d", SMALLEST, LARGEST, megabytes));
    }
    this.megabytes = megabytes;
  }

  /** What this JVM sees now. It only reads. */
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

  /** The options that make a JVM believe it's in this box. */
  List<String> flags() {
    return List.of("-XX:MaxRAM=" + megabytes + "m", "-XX:ActiveProcessorCount=1");
  }

  /**
   * Starts a JVM in this box, asks it what it has chosen, and ends it.
   *
   * @param more flags for it, such as {@code -XX:MaxRAMPercentage=75}
   * @throws LabException if it doesn't start, for example because it doesn't know a flag; the
   *     message says why
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
