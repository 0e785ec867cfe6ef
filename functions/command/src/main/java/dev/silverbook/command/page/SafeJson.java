package dev.silverbook.command.page;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * JSON that can stand inside a script element of a page, whatever its texts say: nothing in it ends
 * the element, starts a comment or is a line end to a script.
 */
final class SafeJson {

  private SafeJson() {}

  /** Maps, lists, texts, numbers and flags; nulls are kept. */
  static String of(Object document) {
    try {
      return escaped(JSON.std.with(JSON.Feature.WRITE_NULL_PROPERTIES).asString(document));
    } catch (IOException e) {
      throw new UncheckedIOException("writing JSON to memory", e);
    }
  }

  /** Outside texts JSON has none of these characters, so that only texts change their spelling. */
  private static String escaped(String json) {
    StringBuilder safe = new StringBuilder(json.length() + 64);
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      switch (c) {
        case '<', '>', '&', '\u2028', '\u2029' ->
            safe.append("\\u").append(String.format("%04x", (int) c));
        default -> safe.append(c);
      }
    }
    return safe.toString();
  }
}
