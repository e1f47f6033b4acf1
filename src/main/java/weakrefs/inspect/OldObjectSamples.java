package weakrefs.inspect;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jdk.jfr.consumer.RecordedClass;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedObject;
import jdk.jfr.consumer.RecordingFile;

/** The flight recorder's old objects. */
final class OldObjectSamples {
  private static final String EVENT = "jdk.OldObjectSample";

  private OldObjectSamples() {}

  static List<String> pathTo(String className, Path recording) throws IOException {
    for (RecordedEvent event : RecordingFile.readAllEvents(recording)) {
      if (event.getEventType().getName().equals(EVENT)) {
        // What was sampled may be a part of the object, such as a visitor's photo.
        for (RecordedObject o = event.getValue("object"); o != null; o = holder(o)) {
          if (className(o).equals(className)) {
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
    steps.add(RootPath.object(className(object)));
    for (RecordedObject o = object; holder(o) != null; o = holder(o)) {
      RecordedObject referrer = o.getValue("referrer");
      RecordedObject field = referrer.getValue("field");
      String holder = className(holder(o));
      if (field != null && holder.equals("java.lang.Class")) {
        String description = String.valueOf((Object) holder(o).getValue("description"));
        String owner = description.replaceFirst("^Class Name: ", "");
        steps.addAll(RootPath.heldByStatic(owner, field.getValue("name")));
        return steps;
      }
      steps.add(
          field != null
              ? RootPath.heldByField(holder, field.getValue("name"))
              : referrer.getValue("array") != null
                  ? RootPath.heldByElement(holder)
                  : "held by " + RootPath.readable(holder));
    }
    if (root != null) {
      String kind = String.valueOf((Object) root.getValue("type"));
      steps.add("a root of the JVM: " + root.getValue("system") + ", " + kind);
    }
    return steps;
  }
}
