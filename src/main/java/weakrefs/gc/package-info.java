/**
 * Garbage collections: ask for one, wait for what it should do, and watch them go by.
 *
 * <p>Nothing here sleeps and hopes for a collection. {@link weakrefs.gc.GarbageCollector} waits for
 * a condition, up to a deadline. If that fails, it says what it waited for, how long, and who may
 * still hold the object, as far as a {@link weakrefs.gc.Witness} knows.
 *
 * <p>No parameter may be null unless it says so, and no method returns null.
 */
package weakrefs.gc;
