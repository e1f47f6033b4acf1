/**
 * The phone book to play with: press "Collect garbage", and watch real people vanish.
 *
 * <p>No parameter may be null, and no method returns null.
 */
package weakrefs.playground;
