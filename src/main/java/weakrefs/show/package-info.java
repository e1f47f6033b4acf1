/**
 * What a value looks like in a notebook, said without any kernel: {@link weakrefs.show.Showable}
 * values know their {@link weakrefs.show.View}.
 *
 * <p>No parameter may be null, and no method returns null.
 */
package weakrefs.show;
