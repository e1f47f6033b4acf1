package weakrefs.lab;

import java.lang.reflect.RecordComponent;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an experiment's JVM says: each line is a record, with its name and its values, such as
 * {@code Look 12.5 120 true}. The JVM says records, and the JVM that started it hears equal ones.
 *
 * <p>They contain numbers, booleans and strings; only the last value may contain spaces.
 */
final class Lines<T> {
  private final Map<String, Class<?>> kinds;
  private final Consumer<? super T> ear;
  private volatile boolean areWhole;

  /** Says itself, at the end of all the work. */
  private record Done() {}

  /**
   * @param kind a record, or a sealed interface of records
   * @param ear receives each record
   */
  Lines(Class<T> kind, Consumer<? super T> ear) {
    this.kinds =
        (kind.isSealed() ? Stream.of(kind.getPermittedSubclasses()) : Stream.of(kind))
            .collect(Collectors.toMap(Class::getSimpleName, Function.identity()));
    this.ear = ear;
  }

  /** A child's main method calls this: it does the work, and says so when it's done. */
  static void untilDone(Runnable work) {
    Child.untilParentEnds(() -> sayWhenDone(work));
  }

  static void sayWhenDone(Runnable work) {
    work.run();
    say(new Done());
  }

  /** Says this to the JVM that started this one. */
  static void say(Record record) {
    StringBuilder line = new StringBuilder(record.getClass().getSimpleName());
    try {
      for (RecordComponent part : record.getClass().getRecordComponents()) {
        line.append(' ').append(part.getAccessor().invoke(record));
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(record.toString(), e);
    }
    System.out.println(line);
  }

  /** Whether this line is one of these records, or says that the work is done. */
  boolean understand(String line) {
    if (line.equals(Done.class.getSimpleName())) {
      areWhole = true;
      return true;
    }
    Class<?> kind = kinds.get(line.split(" ", 2)[0]);
    if (kind == null) {
      return false;
    }
    RecordComponent[] parts = kind.getRecordComponents();
    String[] words = line.split(" ", 1 + parts.length);
    Object[] values = new Object[parts.length];
    try {
      for (int i = 0; i < parts.length; i++) {
        values[i] = value(parts[i].getType(), words[i + 1]);
      }
      @SuppressWarnings("unchecked") // kinds contains nothing else
      T said = (T) kind.getDeclaredConstructors()[0].newInstance(values);
      ear.accept(said);
      return true;
    } catch (IndexOutOfBoundsException | NumberFormatException e) {
      return false; // cut off by a sudden end
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(line, e);
    }
  }

  private static Object value(Class<?> type, String word) {
    return switch (type.getName()) {
      case "int" -> Integer.valueOf(word);
      case "long" -> Long.valueOf(word);
      case "double" -> Double.valueOf(word);
      case "boolean" -> Boolean.valueOf(word);
      default -> word;
    };
  }

  /** Whether all the work was done. */
  boolean areWhole() {
    return areWhole;
  }
}
