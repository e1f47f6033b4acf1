package weakrefs.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import weakrefs.cache.Cache;
import weakrefs.cache.WeakCache;
import weakrefs.story.Person;
import weakrefs.story.PhoneBook;
import weakrefs.story.Screen;

/**
 * What each of {@link FiveCollectors} has to bear, in its own JVM: somebody scrolls through a phone
 * book, with a weak cache and a screen of five. Each look-up makes some rubbish as well, as real
 * programs do. Nobody asks for a collection, so they come when the collector wants them.
 *
 * <p>Java's flight recorder notes collections, pauses and Z's stalls meanwhile. When all is done
 * this says, with times in milliseconds since the work began:
 *
 * <pre>
 * looked (time) (entries held) (living) (loads) (used heap in MB)
 * collected (time) (length) (name, cause)
 * paused (time) (length)
 * stalled (time) (length)
 * done
 * </pre>
 */
final class BrowseAndReport {
  static final String COLLECTION = "jdk.GarbageCollection";

  /** What the other events are called here. */
  static final Map<String, String> WAITS =
      Map.of("jdk.GCPhasePause", "paused", "jdk.ZAllocationStall", "stalled");

  /** How long the phone book takes to answer: the collectors get a moment to work beside us. */
  private static final Duration ANSWER = Duration.ofMillis(1);

  private static final int RUBBISH = 6;
  private static final int RUBBISH_BYTES = 64 * 1024;

  /** Seen by all, so that no compiler leaves the rubbish out. */
  static volatile byte[] rubbish;

  private BrowseAndReport() {}

  /** Takes how many people to look up. */
  public static void main(String[] arguments) {
    int people = Integer.parseInt(arguments[0]);
    ChildJvm.untilParentEnds(
        () -> {
          try (Recording recording = new Recording()) {
            recording.enable(COLLECTION).withoutThreshold().withoutStackTrace();
            for (String event : WAITS.keySet()) {
              recording.enable(event).withoutThreshold().withoutStackTrace();
            }
            recording.start();
            Instant start = browse(people);
            recording.stop();
            report(recording, start);
          } catch (IOException e) {
            throw new UncheckedIOException("what was recorded can't be read", e);
          }
          System.out.println("done");
        });
  }

  private static Instant browse(int people) {
    PhoneBook phoneBook = new PhoneBook(people).answeringAfter(ANSWER);
    Cache<String, Person> cache = new WeakCache<>(phoneBook::load);
    Screen screen = new Screen(5);
    List<String> looks = new ArrayList<>();
    Instant start = Instant.now();
    long startNanos = System.nanoTime();
    for (String name : phoneBook.names()) {
      screen.show(cache.get(name));
      for (int i = 0; i < RUBBISH; i++) {
        rubbish = new byte[RUBBISH_BYTES];
      }
      looks.add(look(cache, startNanos));
    }
    looks.forEach(System.out::println);
    return start;
  }

  private static String look(Cache<?, ?> cache, long startNanos) {
    Runtime runtime = Runtime.getRuntime();
    int held = cache.size();
    return String.format(
        Locale.ROOT,
        "looked %.2f %d %d %d %.1f",
        (System.nanoTime() - startNanos) / 1e6,
        held,
        Math.min(held, cache.living()),
        cache.loads(),
        (runtime.totalMemory() - runtime.freeMemory()) / 1048576.0);
  }

  private static void report(Recording recording, Instant start) throws IOException {
    Path file = Files.createTempFile("five-collectors", ".jfr");
    try {
      recording.dump(file);
      for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
        double time = milliseconds(Duration.between(start, event.getStartTime()));
        if (time < 0) {
          continue; // before the work began
        }
        double length = milliseconds(event.getDuration());
        String wait = WAITS.get(event.getEventType().getName());
        System.out.println(
            wait != null
                ? String.format(Locale.ROOT, "%s %.3f %.4f", wait, time, length)
                : String.format(
                    Locale.ROOT,
                    "collected %.3f %.3f %s, %s",
                    time,
                    length,
                    event.getString("name"),
                    event.getString("cause")));
      }
    } finally {
      Files.delete(file);
    }
  }

  private static double milliseconds(Duration duration) {
    return duration.toNanos() / 1e6;
  }
}
