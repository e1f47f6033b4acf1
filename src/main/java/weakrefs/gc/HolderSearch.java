package weakrefs.gc;

import java.lang.StackWalker.Option;
import java.lang.StackWalker.StackFrame;
import java.lang.ref.WeakReference;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Finds the JShell variables from which an object can be reached.
 *
 * <p>JShell compiles the n-th snippet into a class {@code REPL.$JShell$n}, and again, when it has
 * to change, into {@code $nB}, {@code $nC} ...; a variable is a public static field of such a
 * class. The old classes stay, and so does what they hold.
 */
final class HolderSearch {
  private static final String PREFIX = "REPL.$JShell$";
  private static final int MOST_OBJECTS = 200_000;

  /** Weak, since a kernel may be done with its loader before the JVM is. */
  private static volatile WeakReference<ClassLoader> lastLoader = new WeakReference<>(null);

  private static volatile int lastNumber;

  private final Object wanted;

  /** What was searched to the end and doesn't lead there: no need to look again. */
  private final Set<Object> deadEnds = Collections.newSetFromMap(new IdentityHashMap<>());

  private int budget = MOST_OBJECTS;

  private HolderSearch(Object wanted) {
    this.wanted = wanted;
  }

  static List<String> namesOfHolders(Object wanted) {
    HolderSearch search = new HolderSearch(wanted);
    List<String> names = new ArrayList<>();
    for (Map.Entry<String, Object> variable : variables().entrySet()) {
      search.pathTo(variable.getValue()).ifPresent(path -> names.add(variable.getKey() + path));
    }
    return List.copyOf(names);
  }

  /** All variables with something in them, by name, in order. */
  private static Map<String, Object> variables() {
    Map<String, Object> variables = new LinkedHashMap<>();
    for (List<Class<?>> versions : snippetClasses()) {
      for (int i = 0; i < versions.size(); i++) {
        boolean replaced = i < versions.size() - 1;
        collectStatics(versions.get(i), "", replaced, variables);
        for (Class<?> declared : versions.get(i).getDeclaredClasses()) {
          collectStatics(declared, declared.getSimpleName() + ".", replaced, variables);
        }
      }
    }
    return variables;
  }

  private static void collectStatics(
      Class<?> holder, String prefix, boolean replaced, Map<String, Object> variables) {
    for (Field field : holder.getDeclaredFields()) {
      if (Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
        read(field, null)
            .ifPresent(
                value -> {
                  String name = prefix + field.getName();
                  variables.put(
                      replaced
                          ? name + " (the old one, a " + field.getType().getSimpleName() + ")"
                          : name,
                      value);
                });
      }
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
      lastLoader = new WeakReference<>(snippet.getClassLoader());
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
    for (char letter = 'A'; letter <= 'Z' && missing < 3; letter++) {
      try {
        versions.add(Class.forName(letter == 'A' ? name : name + letter, false, loader));
        missing = 0;
      } catch (ClassNotFoundException | LinkageError e) {
        missing++;
      }
    }
    return versions;
  }

  /** 12 of {@code REPL.$JShell$12B$Book}. */
  private static int number(String className) {
    int end = PREFIX.length();
    while (end < className.length() && Character.isDigit(className.charAt(end))) {
      end++;
    }
    return end == PREFIX.length() ? 0 : Integer.parseInt(className.substring(PREFIX.length(), end));
  }

  private record Step(Object object, Step from, String label) {
    String path() {
      return from == null ? label : from.path() + label;
    }
  }

  /** The shortest way from here to what is wanted, if there is one. */
  private Optional<String> pathTo(Object start) {
    Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Step> open = new ArrayDeque<>();
    open.add(new Step(start, null, ""));
    while (!open.isEmpty()) {
      Step step = open.remove();
      if (step.object == wanted) {
        return Optional.of(step.path());
      }
      if (isWorthALook(step.object) && !deadEnds.contains(step.object) && seen.add(step.object)) {
        if (budget-- <= 0) {
          return Optional.empty();
        }
        follow(step, open);
      }
    }
    deadEnds.addAll(seen);
    return Optional.empty();
  }

  private static boolean isWorthALook(Object object) {
    return !(object == null
        || object instanceof CharSequence
        || object instanceof Number
        || object instanceof Class
        || object instanceof ClassLoader
        || object instanceof Thread);
  }

  private static void follow(Step step, Deque<Step> open) {
    Object object = step.object;
    try {
      if (object instanceof Object[] array) {
        for (int i = 0; i < array.length; i++) {
          open.add(new Step(Array.get(array, i), step, "[" + i + "]"));
        }
      } else if (object instanceof Map<?, ?> map) {
        boolean strongKeys = !(map instanceof WeakHashMap);
        map.forEach(
            (key, value) -> {
              String label = "[" + (key instanceof CharSequence ? "\"" + key + '"' : key) + "]";
              open.add(new Step(value, step, label));
              if (strongKeys) {
                open.add(new Step(key, step, ".keySet()"));
              }
            });
      } else if (object instanceof Collection<?> collection && isFromTheJdk(object)) {
        int i = 0;
        for (Object element : collection) {
          open.add(new Step(element, step, "[" + i++ + "]"));
        }
      } else if (object instanceof Optional<?> optional) {
        open.add(new Step(optional.orElse(null), step, ".get()"));
      } else if (object instanceof AtomicReference<?> atomic) {
        open.add(new Step(atomic.get(), step, ".get()"));
      } else {
        followFields(step, open);
      }
    } catch (RuntimeException e) {
      // Somebody changed the collection while we read it: what was seen so far counts.
    }
  }

  private static void followFields(Step step, Deque<Step> open) {
    for (Class<?> c = step.object.getClass();
        c != null && !isFromTheJdk(c);
        c = c.getSuperclass()) {
      for (Field field : c.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
          read(field, step.object)
              .ifPresent(value -> open.add(new Step(value, step, "." + field.getName())));
        }
      }
    }
  }

  private static boolean isFromTheJdk(Object object) {
    return isFromTheJdk(object.getClass());
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
