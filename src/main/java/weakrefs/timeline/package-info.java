/**
 * What happens to a cache over time, as a Tablesaw table: {@link weakrefs.timeline.Timeline}
 * watches caches while some work is done, and records how many entries they hold, how many values
 * are still there, the used heap, and each garbage collection. {@link weakrefs.timeline.HitRates}
 * counts how often they find what they're asked for.
 *
 * <p>No parameter may be null, and no method returns null.
 */
package weakrefs.timeline;
