package weakrefs.notebook;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;
import jdk.jshell.JShell;

/**
 * What a kernel has in its fields and gives to nobody: the classes that have it are on no registry
 * to compile against.
 */
final class Insides {
  private Insides() {}

  /** The JShell that runs the cells. JJava's kernel has it itself, IJava's evaluator has it. */
  static Optional<JShell> shell(Object kernel) {
    return find(kernel, 2, JShell.class::isInstance).map(JShell.class::cast);
  }

  /**
   * From now on the kernel waits for a reader that is slower than the cell. As both kernels make
   * their socket, it drops what comes after a thousand messages (ZeroMQ's high-water mark): lines,
   * and the news that the cell has ended, for which JupyterLab then waits forever.
   *
   * <p>Where a kernel is built otherwise than we know it, nothing happens.
   *
   * @param commManager of the kernel, which knows the socket; may be null
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

  /** In a field, or in a field of a field's value, as deep as is asked for. */
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

  /** Null as well where it can't be read. */
  private static Object value(Field field, Object owner) {
    try {
      field.setAccessible(true);
      return field.get(owner);
    } catch (IllegalAccessException | RuntimeException e) {
      return null;
    }
  }
}
