package weakrefs.exercise;

import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;

/**
 * String literals, small boxed numbers, and whatever else Java hands out again and again, so that
 * no collection takes it.
 */
final class KeptByJava {
  /** Methods without parameters that may return the same object each time. */
  private static final Set<String> NAMES_OF_MAKERS = Set.of("of", "empty");

  private KeptByJava() {}

  /** An interned string can't be told from a literal, so it counts, even if nothing keeps it. */
  static boolean isKept(Object referent) {
    return referent instanceof String s
            && s == new String(s).intern() // a copy, because s itself might get in
        || referent instanceof Byte
        || referent instanceof Short n && Short.valueOf(n.shortValue()) == n
        || referent instanceof Integer n && Integer.valueOf(n.intValue()) == n
        || referent instanceof Long n && Long.valueOf(n.longValue()) == n
        || referent instanceof Boolean
        || referent instanceof Character c && Character.valueOf(c.charValue()) == c
        || referent instanceof Enum
        || referent instanceof Class
        || isLambdaWithoutVariables(referent)
        || isConstantOfTheJdk(referent);
  }

  /** The JDK makes it once, and its line of code keeps it (JLS 15.27.4 leaves that open). */
  private static boolean isLambdaWithoutVariables(Object referent) {
    Class<?> type = referent.getClass();
    return type.isHidden() && type.getDeclaredFields().length == 0;
  }

  /** {@code Duration.ZERO}, {@code List.of()}, {@code Optional.empty()} and the like. */
  private static boolean isConstantOfTheJdk(Object referent) {
    Set<Class<?>> types = new HashSet<>(Set.of(Collections.class));
    addTypes(referent.getClass(), types);
    return types.stream()
        .filter(type -> type.getModule().isNamed() && Modifier.isPublic(type.getModifiers()))
        .anyMatch(type -> isConstantOf(type, referent));
  }

  private static void addTypes(Class<?> type, Set<Class<?>> types) {
    if (type != null && types.add(type)) {
      addTypes(type.getSuperclass(), types);
      Arrays.stream(type.getInterfaces()).forEach(i -> addTypes(i, types));
    }
  }

  private static boolean isConstantOf(Class<?> type, Object referent) {
    try {
      for (Field field : type.getFields()) {
        if (isStaticAndGives(field.getType(), field, referent) && field.get(null) == referent) {
          return true;
        }
      }
      for (Method method : type.getMethods()) {
        if (NAMES_OF_MAKERS.contains(method.getName())
            && method.getParameterCount() == 0
            && isStaticAndGives(method.getReturnType(), method, referent)
            && method.invoke(null) == referent) {
          return true;
        }
      }
    } catch (ReflectiveOperationException | LinkageError e) {
      // Its package isn't exported, so nobody got the constant from there.
    }
    return false;
  }

  private static boolean isStaticAndGives(Class<?> result, Member member, Object referent) {
    return Modifier.isStatic(member.getModifiers()) && result.isInstance(referent);
  }

  static String kind(Object referent) {
    if (referent instanceof String) {
      return "a string literal";
    }
    if (referent instanceof Enum) {
      return "an enum constant";
    }
    if (referent instanceof Class) {
      return "a class";
    }
    if (isLambdaWithoutVariables(referent)) {
      return "a lambda that uses no variable";
    }
    boolean isBoxed =
        MethodType.methodType(referent.getClass()).unwrap().returnType().isPrimitive();
    return isBoxed ? "a boxed value" : "a constant of Java's own";
  }
}
