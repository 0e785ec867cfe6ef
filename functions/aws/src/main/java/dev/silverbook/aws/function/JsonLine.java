package dev.silverbook.aws.function;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.Map;

/** Writes one JSON object as one line. */
final class JsonLine {

  private JsonLine() {}

  /**
   * In a single write: Lambda makes one log entry of each, and an entry cut in two is no JSON any
   * more.
   */
  static void write(PrintStream out, Map<String, Object> fields) {
    byte[] line;
    try {
      line = (JSON.std.asString(fields) + "\n").getBytes(UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    out.write(line, 0, line.length);
    out.flush();
  }
}
