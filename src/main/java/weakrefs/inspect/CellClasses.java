package weakrefs.inspect;

import java.lang.StackWalker.Option;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The classes that the JShell running this has compiled its snippets into: the nth into {@code
 * REPL.$JShell$n}, and again, when it has to change, into {@code $nB}, {@code $nC} ... The old
 * classes stay, and so does what they hold.
 *
 * <p>Both kernels load them and this library with the same class loader, so they can be found from
 * here.
 */
final class CellClasses {
  private static final String PREFIX = "REPL.$JShell$";
  private static final Pattern SNIPPET = Pattern.compile(Pattern.quote(PREFIX) + "(\\d+)[A-Z]*");

  /** What comes before a class declared in a cell; before a lambda's there's a second dollar. */
  private static final Pattern AROUND = Pattern.compile(SNIPPET + "\\$(?=[^$])");

  private static final Pattern HIDDEN = Pattern.compile("\\$\\d+(\\W.*)?", Pattern.DOTALL);

  /** How many numbers in a row may have no class: imports, and cells that didn't compile. */
  private static final int LONGEST_GAP = 30;

  /** Weak, because a kernel may be done with its loader before the JVM is. */
  private static volatile WeakReference<ClassLoader> lastLoader = new WeakReference<>(null);

  private static volatile int lastNumber;

  private CellClasses() {}

  /** For tests: as in a JVM without a JShell. */
  static void forget() {
    lastLoader = new WeakReference<>(null);
  }

  /** All versions of each snippet so far, oldest first; none if no JShell was seen. */
  static List<List<Class<?>>> all() {
    ClassLoader loader = loader();
    List<List<Class<?>>> all = new ArrayList<>();
    for (int n = 1; loader != null && n <= lastNumber; n++) {
      all.add(versions(loader, PREFIX + n));
    }
    return all;
  }

  /** All versions of the latest snippet whose first version passes this test, oldest first. */
  static List<Class<?>> latest(Predicate<Class<?>> first) {
    ClassLoader loader = loader();
    for (int n = lastNumber; loader != null && n > 0; n--) {
      if (find(loader, PREFIX + n).filter(first).isPresent()) {
        return versions(loader, PREFIX + n);
      }
    }
    return List.of();
  }

  /** JShell's loader, or null if none has been seen; then {@link #lastNumber} means nothing. */
  private static ClassLoader loader() {
    StackWalker.getInstance(Option.RETAIN_CLASS_REFERENCE)
        .forEach(frame -> meet(frame.getDeclaringClass()));
    ClassLoader loader = lastLoader.get();
    // A value is shown after its cell has run: no snippet is on the stack then, but there are more.
    for (int n = lastNumber + 1; loader != null && n <= lastNumber + LONGEST_GAP; n++) {
      if (find(loader, PREFIX + n).isPresent()) {
        lastNumber = n;
      }
    }
    return loader;
  }

  private static void meet(Class<?> running) {
    Matcher snippet = SNIPPET.matcher(running.getName());
    if (snippet.lookingAt()) {
      if (!lastLoader.refersTo(running.getClassLoader())) {
        lastLoader = new WeakReference<>(running.getClassLoader());
        lastNumber = 0;
      }
      lastNumber = Math.max(lastNumber, Integer.parseInt(snippet.group(1)));
    }
  }

  private static Optional<Class<?>> find(ClassLoader loader, String name) {
    try {
      return Optional.of(Class.forName(name, false, loader));
    } catch (ClassNotFoundException | LinkageError e) {
      return Optional.empty(); // looking for one that isn't there takes up to half a millisecond
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

  /** JShell's version letters: none for the first version, then B to Z, BA, BB ... */
  private static String letters(int version) {
    String last = String.valueOf((char) ('A' + version % 26));
    return version == 0 ? "" : version < 26 ? last : letters(version / 26) + last;
  }

  /** Turns {@code REPL.$JShell$7B$Shop$Basket} into the learner's {@code Shop.Basket}. */
  static String asWritten(String className) {
    Matcher around = AROUND.matcher(className);
    return around.lookingAt() ? className.substring(around.end()).replace('$', '.') : className;
  }

  /** Whether two types differ only in the version of a learner's class. */
  static boolean areVersionsOfOne(String type, String other) {
    return !type.equals(other) && withoutVersion(type).equals(withoutVersion(other));
  }

  private static String withoutVersion(String type) {
    return SNIPPET.matcher(type).replaceAll("snippet $1");
  }

  /** Whether it's a variable in which JShell keeps a bare line's value, or something inside one. */
  static boolean isHidden(String name) {
    return HIDDEN.matcher(name).matches();
  }
}
