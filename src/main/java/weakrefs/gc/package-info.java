/**
 * Garbage collections: ask for one, wait for what it should do, and watch them pass.
 *
 * <p>A collection is never slept for. {@link weakrefs.gc.GarbageCollector} waits for a condition,
 * up to a deadline, and its failure says what was awaited, for how long, and who may still hold it,
 * as far as a {@link weakrefs.gc.Witness} knows.
 *
 * <p>No parameter may be null unless it says so, and no method returns null.
 */
package weakrefs.gc;
