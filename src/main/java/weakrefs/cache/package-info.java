/**
 * Three caches that differ in one thing: how they refer to what they've loaded.
 *
 * <table>
 *   <caption>The same cache three times</caption>
 *   <tr><th>cache</th><th>refers to a value</th><th>so</th></tr>
 *   <tr><td>{@link weakrefs.cache.StrongCache}</td><td>strongly</td><td>keeps each one forever</td></tr>
 *   <tr><td>{@link weakrefs.cache.SoftCache}</td><td>softly</td><td>keeps them while there's room</td></tr>
 *   <tr><td>{@link weakrefs.cache.WeakCache}</td><td>weakly</td><td>keeps none: it only knows where
 *       they are</td></tr>
 * </table>
 *
 * <p>Keys, values and loaders are never null: a null is refused with a {@link
 * java.lang.NullPointerException} that says which one it was, and the cache stays as it was.
 */
package weakrefs.cache;
