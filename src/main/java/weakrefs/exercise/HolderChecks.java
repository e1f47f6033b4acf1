package weakrefs.exercise;

import static weakrefs.exercise.Verdict.correct;
import static weakrefs.exercise.Verdict.notAttempted;
import static weakrefs.exercise.Verdict.notYet;

import java.lang.invoke.MethodType;
import java.lang.ref.WeakReference;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import weakrefs.gc.CollectionLog;
import weakrefs.gc.GarbageCollector;
import weakrefs.gc.GcTimeoutException;
import weakrefs.inspect.Finding;
import weakrefs.inspect.Inspector;

/** Notebooks 01 and 02: who holds what. */
final class HolderChecks {
  /** Methods without parameters that may give the same object each time. */
  private static final Set<String> NAMES_OF_MAKERS = Set.of("of", "empty");

  /** What was still there at the last check, though no variable held it; and what came after. */
  private static WeakReference<Object> lastLeft = new WeakReference<>(null);

  private static CollectionLog sinceThen;

  private HolderChecks() {}

  static Verdict three(Finding holders) {
    List<String> names = holders == null ? List.of() : holders.names();
    if (names.size() <= 1) {
      return notAttempted("So far, only one variable holds the book. Add two more holders.");
    }
    if (!holders.isOfHolders()) {
      return notYet("These only know where the book is. Ask whoHolds(...) who holds it.");
    }
    List<String> hidden = hidden(names);
    if (!hidden.isEmpty()) {
      return notYet(
          "%s is a hidden holder, because JShell keeps the value of a bare line. Put the book into a variable, a list or an array instead, and start over with a new book.",
          String.join(", ", hidden));
    }
    if (names.size() != 3) {
      return notYet("%d variables hold it: %s.", names.size(), String.join(", ", names));
    }
    if (names.stream().noneMatch(name -> name.matches(".*[\\[.].*"))) {
      return notYet(
          "Three variables hold it, but all of them do so directly. Let a list or an array hold it too.");
    }
    return correct("%s hold it.", inWords(names));
  }

  static Verdict allReturned(Loan loan) {
    if (loan == null || loan.book == null) {
      return notAttempted("There's no loan yet. Run the cell above first.");
    }
    List<String> names = Inspector.whoHolds(loan.book.get()).names();
    if (!names.isEmpty()) {
      String holders = inWords(names);
      if (!hidden(names).isEmpty()) {
        return notYet(
            "%s is a hidden holder: a bare line such as pile.remove(0) returns the book, and JShell keeps it. Run the cell that lends Emma once more, and use pile.clear().",
            inWords(hidden(names)));
      }
      if (names.size() < 3) {
        return notYet("“%s” is still held by %s.", loan.title, holders);
      }
      return loan.wasCollectionAskedFor()
          ? notYet(
              "There was a collection, but it takes only what nobody holds. “%s” is still held by %s.",
              loan.title, holders)
          : notAttempted("“%s” is held by %s.".formatted(loan.title, holders));
    }
    try {
      GarbageCollector.awaitCleared(loan.book);
    } catch (GcTimeoutException e) {
      return notYet(
          "A collection came by, and the book is still there. %s",
          Inspector.whoHolds(loan.book.get()));
    }
    loan.close();
    return correct("Nobody held “%s” anymore, so a collection took it.", loan.title);
  }

  static Verdict cleared(WeakReference<?> reference) {
    if (reference == null) {
      return notAttempted("Make a new book, and a weak reference to it.");
    }
    return goneOrWhyNot(reference);
  }

  static Verdict unstuck(WeakReference<?> reference) {
    if (reference == null) {
      return notAttempted("There's no reference yet. Run the whole cell, from its first line.");
    }
    Object referent = reference.get();
    if (referent != null && Inspector.whoHolds(referent).names().equals(List.of("favourites[0]"))) {
      return notAttempted("The book is still there. Who holds it? Ask whoHolds(stuck.get()).");
    }
    return goneOrWhyNot(reference);
  }

  /** Doesn't collect: that is the learner's part. */
  private static Verdict goneOrWhyNot(WeakReference<?> reference) {
    Object referent = reference.get();
    if (referent == null) {
      return correct("The reference finds nothing anymore, so get() returns null.");
    }
    if (isKeptByTheJvm(referent)) {
      return notYet(
          "The referent is %s. Java itself keeps those for later use, so it may never be collected. Use a new object, such as new Book(\"Momo\").",
          kind(referent));
    }
    List<String> names = Inspector.whoHolds(referent).names();
    List<String> hidden = hidden(names);
    if (!hidden.isEmpty()) {
      return notYet(
          "%s still holds it: a bare line, such as ref.get() without println, made JShell keep its value. Make a new object and a new reference, and leave the bare line out.",
          inWords(hidden));
    }
    if (!names.isEmpty()) {
      return notYet(
          "%s still %s it, and a collection takes only what nobody holds. Let go of it first.",
          inWords(names), names.size() == 1 ? "holds" : "hold");
    }
    if (hasOutlivedACollection(referent)) {
      return notYet(
          "A collection came by, and it's still there. %s Use a new object, such as new Book(\"Momo\").",
          Inspector.whoHolds(referent));
    }
    return notYet(
        "No variable that I can see holds it anymore, but no collection has looked at it since then. Ask for one with collect(), and check again.");
  }

  /** Whether somebody has asked for a collection since the last time that we were asked this. */
  private static synchronized boolean hasOutlivedACollection(Object referent) {
    if (lastLeft.get() == referent) {
      return sinceThen.collections().stream().anyMatch(c -> c.cause().equals("System.gc()"));
    }
    if (sinceThen != null) {
      sinceThen.close();
    }
    lastLeft = new WeakReference<>(referent);
    sinceThen = CollectionLog.start();
    return false;
  }

  /**
   * Interned strings, small boxed numbers, and whatever else Java hands out again and again. A new
   * string that was interned can't be told from a literal, and stays as well.
   */
  static boolean isKeptByTheJvm(Object referent) {
    return referent instanceof String s
            && s == new String(s).intern() // a copy: it may go in itself
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

  /** Java makes it once, and the line that it stands in keeps it (JLS 15.27.4 leaves that open). */
  private static boolean isLambdaWithoutVariables(Object referent) {
    Class<?> type = referent.getClass();
    return type.isHidden() && type.getDeclaredFields().length == 0;
  }

  /** {@code Duration.ZERO}, {@code List.of()}, {@code Optional.empty()} and their like. */
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
      // In a package that isn't for everybody: then nobody got the constant from there.
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

  static List<String> hidden(List<String> names) {
    return names.stream().filter(Inspector::isHidden).toList();
  }

  /** Such as {@code momo and shelf[0] hold}. */
  static String hold(List<String> names) {
    return inWords(names) + (names.size() == 1 ? " holds" : " hold");
  }

  static String inWords(List<String> names) {
    int last = names.size() - 1;
    return last < 1
        ? String.join("", names)
        : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
  }
}
