package dev.silverbook.lake.internal.read;

import dev.silverbook.features.RawLevels;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Statistics;
import org.apache.parquet.format.Type;

/**
 * What a whole column says, told from the footer's statistics where they decide, else by reading
 * the column.
 */
final class ColumnFacts {

  private final ParquetFile file;
  private final Decompressor decompressor;

  ColumnFacts(ParquetFile file, Decompressor decompressor) {
    this.file = file;
    this.decompressor = decompressor;
  }

  /** Whether a number of {@code leaf} is negative. */
  boolean negative(SchemaNode leaf) throws IOException {
    for (int group = 0; group < file.rowGroups().size(); group++) {
      Optional<Boolean> known = knownNegative(file.rowGroups().get(group), leaf);
      if (known.isPresent() ? known.get() : readNegative(leaf, group)) {
        return true;
      }
    }
    return false;
  }

  private static Optional<Boolean> knownNegative(RowGroup group, SchemaNode leaf) {
    ColumnMetaData column = group.getColumns().get(leaf.leafIndex()).getMeta_data();
    Statistics statistics = column == null ? null : column.getStatistics();
    byte[] least = statistics == null ? null : statistics.getMin_value();
    if (least == null) {
      return Optional.empty();
    }
    ByteBuffer bytes = ByteBuffer.wrap(least).order(ByteOrder.LITTLE_ENDIAN);
    if (leaf.type() == Type.DOUBLE && least.length == Double.BYTES) {
      return Optional.of(bytes.getDouble() < 0);
    }
    if (leaf.type() == Type.FLOAT && least.length == Float.BYTES) {
      return Optional.of(bytes.getFloat() < 0);
    }
    if (leaf.type() == Type.INT64 && !leaf.unsigned() && least.length == Long.BYTES) {
      return Optional.of(bytes.getLong() < 0);
    }
    if (leaf.type() == Type.INT32 && !leaf.unsigned() && least.length == Integer.BYTES) {
      return Optional.of(bytes.getInt() < 0);
    }
    return Optional.empty();
  }

  private boolean readNegative(SchemaNode leaf, int group) throws IOException {
    long rows = file.rowGroups().get(group).getNum_rows();
    if (rows == 0) {
      return false;
    }
    try (DoubleColumn column =
        new DoubleColumn(file, leaf, decompressor, new DoubleDecoder(leaf), RawLevels.NULL_VALUE)) {
      column.open(group);
      for (long row = 0; row < rows; row++) {
        if (column.next() < 0) {
          return true;
        }
      }
    }
    return false;
  }
}
