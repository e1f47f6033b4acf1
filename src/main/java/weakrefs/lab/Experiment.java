package weakrefs.lab;

import static weakrefs.chart.HouseStyle.inEnglish;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * An experiment in separate JVMs: {@link #run} runs it, and then you can show it, as a table and
 * usually as a chart.
 *
 * <p>What its JVMs run, the class {@link #main}, is next to it, and reports in {@link Lines}.
 *
 * @param <R> what a run saw
 */
abstract class Experiment<R> {
  static final Child.Words WORDS =
      new Child.Words(
          "the experiment was still running after %.1f s, so we ended its JVM",
          "the experiment was interrupted, so we ended its JVM",
          "the experiment's JVM didn't finish its work");

  /** What its JVMs run, and how long each may take; tests try different ones. */
  Class<?> main;

  Duration patience = Duration.ofMinutes(1);
  private final List<String> flags;
  private volatile R seen;

  Experiment(Class<?> main, List<String> flags) {
    this.main = main;
    this.flags = List.copyOf(flags);
  }

  /** The options that each of its JVMs is started with. */
  public List<String> flags() {
    return flags;
  }

  /** Runs it once. */
  abstract R experiment();

  /**
   * Runs it, and returns when it's over. Each call runs it again.
   *
   * @throws LabException if a JVM can't be started or doesn't finish its work, if it takes longer
   *     than a minute, or if this thread is interrupted; no JVM is left behind
   */
  public synchronized void run() {
    seen = null;
    seen = experiment();
  }

  /**
   * What the last run saw.
   *
   * @throws IllegalStateException if {@link #run} hasn't succeeded yet
   */
  final R seen() {
    R now = seen;
    if (now == null) {
      throw new IllegalStateException("there's nothing to show yet: call run() first");
    }
    return now;
  }

  /** Has a JVM do its work, and returns what it reported. */
  final <T> List<T> ask(Class<T> kind, Object... arguments) {
    return ask(kind, WORDS, flags, main, patience, arguments);
  }

  /**
   * Has a JVM do its work, and returns what it reported.
   *
   * @param kind what it reports: a record, or a sealed interface of records
   * @param arguments for its main method
   * @throws LabException if it can't be started, isn't done in time or ends too early, or if this
   *     thread is interrupted; no JVM is left behind
   */
  static <T> List<T> ask(
      Class<T> kind,
      Child.Words words,
      List<String> flags,
      Class<?> main,
      Duration patience,
      Object... arguments) {
    List<T> said = new ArrayList<>(); // filled by the listening thread until the child has ended
    Lines<T> lines = new Lines<>(kind, said::add);
    try (Child child = Child.java(words, flags, main, lines::understand, arguments)) {
      child.finish(patience);
      if (!lines.areWhole()) {
        throw child.failed();
      }
      return List.copyOf(said);
    }
  }

  /**
   * The options for a JVM with the Serial collector and a small heap of fixed size.
   *
   * @param who the beginning of the message: what needs the heap, and for which JVM
   * @throws IllegalArgumentException if it's too small or too large
   */
  static List<String> smallHeap(String who, int smallest, int largest, int megabytes) {
    if (megabytes < smallest || megabytes > largest) {
      throw new IllegalArgumentException(
          inEnglish("%s %d to %d MB, not %d", who, smallest, largest, megabytes));
    }
    // Without -Xms, a heap of 32 MB is full after 194 to 230 people on JDK 25, depending on the
    // machine's memory; with it, always after 226 (238 on JDK 17). With C1 alone
    // (-XX:TieredStopAtLevel=1) the JVM would start sooner, but take four times as long to load a
    // person.
    return List.of("-Xms" + megabytes + "m", "-Xmx" + megabytes + "m", "-XX:+UseSerialGC");
  }
}
