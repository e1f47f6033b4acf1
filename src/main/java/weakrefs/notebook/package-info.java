/**
 * The bridge to the kernel that runs the notebook, and the only package that knows one. {@link
 * weakrefs.notebook.Notebook#attach} finds out where it is: in IJava, in JJava, or in a plain
 * console.
 *
 * <p>No parameter may be null, and no method returns null.
 */
package weakrefs.notebook;
