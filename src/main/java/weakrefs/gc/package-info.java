/**
 * Garbage collections: ask for one, wait for what it should do, watch them pass, and ask who keeps
 * an object from being collected.
 *
 * <p>A collection is never slept for. {@link weakrefs.gc.GarbageCollector} waits for a condition,
 * up to a deadline, and its failure says what was awaited, for how long, and who may still hold it.
 *
 * <p>No parameter may be null unless it says so, and no method returns null.
 */
package weakrefs.gc;
