package dev.silverbook.pipeline.json;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;

/** JSON in one line. */
public final class CompactJson {

  private CompactJson() {}

  /** Maps, lists, texts, numbers and flags; entries whose value is null are left out. */
  public static String of(Object document) {
    try {
      return JSON.std.asString(document);
    } catch (IOException e) {
      throw new UncheckedIOException("writing JSON to memory", e);
    }
  }
}
