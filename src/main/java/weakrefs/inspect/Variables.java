package weakrefs.inspect;

import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The variables of the JShell running this: public static fields of its {@link CellClasses}, old
 * ones included.
 */
final class Variables {
  private Variables() {}

  /** One that isn't null. */
  record Variable(String name, Object value) {}

  /** All variables that aren't null, in order; several old ones may share a name. */
  static List<Variable> all() {
    List<Variable> variables = new ArrayList<>();
    for (List<Class<?>> versions : CellClasses.all()) {
      for (int i = 0; i < versions.size(); i++) {
        boolean replaced = i < versions.size() - 1;
        collectStatics(versions.get(i), "", replaced, variables);
      }
    }
    return variables;
  }

  private static void collectStatics(
      Class<?> holder, String prefix, boolean replaced, List<Variable> variables) {
    in(holder)
        .forEach(
            field -> {
              String type = field.getType().getSimpleName();
              String old = replaced ? " (the old one, a " + type + ")" : "";
              read(field, null)
                  .map(value -> new Variable(prefix + field.getName() + old, value))
                  .ifPresent(variables::add);
            });
    for (Class<?> declared : holder.getDeclaredClasses()) {
      collectStatics(declared, prefix + declared.getSimpleName() + ".", replaced, variables);
    }
  }

  /** A class's static fields that may hold an object. */
  static Stream<Field> in(Class<?> holder) {
    return Arrays.stream(holder.getDeclaredFields())
        .filter(field -> Modifier.isStatic(field.getModifiers()))
        .filter(field -> !field.isSynthetic() && !field.getType().isPrimitive());
  }

  /** The variable with this name and its predecessors, oldest first. */
  static List<Field> named(String name) {
    return CellClasses.latest(first -> named(name, first).isPresent()).stream()
        .flatMap(version -> named(name, version).stream())
        .toList();
  }

  private static Optional<Field> named(String name, Class<?> snippet) {
    return Arrays.stream(snippet.getDeclaredFields())
        .filter(field -> field.getName().equals(name) && Modifier.isStatic(field.getModifiers()))
        .findFirst();
  }

  /** A field's type, with its type arguments and the versions of a learner's classes. */
  static String typeOf(Field field) {
    return field.getGenericType().getTypeName();
  }

  /** Gives one variable the value of another. */
  static void copy(Field from, Field to) {
    try {
      from.setAccessible(true);
      to.setAccessible(true);
      to.set(null, from.get(null));
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e); // can't happen after setAccessible
    }
  }

  /** What a field holds; also empty if it can't be read. */
  static Optional<Object> read(Field field, Object owner) {
    try {
      field.setAccessible(true);
      return Optional.ofNullable(field.get(owner));
    } catch (IllegalAccessException | InaccessibleObjectException | LinkageError e) {
      return Optional.empty();
    }
  }
}
