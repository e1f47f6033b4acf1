package weakrefs.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import weakrefs.lab.FiveCollectors;

/** A file of measurements, with what a reader has to know about the JVM that they were made in. */
final class Results {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private Results() {}

  /** {@code jdk}, such as 17; {@code jdkVersion}; {@code collector}; {@code processors}. */
  static Map<String, Object> ofThisJvm() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("jdk", Runtime.version().feature());
    facts.put("jdkVersion", Runtime.version().toString());
    facts.put("collector", FiveCollectors.ofThisJvm());
    facts.put("processors", Runtime.getRuntime().availableProcessors());
    facts.put("heapBytes", Runtime.getRuntime().maxMemory());
    return facts;
  }

  /** Writes the file, and says where it is. */
  static void write(Path file, Map<String, Object> results) throws IOException {
    Files.writeString(file, JSON.writeValueAsString(results) + "\n");
    System.out.println("wrote " + file);
  }

  static ObjectMapper json() {
    return JSON;
  }
}
