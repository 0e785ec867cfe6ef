package dev.silverbook.lake.internal.write;

import dev.silverbook.features.FeatureRow;
import java.io.IOException;
import java.util.List;
import org.apache.parquet.format.ColumnChunk;

/** Collects one logical column of a row group, then encodes it. */
abstract class ColumnBuffer {

  /** Appends the column's value of {@code row}. */
  abstract void append(FeatureRow row);

  /** Bytes held for values whose number varies by row; 0 for the others. */
  long variableBytes() {
    return 0;
  }

  /**
   * Encodes the first {@code rows} rows, writes them and forgets them.
   *
   * @param chunks receives one entry per leaf
   */
  abstract void flush(int rows, PageEncoder encoder, List<ColumnChunk> chunks) throws IOException;
}
