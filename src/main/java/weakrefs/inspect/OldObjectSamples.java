package weakrefs.inspect;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.Reference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedClass;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedObject;
import jdk.jfr.consumer.RecordingFile;
import weakrefs.gc.GarbageCollector;

/** The flight recorder's old objects. Loaded only if there's a module {@code jdk.jfr}. */
final class OldObjectSamples {
  private static final String EVENT = "jdk.OldObjectSample";
  private static final int TRIES = 3;

  /** Each one is big enough to be sampled. */
  private static final int GARBAGE_BYTES = 1024 * 1024;

  private static final int PIECES = 16;

  private OldObjectSamples() {}

  static List<String> pathTo(Class<?> type, Runnable work) {
    Path file = null;
    try (Recording recording = new Recording()) {
      // How long the search for roots may take. Without it there are samples, but no paths to them.
      recording.enable(EVENT).with("cutoff", "infinity");
      recording.start();
      work.run();
      file = Files.createTempFile("old-objects", ".jfr");
      List<String> path = List.of();
      for (int i = 0; i < TRIES && path.isEmpty(); i++) {
        growOlder();
        recording.dump(file);
        path = path(file, type);
      }
      return path;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the flight recorder can't write a file into the folder for temporary files", e);
    } finally {
      if (file != null) {
        file.toFile().delete(); // if that fails, the system clears its temporary files some day
      }
    }
  }

  /**
   * A sampled object counts as old only once the sampler has gone through its list, which it does
   * when it adds another object after some of those on the list were collected. That way it finds
   * the path with Serial, Parallel, G1 and Z, on JDK 17 and 25.
   */
  private static void growOlder() {
    allocate();
    GarbageCollector.collect();
    allocate();
  }

  private static void allocate() {
    byte[] garbage = null;
    for (int i = 0; i < PIECES; i++) {
      garbage = new byte[GARBAGE_BYTES];
      Reference.reachabilityFence(garbage);
    }
  }

  private static List<String> path(Path file, Class<?> type) throws IOException {
    for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
      if (event.getEventType().getName().equals(EVENT)) {
        // What was sampled may be a part of the object, such as a window's pixels.
        for (RecordedObject o = event.getValue("object"); o != null; o = holder(o)) {
          if (className(o).equals(type.getName())) {
            return steps(o, event.getValue("root"));
          }
        }
      }
    }
    return List.of();
  }

  private static RecordedObject holder(RecordedObject object) {
    RecordedObject referrer = object.getValue("referrer");
    return referrer == null ? null : referrer.getValue("object");
  }

  private static String className(RecordedObject object) {
    RecordedClass type = object.getValue("type");
    return type == null ? "" : type.getName();
  }

  private static List<String> steps(RecordedObject object, RecordedObject root) {
    List<String> steps = new ArrayList<>();
    steps.add("a " + Histogram.readable(className(object)));
    for (RecordedObject o = object; holder(o) != null; o = holder(o)) {
      RecordedObject referrer = o.getValue("referrer");
      RecordedObject field = referrer.getValue("field");
      String holder = Histogram.readable(className(holder(o)));
      if (field != null && holder.equals("java.lang.Class")) {
        String description = String.valueOf((Object) holder(o).getValue("description"));
        String type = Histogram.readable(description.replaceFirst("^Class Name: ", ""));
        steps.add("held by the static field " + type + "." + field.getValue("name"));
        steps.add("held by its class, which its class loader holds, up to a root of the JVM");
        return steps; // the rest tells how the program was started, not why this object stays
      }
      steps.add(
          field != null
              ? "held by the field " + holder + "." + field.getValue("name")
              : "held by " + (referrer.getValue("array") != null ? "an element of " : "") + holder);
    }
    if (root != null) {
      String kind = String.valueOf((Object) root.getValue("type"));
      steps.add("a root of the JVM: " + root.getValue("system") + ", " + kind);
    }
    return steps;
  }
}
