package weakrefs.lab;

import static weakrefs.lab.Moment.rounded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import weakrefs.cache.Cache;
import weakrefs.cache.WeakCache;
import weakrefs.lab.Moment.Collected;
import weakrefs.lab.Moment.Look;
import weakrefs.lab.Moment.Paused;
import weakrefs.story.Person;
import weakrefs.story.PhoneBook;
import weakrefs.story.Screen;

/**
 * The work for each of the {@link FiveCollectors}, in its own JVM: somebody scrolls through a phone
 * book, with a weak cache and a screen of five. Each look-up also makes some garbage, as real
 * programs do. Nobody asks for a collection, so the collector decides when to collect.
 *
 * <p>Meanwhile Java's flight recorder notes collections, pauses and Z's stalls. At the end, this
 * reports every {@link Moment}.
 */
final class BrowseAndReport {
  private static final String PAUSE = "jdk.GCPhasePause";
  private static final String STALL = "jdk.ZAllocationStall";
  static final List<String> EVENTS = List.of("jdk.GarbageCollection", PAUSE, STALL);

  /** How long the phone book takes to answer, so that collectors have time to work concurrently. */
  private static final Duration ANSWER = Duration.ofMillis(1);

  private static final int RUBBISH = 6;
  private static final int RUBBISH_BYTES = 64 * 1024;

  /** Visible to all threads, so that no compiler can optimize the garbage away. */
  static volatile byte[] rubbish;

  private BrowseAndReport() {}

  /** Takes the number of people to look up. */
  public static void main(String[] arguments) {
    int people = Integer.parseInt(arguments[0]);
    Lines.untilDone(
        () -> {
          try (Recording recording = new Recording()) {
            for (String event : EVENTS) {
              recording.enable(event).withoutThreshold().withoutStackTrace();
            }
            recording.start();
            Instant start = browse(people);
            recording.stop();
            report(recording, start);
          } catch (IOException e) {
            throw new UncheckedIOException("what was recorded can't be read", e);
          }
        });
  }

  private static Instant browse(int people) {
    PhoneBook phoneBook = new PhoneBook(people).answeringAfter(ANSWER);
    Cache<String, Person> cache = new WeakCache<>(phoneBook::load);
    Screen screen = new Screen(5);
    List<Look> looks = new ArrayList<>();
    Instant start = Instant.now();
    long startNanos = System.nanoTime();
    for (String name : phoneBook.names()) {
      screen.show(cache.get(name));
      for (int i = 0; i < RUBBISH; i++) {
        rubbish = new byte[RUBBISH_BYTES];
      }
      looks.add(Look.at(cache, startNanos));
    }
    looks.forEach(Lines::say);
    return start;
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
        String kind = event.getEventType().getName();
        if (kind.equals(PAUSE) || kind.equals(STALL)) {
          Lines.say(new Paused(rounded(time, 3), rounded(length, 4), kind.equals(STALL)));
        } else {
          String what = event.getString("name") + ", " + event.getString("cause");
          Lines.say(new Collected(rounded(time, 3), rounded(length, 3), what));
        }
      }
    } finally {
      Files.delete(file);
    }
  }

  private static double milliseconds(Duration duration) {
    return duration.toNanos() / 1e6;
  }
}
