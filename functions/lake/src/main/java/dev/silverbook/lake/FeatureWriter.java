package dev.silverbook.lake;

import dev.silverbook.features.FeatureRow;
import java.io.Closeable;
import java.io.IOException;
import java.util.Map;

/** Encodes feature rows. */
public interface FeatureWriter extends Closeable {

  /** Appends one row; copies what it needs. */
  void write(FeatureRow row) throws IOException;

  /**
   * Writes what is buffered and the footer with these key-value pairs. No more rows can follow.
   *
   * @param metadata file metadata, written in iteration order
   */
  void finish(Map<String, String> metadata) throws IOException;

  /**
   * Releases buffers and closes the output. Without a preceding {@link #finish} the bytes written
   * are not a file and must be thrown away.
   */
  @Override
  void close() throws IOException;
}
