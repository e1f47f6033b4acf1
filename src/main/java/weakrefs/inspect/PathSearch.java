package weakrefs.inspect;

import java.lang.ref.Reference;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import weakrefs.inspect.Variables.Variable;

/**
 * Finds paths from JShell's variables through strong references: to an object, or to a reference to
 * it, where the path ends.
 */
final class PathSearch {
  /** How many objects to search for each variable: enough for a course, and over in a moment. */
  private static final int MOST_OBJECTS = 100_000;

  /** Of one collection, which may make them up as it goes, and be as long as it likes. */
  private static final int MOST_ELEMENTS = 2_000_000;

  private static final Object NOTHING = null;

  /** The object that the search is about; no path goes on from there. */
  private final Object subject;

  private final Predicate<Object> isGoal;

  /** Whether it counts when the subject is a key of a WeakHashMap. */
  private final boolean seeksWeakKeys;

  /** Whether to find all paths that lead to a goal, or one path from each variable. */
  private final boolean findsAll;

  /** What was searched to the end and doesn't lead to a goal, so there's no need to look again. */
  private final Set<Object> deadEnds = Collections.newSetFromMap(new IdentityHashMap<>());

  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Deque<Step> open = new ArrayDeque<>();
  private final List<Step> found = new ArrayList<>();
  private boolean hasGivenUp;

  private PathSearch(
      Object subject, Predicate<Object> isGoal, boolean seeksWeakKeys, boolean findsAll) {
    this.subject = subject;
    this.isGoal = isGoal;
    this.seeksWeakKeys = seeksWeakKeys;
    this.findsAll = findsAll;
  }

  static Finding holders(Object subject, List<Variable> variables) {
    return new PathSearch(subject, object -> object == subject, false, false)
        .find("hold", variables);
  }

  static Finding observers(Object subject, List<Variable> variables) {
    return new PathSearch(subject, object -> refers(object, subject), true, false)
        .find("observe", variables);
  }

  /** Every reference that finds nothing, because it was cleared or never had anything to find. */
  static List<String> clearedReferences(List<Variable> variables) {
    return new PathSearch(NOTHING, object -> refers(object, NOTHING), false, true)
        .find("observe", variables)
        .names();
  }

  /** The shortest path from one object to another through strong references. */
  static Optional<String> path(Object from, Object to) {
    PathSearch search = new PathSearch(NOTHING, object -> object == to, false, false);
    return search.pathsFrom(from).stream().findFirst();
  }

  /** Asks without {@code get()}, which would hold the referent, and doesn't work for a phantom. */
  @SuppressWarnings("unchecked")
  private static boolean refers(Object object, Object referent) {
    return object instanceof Reference<?> reference
        && ((Reference<Object>) reference).refersTo(referent);
  }

  private Finding find(String verb, List<Variable> variables) {
    List<String> names = new ArrayList<>();
    List<String> gaveUpOn = new ArrayList<>();
    for (Variable variable : variables) {
      pathsFrom(variable.value()).forEach(path -> names.add(variable.name() + path));
      if (hasGivenUp && !isDone()) {
        gaveUpOn.add(variable.name());
      }
    }
    return Finding.of(verb, names, gaveUpOn);
  }

  /** The label is made only on request, because it may take time and is seldom needed. */
  private record Step(Object object, Step from, Supplier<String> label) {
    String path() {
      return (from == null ? "" : from.path()) + label.get();
    }
  }

  /** The shortest path from here to a goal, if there is one; or all paths. */
  private List<String> pathsFrom(Object start) {
    seen.clear();
    open.clear();
    found.clear();
    hasGivenUp = false;
    meet(start, null, () -> "");
    while (!isDone() && !open.isEmpty()) {
      follow(open.remove());
    }
    if (found.isEmpty() && !hasGivenUp) {
      deadEnds.addAll(seen);
    }
    return found.stream().map(Step::path).toList();
  }

  private boolean isDone() {
    return !findsAll && !found.isEmpty();
  }

  private void meet(Object object, Step from, Supplier<String> label) {
    if (object == null || isDone()) {
      return;
    }
    if (isGoal.test(object)) {
      found.add(new Step(object, from, label));
    } else if (object != subject
        && isWorthALook(object)
        && !deadEnds.contains(object)
        && !seen.contains(object)) {
      if (seen.size() == MOST_OBJECTS) {
        hasGivenUp = true;
      } else {
        seen.add(object);
        open.add(new Step(object, from, label));
      }
    }
  }

  private static boolean isWorthALook(Object object) {
    return !(object instanceof CharSequence
        || object instanceof Follower // watches, and isn't part of what it sees
        || object instanceof Number
        || object instanceof Class
        || object instanceof ClassLoader
        || object instanceof Thread);
  }

  private void follow(Step step) {
    Object object = step.object;
    try {
      if (object instanceof Object[] array) {
        followElements(Arrays.asList(array), step);
      } else if (object instanceof Map<?, ?> map && isMadeByTheJdk(map)) {
        followEntries(map, step);
      } else if (object instanceof Collection<?> collection && isMadeByTheJdk(collection)) {
        followElements(collection, step);
      } else if (object instanceof Optional<?> optional) {
        meet(optional.orElse(null), step, () -> ".get()");
      } else if (object instanceof AtomicReference<?> atomic) {
        meet(atomic.get(), step, () -> ".get()");
      }
    } catch (RuntimeException e) {
      hasGivenUp = true; // the collection was changed while we read it: what was seen so far counts
    }
    followFields(step);
  }

  private void followElements(Collection<?> elements, Step step) {
    int i = 0;
    for (Object element : elements) {
      int index = i++;
      meet(element, step, () -> "[" + index + "]");
      if (isDone() || isEnough(i, elements::size)) {
        return;
      }
    }
  }

  private void followEntries(Map<?, ?> map, Step step) {
    int i = 0;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      Object key = entry.getKey();
      meet(entry.getValue(), step, () -> "[" + inWords(key) + "]");
      if (!(map instanceof WeakHashMap)) {
        meet(key, step, () -> ".keySet()");
      } else if (seeksWeakKeys && key == subject && !isDone()) {
        found.add(new Step(key, step, () -> ".keySet()"));
      }
      if (isDone() || isEnough(++i, map::size)) {
        return;
      }
    }
  }

  /** Asks how many there are only when it has to, because some collections have to count them. */
  private boolean isEnough(int looked, IntSupplier all) {
    if (looked < MOST_ELEMENTS) {
      return false;
    }
    hasGivenUp |= looked < all.getAsInt();
    return true;
  }

  private static String inWords(Object key) {
    try {
      return key instanceof CharSequence ? "\"" + key + '"' : String.valueOf(key);
    } catch (RuntimeException | StackOverflowError e) {
      return key.getClass().getSimpleName(); // a key that can't say what it is
    }
  }

  private void followFields(Step step) {
    for (Class<?> c = step.object.getClass();
        c != null && !isFromTheJdk(c);
        c = c.getSuperclass()) {
      for (Field field : c.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
          Variables.read(field, step.object)
              .ifPresent(value -> meet(value, step, () -> "." + field.getName()));
        }
      }
    }
  }

  /**
   * Whether it's one of the JDK's collections, or extends one that isn't abstract. Others are
   * searched through their fields.
   */
  private static boolean isMadeByTheJdk(Object collection) {
    Class<?> c = collection.getClass();
    while (!isFromTheJdk(c)) {
      c = c.getSuperclass();
    }
    return c != Object.class && !Modifier.isAbstract(c.getModifiers());
  }

  private static boolean isFromTheJdk(Class<?> c) {
    return c.getModule().isNamed();
  }
}
