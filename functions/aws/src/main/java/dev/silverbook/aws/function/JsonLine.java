package dev.silverbook.aws.function;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.silverbook.pipeline.json.CompactJson;
import java.io.PrintStream;
import java.util.Map;

/** Writes one JSON object as one line. */
final class JsonLine {

  private JsonLine() {}

  /**
   * In a single write: Lambda makes one log entry of each, and an entry cut in two is no JSON any
   * more.
   */
  static void write(PrintStream out, Map<String, Object> fields) {
    byte[] line = (CompactJson.of(fields) + "\n").getBytes(UTF_8);
    out.write(line, 0, line.length);
    out.flush();
  }
}
