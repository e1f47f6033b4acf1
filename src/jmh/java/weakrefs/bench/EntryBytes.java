package weakrefs.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jol.info.GraphLayout;
import weakrefs.bench.Contestant.Key;
import weakrefs.bench.Contestant.Value;

/**
 * How many bytes a cache takes per entry, counted by JOL: what can be reached from a full cache,
 * but not from its keys and values, or from an empty cache of the same kind. So keys and values,
 * which every cache needs, don't count, and neither does what all caches of a kind share; what a
 * cache takes once for itself does.
 *
 * <p>It reports what objects take in this JVM, with its settings. Hash tables double now and then:
 * just before that, an entry takes a few bytes less than just after.
 *
 * <p>Arguments: the JSON file for the result, and the number of entries.
 *
 * <pre>{@code
 * java -Djol.magicFieldOffset=true -Djdk.attach.allowAttachSelf -XX:+EnableDynamicAgentLoading \
 *     --add-exports java.base/jdk.internal.vm.annotation=ALL-UNNAMED \
 *     -cp ... weakrefs.bench.EntryBytes target/bench/bytes.json 100000
 * }</pre>
 */
public final class EntryBytes {
  private static final List<String> CACHES =
      List.of("WeakCache", "Caffeine", "Guava", "WeakHashMap", "ConcurrentHashMap");

  private EntryBytes() {}

  /** Counts, and writes the file. */
  public static void main(String[] arguments) throws IOException {
    int entries = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 100_000;
    Map<String, Double> bytes = new LinkedHashMap<>();
    for (String cache : CACHES) {
      bytes.put(cache, bytesPerEntry(cache, entries));
    }
    Map<String, Object> results = Results.ofThisJvm();
    results.put("entries", entries);
    results.put("bytesPerEntry", bytes);
    Results.write(Path.of(arguments[0]), results);
  }

  static double bytesPerEntry(String cache, int entries) {
    Contestant full = Contestant.of(cache);
    Contestant empty = Contestant.of(cache);
    Value[] held = new Value[entries];
    Key[] keys = new Key[entries];
    for (int i = 0; i < entries; i++) {
      keys[i] = new Key(i);
      held[i] = full.get(keys[i]);
    }
    System.gc(); // nothing moves or goes while it is counted
    long with = GraphLayout.parseInstance(full.root(), empty.root(), held, keys).totalSize();
    long without = GraphLayout.parseInstance(empty.root(), held, keys).totalSize();
    return (with - without) / (double) entries;
  }
}
