package weakrefs.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PicturesTest {
  @TempDir Path folder;

  @Test
  void theTitleOfWaitingSaysWhatWasMeasured() throws IOException {
    write(
        "waiting-17-G1.json",
        """
        {"jdk": 17, "collector": "G1", "trials": 3,
         "ways": {"bare": [2000000, 9000000, 1000000], "ours": [2100000, 2200000, 2100000],
                  "collect": [2000000], "guava": [3000000]},
         "missed": {"bare": 0, "ours": 1, "collect": 0, "guava": 0}}
        """);

    JsonNode waiting = draw().get("waiting");

    assertThat(waiting.get("title").asText())
        .isEqualTo("awaitCleared takes 1.05 times as long as a bare System.gc(), Guava 1.50");
    assertThat(waiting.get("caption").asText()).endsWith("awaitCleared missed 1 of 3.");
    assertThat(folder.resolve("waiting.png")).isNotEmptyFile();
  }

  /** An operation of churn is as many look-ups as there are keys. */
  @Test
  void cachesAreComparedWithTheBestOther() throws IOException {
    write(
        "caches-1.json",
        "["
            + run("hit", "WeakCache", "[[90, 80], [100, 92]]")
            + ","
            + run("hit", "ConcurrentHashMap", "[[100]]")
            + ","
            + run("hit", "Guava", "[[30]]")
            + ","
            + run("hit", "Caffeine", "[[20]]")
            + ","
            + run("churn", "WeakCache", "[[4000]]")
            + ","
            + run("churn", "Guava", "[[5000]]")
            + "]");

    JsonNode pictures = draw();

    assertThat(pictures.at("/caches-hit/title").asText())
        .isEqualTo("WeakCache’s hits: 0.91 of a ConcurrentHashMap, 3.03 of the best other");
    assertThat(pictures.at("/caches-churn/title").asText())
        .isEqualTo("WeakCache’s churn: 0.80 of the best other");
    assertThat(pictures.at("/caches-churn/caption").asText()).contains("1,000 × 1 4.00");
  }

  private static String run(String work, String cache, String raw) {
    return """
        {"benchmark": "weakrefs.bench.CacheBenchmark.%s", "threads": 1,
         "params": {"cache": "%s", "keys": "1000"}, "primaryMetric": {"rawData": %s}}
        """
        .formatted(work, cache, raw);
  }

  private void write(String name, String json) throws IOException {
    Files.writeString(folder.resolve(name), json);
  }

  private JsonNode draw() throws IOException {
    Pictures.main(new String[] {folder.toString(), folder.toString()});
    return Results.json().readTree(folder.resolve("pictures.json").toFile());
  }
}
