package dev.silverbook.lake.internal.write;

import dev.silverbook.features.FeatureRow;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.format.ColumnChunk;

/** Collects a column of booleans. */
final class FlagBuffer extends ColumnBuffer {

  private final OutputColumn column;
  private final int slot;
  private byte[] codes = new byte[1024];
  private int rows;

  FlagBuffer(OutputColumn column, int slot) {
    this.column = column;
    this.slot = slot;
  }

  @Override
  void append(FeatureRow row) {
    if (rows == codes.length) {
      codes = Arrays.copyOf(codes, 2 * rows);
    }
    codes[rows++] = row.labels()[slot];
  }

  @Override
  void flush(int rowCount, PageEncoder encoder, List<ColumnChunk> chunks) throws IOException {
    chunks.add(encoder.flags(column, codes, rows));
    rows = 0;
  }
}
