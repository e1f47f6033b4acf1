package weakrefs.inspect;

import java.lang.StackWalker.Option;
import java.lang.StackWalker.StackFrame;
import java.lang.ref.WeakReference;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The variables of the JShell that runs this.
 *
 * <p>JShell compiles the n-th snippet into a class {@code REPL.$JShell$n}, and again, when it has
 * to change, into {@code $nB}, {@code $nC} ...; a variable is a public static field of such a
 * class. The old classes stay, and so does what they hold.
 */
final class Variables {
  private static final String PREFIX = "REPL.$JShell$";
  private static final Pattern VERSION = Pattern.compile("(REPL\\.\\$JShell\\$\\d+)[A-Z]+");

  /** So many numbers in a row may have no class: imports, and cells that didn't compile. */
  private static final int LONGEST_GAP = 30;

  /** Weak, since a kernel may be done with its loader before the JVM is. */
  private static volatile WeakReference<ClassLoader> lastLoader = new WeakReference<>(null);

  private static volatile int lastNumber;

  private Variables() {}

  /** For tests: as in a JVM without a JShell. */
  static void forget() {
    lastLoader = new WeakReference<>(null);
  }

  /** One with something in it. */
  record Variable(String name, Object value) {}

  /** All variables with something in them, in order; several old ones may have one name. */
  static List<Variable> all() {
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
      if (isVariable(field)) {
        String type = field.getType().getSimpleName();
        String name = prefix + field.getName() + (replaced ? " (the old one, a " + type + ")" : "");
        read(field, null).ifPresent(value -> variables.add(new Variable(name, value)));
      }
    }
    for (Class<?> declared : holder.getDeclaredClasses()) {
      collectStatics(declared, prefix + declared.getSimpleName() + ".", replaced, variables);
    }
  }

  /** One that JShell has set to null, and its type. */
  record Reset(String name, Class<?> type) {}

  /** See {@link Inspector#resetVariables}. */
  static List<Reset> reset() {
    List<Reset> all = new ArrayList<>();
    for (List<Class<?>> versions : snippetClasses()) {
      if (versions.size() > 1) {
        for (Field field : versions.get(versions.size() - 1).getDeclaredFields()) {
          if (isReset(field, versions.subList(0, versions.size() - 1))) {
            all.add(new Reset(field.getName(), field.getType()));
          }
        }
      }
    }
    return List.copyOf(all);
  }

  /**
   * JShell makes a variable anew when a class that its type names is made anew. That shows in the
   * type: the same, but for the version of that class. A variable that was declared again has
   * another type, or the very same.
   */
  private static boolean isReset(Field newest, List<Class<?>> olderVersions) {
    if (!isVariable(newest) || read(newest, null).isPresent()) {
      return false;
    }
    String type = typeOf(newest);
    for (Class<?> version : olderVersions) {
      for (Field older : version.getDeclaredFields()) {
        String olderType = typeOf(older);
        if (isVariable(older)
            && older.getName().equals(newest.getName())
            && !olderType.equals(type)
            && withoutVersions(olderType).equals(withoutVersions(type))
            && read(older, null).isPresent()) {
          return true;
        }
      }
    }
    return false;
  }

  /** With what stands in its angle brackets, and the versions of a learner's classes. */
  static String typeOf(Field field) {
    return field.getGenericType().getTypeName();
  }

  /** The variable of this name, and the former ones of the same name, oldest first. */
  static List<Field> fields(String name) {
    ClassLoader loader = loader();
    for (int n = lastNumber; loader != null && n > 0; n--) {
      String snippet = PREFIX + n;
      if (find(loader, snippet).flatMap(first -> field(first, name)).isPresent()) {
        return versions(loader, snippet).stream().flatMap(v -> field(v, name).stream()).toList();
      }
    }
    return List.of();
  }

  private static Optional<Field> field(Class<?> snippet, String name) {
    return Arrays.stream(snippet.getDeclaredFields())
        .filter(field -> field.getName().equals(name) && Modifier.isStatic(field.getModifiers()))
        .findFirst();
  }

  /** {@code REPL.$JShell$2C$Book} is, for a reader, {@code REPL.$JShell$2$Book}. */
  private static String withoutVersions(String type) {
    return VERSION.matcher(type).replaceAll("$1");
  }

  private static boolean isVariable(Field field) {
    return Modifier.isStatic(field.getModifiers())
        && !field.isSynthetic()
        && !field.getType().isPrimitive();
  }

  /** The classes of each snippet so far, oldest first. */
  private static List<List<Class<?>>> snippetClasses() {
    ClassLoader loader = loader();
    List<List<Class<?>>> all = new ArrayList<>();
    for (int n = 1; loader != null && n <= lastNumber; n++) {
      all.add(versions(loader, PREFIX + n));
    }
    return all;
  }

  /** JShell's loader, or null if none has been seen; then {@link #lastNumber} is of no use. */
  private static ClassLoader loader() {
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
    // A value is shown after its cell has run: then no snippet is on the stack, but there are more.
    for (int n = lastNumber + 1; loader != null && n <= lastNumber + LONGEST_GAP; n++) {
      if (find(loader, PREFIX + n).isPresent()) {
        lastNumber = n;
      }
    }
    return loader;
  }

  private static Optional<Class<?>> find(ClassLoader loader, String name) {
    try {
      return Optional.of(Class.forName(name, false, loader));
    } catch (ClassNotFoundException | LinkageError e) {
      return Optional.empty(); // a class that isn't there takes time to look for
    }
  }

  private static List<Class<?>> versions(ClassLoader loader, String name) {
    List<Class<?>> versions = new ArrayList<>();
    int missing = 0;
    for (int version = 0; missing < 3; version++) {
      Optional<Class<?>> found = find(loader, name + letters(version));
      found.ifPresent(versions::add);
      missing = found.isPresent() ? 0 : missing + 1;
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

  /** Gives one variable the value of another. */
  static void copy(Field from, Field to) {
    try {
      from.setAccessible(true);
      to.setAccessible(true);
      to.set(null, from.get(null));
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e); // not after setAccessible
    }
  }

  static Optional<Object> read(Field field, Object owner) {
    try {
      field.setAccessible(true);
      return Optional.ofNullable(field.get(owner));
    } catch (IllegalAccessException | InaccessibleObjectException | LinkageError e) {
      return Optional.empty();
    }
  }
}
