package weakrefs.notebook;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Optional;
import jdk.jshell.JShell;

/**
 * Finds a kernel's JShell by its fields: the classes that have it are on no registry to compile
 * against. JJava's kernel has it itself, IJava's has an evaluator that has it.
 */
final class Shells {
  private Shells() {}

  static Optional<JShell> of(Object kernel) {
    return in(kernel, 2);
  }

  private static Optional<JShell> in(Object owner, int depth) {
    for (Class<?> c = owner.getClass();
        c != null && !c.getModule().isNamed();
        c = c.getSuperclass()) {
      for (Field field : c.getDeclaredFields()) {
        Optional<JShell> found =
            Modifier.isStatic(field.getModifiers()) || field.getType().isPrimitive()
                ? Optional.empty()
                : in(field, owner, depth);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<JShell> in(Field field, Object owner, int depth) {
    try {
      field.setAccessible(true);
      Object value = field.get(owner);
      if (value instanceof JShell shell) {
        return Optional.of(shell);
      }
      return value == null || depth == 1 ? Optional.empty() : in(value, depth - 1);
    } catch (IllegalAccessException | RuntimeException e) {
      return Optional.empty();
    }
  }
}
