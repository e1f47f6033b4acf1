/**
 * Looking into a running program: who holds an object, who observes it, which class grows, and how
 * the JVM itself reaches an object that stays.
 *
 * <p>{@link weakrefs.inspect.Inspector} searches the notebook's variables, {@link
 * weakrefs.inspect.Histogram} counts the objects of each class, and {@link
 * weakrefs.inspect.RootPath} reads heap dumps and flight recordings of any program. Only this
 * package knows how JShell keeps its variables. It uses {@code weakrefs.gc}, which learns from
 * {@link weakrefs.inspect.NotebookWitness} what can be seen from here.
 *
 * <p>No parameter may be null unless it says so, and no method returns null.
 */
package weakrefs.inspect;
