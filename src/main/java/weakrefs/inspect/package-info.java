/**
 * Looking into a running program: who holds an object, who observes it, which class grows, and how
 * Java itself reaches what doesn't go away.
 *
 * <p>{@link weakrefs.inspect.Inspector} searches the variables of the notebook, {@link
 * weakrefs.inspect.Histogram} counts the objects of each class, and {@link
 * weakrefs.inspect.RootPath} asks the flight recorder. How JShell keeps its variables is known in
 * this package alone. It knows {@code weakrefs.gc}, which learns from {@link
 * weakrefs.inspect.NotebookWitness} what can be seen from here.
 *
 * <p>No parameter may be null unless it says so, and no method returns null.
 */
package weakrefs.inspect;
