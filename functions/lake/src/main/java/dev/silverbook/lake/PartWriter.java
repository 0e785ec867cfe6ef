package dev.silverbook.lake;

import dev.silverbook.features.FeatureRow;
import java.io.Closeable;
import java.io.IOException;
import java.util.Map;

/** Encodes rows that are made in several parts side by side, part after part. */
public interface PartWriter extends Closeable {

  /**
   * Appends one row to a part; copies what it needs.
   *
   * @param part from 0
   */
  void write(int part, FeatureRow row) throws IOException;

  /** As {@link FeatureWriter#finish}. */
  void finish(Map<String, String> metadata) throws IOException;

  /** As {@link FeatureWriter#close}. */
  @Override
  void close() throws IOException;
}
