/**
 * An ordinary program with a leak in it, for notebook 12: a {@link weakrefs.kiosk.Kiosk} by the
 * library's door, where visitors come and go. It runs in a separate JVM, knows nothing about this
 * course, and can be looked into with whatever a JDK brings.
 *
 * <p>No parameter may be null, and no method returns null.
 */
package weakrefs.kiosk;
