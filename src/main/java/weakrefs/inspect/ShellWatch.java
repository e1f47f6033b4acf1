package weakrefs.inspect;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import jdk.jshell.Diag;
import jdk.jshell.JShell;
import jdk.jshell.PersistentSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;
import jdk.jshell.SnippetEvent;
import jdk.jshell.VarSnippet;

/**
 * Looks after the variables that JShell compiles again although nobody has run their cells: an
 * import with {@code *} makes it look at every line again, and a changed class at every line whose
 * type names it. A kernel's JShell can't replace a class in place, so such a variable gets a new
 * field, without its value (see {@code Unit.doRedefines} and {@code SnippetMaps.getDependents} in
 * the JDK's sources). The {@code jshell} console can, so nothing is lost there. Here the variable
 * gets its value back if that still fits its type. Otherwise the learner is told, in the very cell
 * that did it.
 *
 * <p>It sees only what happens after {@link #start}. The values stay in JShell's own old classes.
 */
public final class ShellWatch {
  /** The compiler's own name for "reference to List is ambiguous", in any language. */
  private static final String AMBIGUOUS = "compiler.err.ref.ambiguous";

  private final JShell shell;
  private final Consumer<String> tell;

  /** Which field has a variable's value, as far as we've seen. */
  private final Map<String, Field> latest = new HashMap<>();

  /** One sentence is enough for an import that took ten names. */
  private final Set<String> told = new HashSet<>();

  private ShellWatch(JShell shell, Consumer<String> tell) {
    this.shell = shell;
    this.tell = tell;
  }

  /**
   * Looks after this JShell's variables from now on. Call it from a cell, so that they can be
   * found.
   *
   * @param shell one that runs its cells in this JVM
   * @param tell is given a sentence for the learner
   */
  public static void start(JShell shell, Consumer<String> tell) {
    ShellWatch watch = new ShellWatch(shell, tell);
    shell.variables().forEach(variable -> watch.learn(variable.name()));
    shell.onSnippetEvent(watch::hear);
  }

  private void learn(String name) {
    List<Field> fields = Variables.named(name);
    if (!fields.isEmpty()) {
      latest.put(name, fields.get(fields.size() - 1));
    }
  }

  /** Runs in JShell's thread, which mustn't end because of us. */
  private void hear(SnippetEvent event) {
    try {
      if (event.causeSnippet() != null) {
        becauseOfAnother(event);
      } else if (event.snippet() instanceof VarSnippet variable) {
        if (event.previousStatus() == Status.NONEXISTENT) {
          latest.remove(variable.name());
        } else {
          learn(variable.name()); // declared again
        }
      }
    } catch (RuntimeException | LinkageError e) {
      // Then the variable stays as JShell left it.
    }
  }

  private void becauseOfAnother(SnippetEvent event) {
    if (event.status().isDefined()) {
      if (event.snippet() instanceof VarSnippet variable) {
        giveBack(variable.name());
      }
    } else if (event.previousStatus().isDefined() && event.status() != Status.OVERWRITTEN) {
      tellOfTheLost(event);
    }
  }

  private void giveBack(String name) {
    List<Field> fields = Variables.named(name);
    if (fields.size() < 2) {
      return;
    }
    Field now = fields.get(fields.size() - 1);
    Optional<Field> before =
        Optional.ofNullable(latest.put(name, now))
            // It was never declared again, so only one of the older ones has ever had a value.
            .or(() -> fields.stream().filter(field -> !isEmpty(field)).findFirst());
    if (before.isEmpty() || before.get().equals(now) || isEmpty(before.get())) {
      return;
    }
    if (Variables.typeOf(now).equals(Variables.typeOf(before.get()))) {
      Variables.copy(before.get(), now);
    } else if (!CellClasses.isHidden(name)) {
      tell.accept(ResetVariables.inWords(List.of(name)));
    }
  }

  /** Null, or the zero of a primitive type. */
  private static boolean isEmpty(Field field) {
    Object empty = Array.get(Array.newInstance(field.getType(), 1), 0);
    return Variables.read(field, null).equals(Optional.ofNullable(empty));
  }

  private void tellOfTheLost(SnippetEvent event) {
    Snippet lost = event.snippet();
    String name = lost instanceof PersistentSnippet named ? named.name() : lost.source();
    String cause = event.causeSnippet().source().strip();
    Optional<Diag> ambiguous =
        shell.diagnostics(lost).filter(d -> d.getCode().equals(AMBIGUOUS)).findFirst();
    if (ambiguous.isEmpty()) {
      tell.accept(
          "Since “%s” JShell can't use %s anymore, because its line no longer compiles. Run the cell that makes it again."
              .formatted(cause, name));
      return;
    }
    int start = (int) ambiguous.get().getStartPosition();
    String type = lost.source().substring(start, (int) ambiguous.get().getEndPosition());
    if (told.add(cause + type)) {
      List<Field> fields = Variables.named(name);
      Class<?> meant = fields.isEmpty() ? Object.class : fields.get(0).getType();
      tell.accept(
          "“%s” gave %s a second meaning, so JShell no longer knows what you declared with it, such as %s. Import the %s that you mean by its full name%s and it's back."
              .formatted(
                  cause,
                  type,
                  name,
                  type,
                  meant.getSimpleName().equals(type)
                      ? ", such as “import " + meant.getName() + ";”,"
                      : ""));
    }
  }
}
