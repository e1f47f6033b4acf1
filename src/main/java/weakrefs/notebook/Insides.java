package weakrefs.notebook;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;
import jdk.jshell.JShell;

/**
 * What a kernel has in its private fields. It takes reflection, because no registry has the classes
 * to compile against.
 */
final class Insides {
  private Insides() {}

  /**
   * The JShell that runs the cells. In JJava it's in the kernel itself, in IJava in the kernel's
   * evaluator.
   */
  static Optional<JShell> shell(Object kernel) {
    return find(kernel, 2, JShell.class::isInstance).map(JShell.class::cast);
  }

  /**
   * Makes the kernel wait for a reader that's slower than the cell. The way both kernels set up
   * their socket, it drops everything beyond a thousand messages (ZeroMQ's high-water mark):
   * printed lines, and the news that the cell has ended, which JupyterLab then waits for forever.
   *
   * <p>If a kernel is built differently from what we know, nothing happens.
   *
   * @param commManager the kernel's, which knows the socket; may be null
   * @return whether it waits now
   */
  static boolean waitForSlowReaders(Object commManager) {
    try {
      Object socket = find(commManager, 1, Insides::canWait).orElseThrow();
      synchronized (socket) { // as the kernel does, for each message
        return (boolean)
            socket.getClass().getMethod("setXpubNoDrop", boolean.class).invoke(socket, true);
      }
    } catch (ReflectiveOperationException | RuntimeException e) {
      return false;
    }
  }

  private static boolean canWait(Object socket) {
    return Arrays.stream(socket.getClass().getMethods())
        .anyMatch(method -> method.getName().equals("setXpubNoDrop"));
  }

  /** Looks in the fields, and in those of the fields' values, down to this depth. */
  private static Optional<Object> find(Object owner, int depth, Predicate<Object> wanted) {
    for (Class<?> c = owner.getClass();
        c != null && !c.getModule().isNamed();
        c = c.getSuperclass()) {
      for (Field field : c.getDeclaredFields()) {
        Object value = Modifier.isStatic(field.getModifiers()) ? null : value(field, owner);
        if (value != null) {
          Optional<Object> found =
              wanted.test(value)
                  ? Optional.of(value)
                  : depth > 1 ? find(value, depth - 1, wanted) : Optional.empty();
          if (found.isPresent()) {
            return found;
          }
        }
      }
    }
    return Optional.empty();
  }

  /**
   * What a kernel's object has of this type in one of its private fields.
   *
   * @throws IllegalStateException if there's none
   */
  static <T> T part(Object owner, Class<T> type) {
    return find(owner, 1, type::isInstance)
        .map(type::cast)
        .orElseThrow(() -> new IllegalStateException("this kernel is built differently"));
  }

  /** The field's value; null if it's null or can't be read. */
  private static Object value(Field field, Object owner) {
    try {
      field.setAccessible(true);
      return field.get(owner);
    } catch (IllegalAccessException | RuntimeException e) {
      return null;
    }
  }
}
