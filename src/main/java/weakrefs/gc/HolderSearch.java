package weakrefs.gc;

import java.lang.StackWalker.Option;
import java.lang.StackWalker.StackFrame;
import java.lang.ref.WeakReference;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
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
import java.util.function.Supplier;

/**
 * Finds the JShell variables from which an object can be reached.
 *
 * <p>JShell compiles the n-th snippet into a class {@code REPL.$JShell$n}, and again, when it has
 * to change, into {@code $nB}, {@code $nC} ...; a variable is a public static field of such a
 * class. The old classes stay, and so does what they hold.
 */
final class HolderSearch {
  private static final String PREFIX = "REPL.$JShell$";

  /** How many objects to search for each variable: enough for a course, and over in a moment. */
  private static final int MOST_OBJECTS = 100_000;

  /** Of one collection; a collection may be a formula, and as long as it pleases. */
  private static final int MOST_ELEMENTS = 2_000_000;

  /** Weak, since a kernel may be done with its loader before the JVM is. */
  private static volatile WeakReference<ClassLoader> lastLoader = new WeakReference<>(null);

  private static volatile int lastNumber;

  private final Object wanted;

  /** What was searched to the end and doesn't lead there: no need to look again. */
  private final Set<Object> deadEnds = Collections.newSetFromMap(new IdentityHashMap<>());

  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Deque<Step> open = new ArrayDeque<>();
  private Step found;
  private int budget;

  private HolderSearch(Object wanted) {
    this.wanted = wanted;
  }

  static List<String> namesOfHolders(Object wanted) {
    HolderSearch search = new HolderSearch(wanted);
    List<String> names = new ArrayList<>();
    for (Variable variable : variables()) {
      search.pathTo(variable.value).ifPresent(path -> names.add(variable.name + path));
    }
    return List.copyOf(names);
  }

  static Optional<String> way(Object from, Object wanted) {
    return new HolderSearch(wanted).pathTo(from);
  }

  private record Variable(String name, Object value) {}

  /** All variables with something in them, in order; several old ones may have one name. */
  private static List<Variable> variables() {
    List<Variable> variables = new ArrayList<>();
    for (List<Class<?>> versions : snippetClasses()) {
      for (int i = 0; i < versions.size(); i++) {
        boolean replaced = i < versions.size() - 1;
        collectStatics(versions.get(i), "", replaced, variables);
      }
    }
    return variables;
  }

  private static void collectStatics(
      Class<?> holder, String prefix, boolean replaced, List<Variable> variables) {
    for (Field field : holder.getDeclaredFields()) {
      if (Modifier.isStatic(field.getModifiers())
          && !field.isSynthetic()
          && !field.getType().isPrimitive()) {
        String type = field.getType().getSimpleName();
        String name = prefix + field.getName() + (replaced ? " (the old one, a " + type + ")" : "");
        read(field, null).ifPresent(value -> variables.add(new Variable(name, value)));
      }
    }
    for (Class<?> declared : holder.getDeclaredClasses()) {
      collectStatics(declared, prefix + declared.getSimpleName() + ".", replaced, variables);
    }
  }

  /** The classes of each snippet so far, oldest first. */
  private static List<List<Class<?>>> snippetClasses() {
    List<Class<?>> running =
        StackWalker.getInstance(Option.RETAIN_CLASS_REFERENCE)
            .walk(
                frames ->
                    frames
                        .<Class<?>>map(StackFrame::getDeclaringClass)
                        .filter(c -> c.getName().startsWith(PREFIX))
                        .toList());
    for (Class<?> snippet : running) {
      if (!lastLoader.refersTo(snippet.getClassLoader())) {
        lastLoader = new WeakReference<>(snippet.getClassLoader());
        lastNumber = 0;
      }
      lastNumber = Math.max(lastNumber, number(snippet.getName()));
    }
    ClassLoader loader = lastLoader.get();
    List<List<Class<?>>> all = new ArrayList<>();
    for (int n = 1; loader != null && n <= lastNumber; n++) {
      all.add(versions(loader, PREFIX + n));
    }
    return all;
  }

  private static List<Class<?>> versions(ClassLoader loader, String name) {
    List<Class<?>> versions = new ArrayList<>();
    int missing = 0;
    for (int version = 0; missing < 3; version++) {
      try {
        versions.add(Class.forName(name + letters(version), false, loader));
        missing = 0;
      } catch (ClassNotFoundException | LinkageError e) {
        missing++;
      }
    }
    return versions;
  }

  /** JShell's numerals: nothing for the first version, then B to Z, BA, BB ... */
  private static String letters(int version) {
    String last = String.valueOf((char) ('A' + version % 26));
    return version == 0 ? "" : version < 26 ? last : letters(version / 26) + last;
  }

  /** 12 of {@code REPL.$JShell$12B$Book}. */
  private static int number(String className) {
    int end = PREFIX.length();
    while (end < className.length() && Character.isDigit(className.charAt(end))) {
      end++;
    }
    return end == PREFIX.length() ? 0 : Integer.parseInt(className.substring(PREFIX.length(), end));
  }

  /** The label is made only when it is asked for: it may cost time, and is seldom needed. */
  private record Step(Object object, Step from, Supplier<String> label) {
    String path() {
      return (from == null ? "" : from.path()) + label.get();
    }
  }

  /** The shortest way from here to what is wanted, if there is one. */
  private Optional<String> pathTo(Object start) {
    seen.clear();
    open.clear();
    found = null;
    budget = MOST_OBJECTS;
    meet(start, null, () -> "");
    while (found == null && !open.isEmpty()) {
      follow(open.remove());
    }
    if (found == null && budget > 0) {
      deadEnds.addAll(seen);
    }
    return Optional.ofNullable(found).map(Step::path);
  }

  private void meet(Object object, Step from, Supplier<String> label) {
    if (object == wanted && found == null) {
      found = new Step(object, from, label);
    } else if (budget > 0
        && isWorthALook(object)
        && !deadEnds.contains(object)
        && seen.add(object)) {
      budget--;
      open.add(new Step(object, from, label));
    }
  }

  private static boolean isWorthALook(Object object) {
    return !(object == null
        || object instanceof CharSequence
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
      // Somebody changed the collection while we read it: what was seen so far counts.
    }
    followFields(step);
  }

  private void followElements(Collection<?> elements, Step step) {
    int i = 0;
    for (Object element : elements) {
      int index = i++;
      meet(element, step, () -> "[" + index + "]");
      if (found != null || i == MOST_ELEMENTS) {
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
      }
      if (found != null || ++i == MOST_ELEMENTS) {
        return;
      }
    }
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
          read(field, step.object)
              .ifPresent(value -> meet(value, step, () -> "." + field.getName()));
        }
      }
    }
  }

  /**
   * Is it one of the JDK's collections, or made by extending one of them? Others are searched by
   * their fields.
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

  private static Optional<Object> read(Field field, Object owner) {
    try {
      field.setAccessible(true);
      return Optional.ofNullable(field.get(owner));
    } catch (IllegalAccessException | InaccessibleObjectException | LinkageError e) {
      return Optional.empty();
    }
  }
}
