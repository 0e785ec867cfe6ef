package dev.silverbook.features;

import java.io.IOException;

/** Receives the rows of a partition's datasets. */
public interface RowSink {

  /**
   * Takes a row.
   *
   * @param dataset whose schema {@code row} follows
   * @param part bars: which of the configured kinds, from 0; the file holds kind after kind. 0 for
   *     every other dataset
   * @param row reused by the caller; what is kept must be copied
   */
  void row(Dataset dataset, int part, FeatureRow row) throws IOException;
}
