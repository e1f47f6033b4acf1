package weakrefs.lab;

import java.lang.reflect.RecordComponent;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an experiment's JVM says: each line is a record, its name and what it holds, such as {@code
 * Look 12.5 120 true}. The JVM says records, and whoever started it hears the same records again.
 *
 * <p>They hold numbers, booleans and text; only the last one of them may have spaces.
 */
final class Lines<T> {
  private final Map<String, Class<?>> kinds;
  private final Consumer<? super T> ear;
  private volatile boolean areWhole;

  /** Said by itself when all the work is done. */
  private record Done() {}

  /**
   * @param kind a record, or a sealed interface of records
   * @param ear is told each record that was said
   */
  Lines(Class<T> kind, Consumer<? super T> ear) {
    this.kinds =
        (kind.isSealed() ? Stream.of(kind.getPermittedSubclasses()) : Stream.of(kind))
            .collect(Collectors.toMap(Class::getSimpleName, Function.identity()));
    this.ear = ear;
  }

  /** To be called by a child's main method: does the work, and says so when it is done. */
  static void untilDone(Runnable work) {
    Child.untilParentEnds(() -> sayWhenDone(work));
  }

  static void sayWhenDone(Runnable work) {
    work.run();
    say(new Done());
  }

  /** Says this to whoever started this JVM. */
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

  /** Whether this line is one of these, or says that the work is done. */
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
      @SuppressWarnings("unchecked") // kinds has nothing else
      T said = (T) kind.getDeclaredConstructors()[0].newInstance(values);
      ear.accept(said);
      return true;
    } catch (IndexOutOfBoundsException | NumberFormatException e) {
      return false; // cut short by a sudden end
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
