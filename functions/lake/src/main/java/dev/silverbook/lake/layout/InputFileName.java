package dev.silverbook.lake.layout;

import java.util.Locale;
import java.util.regex.Pattern;

/** Which files are inputs, by their names alone. */
public final class InputFileName {

  private static final String USUAL = ".parquet";

  private static final Pattern INPUT =
      Pattern.compile(
          ".+\\.(parquet|parq|pqt|pq)(\\.(snappy|gz|gzip|zst|zstd|lz4|br|brotli|uncompressed))?");

  private InputFileName() {}

  /**
   * Whether a file is Parquet by its suffix, in any case: {@code .parquet}, {@code .parq}, {@code
   * .pq}, {@code .pqt}, also with a codec before or after.
   *
   * @param key a name or a whole key
   */
  public static boolean isInput(String key) {
    int stem = key.length() - USUAL.length();
    if (key.endsWith(USUAL) && stem > 0 && key.charAt(stem - 1) != '/') {
      return true;
    }
    return INPUT
        .matcher(key.substring(key.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT))
        .matches();
  }
}
