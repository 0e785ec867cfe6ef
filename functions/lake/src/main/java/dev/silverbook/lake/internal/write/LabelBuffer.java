package dev.silverbook.lake.internal.write;

import dev.silverbook.features.Column;
import dev.silverbook.features.FeatureRow;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.format.ColumnChunk;

/** Collects a column of labels. */
final class LabelBuffer extends ColumnBuffer {

  private final OutputColumn column;
  private final int slot;
  private final byte[][] labels;
  private byte[] codes = new byte[1024];
  private int rows;

  LabelBuffer(OutputColumn column, int slot, Column declared) {
    this.column = column;
    this.slot = slot;
    this.labels =
        declared.labels().stream()
            .map(label -> label.getBytes(StandardCharsets.UTF_8))
            .toArray(byte[][]::new);
  }

  @Override
  void append(FeatureRow row) {
    byte code = row.labels()[slot];
    if (code >= labels.length) {
      throw new IllegalArgumentException(
          "label code "
              + code
              + " of column "
              + column.path()
              + " with "
              + labels.length
              + " labels");
    }
    if (rows == codes.length) {
      codes = Arrays.copyOf(codes, 2 * rows);
    }
    codes[rows++] = code;
  }

  @Override
  void flush(int rowCount, PageEncoder encoder, List<ColumnChunk> chunks) throws IOException {
    chunks.add(encoder.labels(column, labels, codes, rows));
    rows = 0;
  }
}
