/**
 * What a value looks like in a notebook, whatever its kernel: a {@link weakrefs.show.Showable}
 * value knows its {@link weakrefs.show.View}.
 *
 * <p>No parameter may be null, and no method returns null.
 */
package weakrefs.show;
