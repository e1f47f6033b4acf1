/**
 * How fast, how small, how reliable: measurements of the library that learners never build or run.
 * Each program measures in its own JVM, with the collector that it was started with, and writes
 * every single measurement to a file as JSON. {@code ./tutorial bench} runs them and computes what
 * they add up to; {@link weakrefs.bench.Pictures} draws it.
 *
 * <p>{@code mvn -Pbench -DskipTests package} builds them; then, on Linux and macOS, {@code java -cp
 * 'target/bench-classes:target/bench-lib/*:target/weak-references.jar' weakrefs.bench.NAME FILE}
 * runs one.
 *
 * <p>No parameter may be null, and no method returns null.
 */
package weakrefs.bench;
