/**
 * What answers a click in a notebook: a {@link weakrefs.widget.Live} value says which {@link
 * weakrefs.widget.Widget widgets} to draw now, and is asked again after each click. Neither knows a
 * kernel; {@code weakrefs.notebook} brings them to the page.
 *
 * <p>No parameter may be null, and no method returns null.
 */
package weakrefs.widget;
