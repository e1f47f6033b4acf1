package weakrefs.inspect;

import java.io.File;
import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.netbeans.lib.profiler.heap.Field;
import org.netbeans.lib.profiler.heap.GCRoot;
import org.netbeans.lib.profiler.heap.Heap;
import org.netbeans.lib.profiler.heap.HeapFactory;
import org.netbeans.lib.profiler.heap.Instance;
import org.netbeans.lib.profiler.heap.JavaClass;
import org.netbeans.lib.profiler.heap.ObjectFieldValue;
import org.netbeans.lib.profiler.heap.Value;
import weakrefs.gc.GarbageCollector;

/** A heap dump, read by the library that NetBeans reads its dumps with. */
final class HeapDump {
  private static final String REFERENCE = Reference.class.getName();
  private static final int MOST_TRIES = 5;

  private HeapDump() {}

  static List<String> pathTo(String className, Path dump) throws IOException {
    // Where the library keeps what it has worked out, for the next time.
    File cache = new File(dump + ".nbcache");
    boolean wasThere = cache.exists();
    try {
      return pathTo(className, HeapFactory.createHeap(dump.toFile()));
    } finally {
      File[] files = wasThere ? null : cache.listFiles();
      if (files != null) {
        List<File> all = Stream.concat(Stream.of(files), Stream.of(cache)).toList();
        delete(all, File::delete, GarbageCollector::collect);
      }
    }
  }

  /**
   * Deletes these files. Windows deletes nothing that's mapped, and what the library has mapped
   * stays so until its buffer is collected, or a little longer.
   */
  static void delete(List<File> files, Predicate<File> delete, Runnable collect) {
    List<File> left = files;
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      left = left.stream().filter(file -> !delete.test(file)).toList();
      if (left.isEmpty()) {
        return;
      }
      collect.run();
    }
  }

  private static List<String> pathTo(String className, Heap heap) {
    JavaClass type = heap.getJavaClassByName(className);
    if (type == null) {
      return List.of();
    }
    // Not the library's own search for roots: it fails where a root's class isn't in the dump, as
    // it may be on JDK 17 (apache/netbeans, issue 6357).
    Map<Long, GCRoot> roots = new HashMap<>();
    for (GCRoot root : all(GCRoot.class, heap.getGCRoots())) {
      if (root.getInstance() != null) {
        roots.put(root.getInstance().getInstanceId(), root);
      }
    }
    Set<Long> seen = new HashSet<>(); // what leads nowhere leads nowhere from the next object, too
    for (Instance object : all(Instance.class, type.getInstances())) {
      List<String> steps = shortestPath(object, roots, seen);
      if (!steps.isEmpty()) {
        return steps;
      }
    }
    return List.of();
  }

  /** An object on a way up from the one that's looked for, and the words for the way so far. */
  private record Place(Instance object, Place before, String words) {
    List<String> steps(List<String> end) {
      Deque<String> steps = new ArrayDeque<>(end);
      for (Place place = this; place != null; place = place.before) {
        steps.addFirst(place.words);
      }
      return List.copyOf(steps);
    }
  }

  private static List<String> shortestPath(
      Instance object, Map<Long, GCRoot> roots, Set<Long> seen) {
    Deque<Place> next = new ArrayDeque<>();
    next.add(new Place(object, null, RootPath.object(object.getJavaClass().getName())));
    while (!next.isEmpty()) {
      Place place = next.remove();
      GCRoot root = roots.get(place.object.getInstanceId());
      if (root != null) {
        return place.steps(List.of(inWords(root)));
      }
      for (Value value : all(Value.class, place.object.getReferences())) {
        Instance holder = value.getDefiningInstance();
        String className = holder.getJavaClass().getName();
        String words = RootPath.heldByElement(className);
        if (value instanceof ObjectFieldValue how) {
          Field field = how.getField();
          String owner = field.getDeclaringClass().getName();
          if (field.isStatic()) {
            return place.steps(RootPath.heldByStatic(owner, field.getName()));
          }
          if (owner.equals(REFERENCE) && field.getName().equals("referent")) {
            continue; // weak and phantom references hold nothing, and soft ones let go in time
          }
          words = RootPath.heldByField(className, field.getName());
        }
        if (seen.add(holder.getInstanceId())) {
          next.add(new Place(holder, place, words));
        }
      }
    }
    return List.of();
  }

  /** The library is older than generics. */
  private static <T> List<T> all(Class<T> type, Collection<?> objects) {
    return objects.stream().map(type::cast).toList();
  }

  private static String inWords(GCRoot root) {
    return switch (root.getKind()) {
      case GCRoot.JAVA_FRAME -> "held by a local variable of a method that's running: a root";
      case GCRoot.THREAD_OBJECT -> "which is a thread that's running: a root";
      default -> "which is a root of the JVM: " + root.getKind();
    };
  }
}
