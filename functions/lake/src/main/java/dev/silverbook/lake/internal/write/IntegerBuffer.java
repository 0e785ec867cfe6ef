package dev.silverbook.lake.internal.write;

import dev.silverbook.features.FeatureRow;
import dev.silverbook.features.RawSnapshot;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.format.ColumnChunk;

/** Collects an integer or timestamp column. */
final class IntegerBuffer extends ColumnBuffer {

  private final OutputColumn column;
  private final int slot;
  private long[] values = new long[1024];
  private int rows;

  IntegerBuffer(OutputColumn column, int slot) {
    this.column = column;
    this.slot = slot;
  }

  @Override
  void append(FeatureRow row) {
    if (rows == values.length) {
      values = Arrays.copyOf(values, 2 * rows);
    }
    values[rows++] = row.integers()[slot];
  }

  @Override
  void flush(int rowCount, PageEncoder encoder, List<ColumnChunk> chunks) throws IOException {
    chunks.add(encoder.longs(column, values, rows, RawSnapshot.NULL));
    rows = 0;
  }
}
