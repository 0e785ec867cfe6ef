package dev.silverbook.command.terminal;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;

/** JSON for machines that read a command's output. */
public final class JsonText {

  private static final JSON PRETTY = JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT);

  private JsonText() {}

  /** Maps, lists, texts, numbers and flags as an indented document. */
  public static String of(Object document) {
    return text(PRETTY, document);
  }

  /** The same on one line, where several documents follow each other. */
  public static String line(Object document) {
    return text(JSON.std, document);
  }

  private static String text(JSON json, Object document) {
    try {
      return json.asString(document);
    } catch (IOException e) {
      throw new UncheckedIOException("writing JSON to memory", e);
    }
  }
}
