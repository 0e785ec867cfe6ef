package dev.silverbook.lake.internal.write;

import dev.silverbook.features.Column;
import dev.silverbook.features.ColumnType;
import dev.silverbook.features.FeatureRow;
import dev.silverbook.features.FeatureSchema;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.format.ColumnChunk;

/** The rows of one row group, by column, until they are encoded; bounded in bytes and rows. */
final class RowGroupBuffer {

  /** Most rows of a row group. */
  static final int MAX_ROWS = 64 * 1024;

  /** Bytes of values buffered before a row group is written. */
  static final long MAX_BYTES = 16L * 1024 * 1024;

  private final NumberBlock numbers;
  private final ColumnBuffer[] columns;
  private final List<ColumnBuffer> others = new ArrayList<>();
  private final long maxBytes;
  private final int maxRows;
  private final long fixedRowBytes;
  private int rows;

  RowGroupBuffer(FeatureSchema schema, SpareNumbers spare) {
    this(schema, MAX_BYTES, spare);
  }

  RowGroupBuffer(FeatureSchema schema, long maxBytes, SpareNumbers spare) {
    this.maxBytes = maxBytes;
    this.columns = new ColumnBuffer[schema.columns().size()];
    for (int i = 0; i < columns.length; i++) {
      Column column = schema.columns().get(i);
      columns[i] = buffer(column, OutputSchema.group(column).leaves(), schema.slot(i));
      if (column.type() != ColumnType.DOUBLE && column.type() != ColumnType.FLOAT) {
        others.add(columns[i]);
      }
    }
    this.fixedRowBytes =
        (long) Double.BYTES * schema.numberCount()
            + (long) Long.BYTES * schema.integerCount()
            + schema.labelCount();
    this.maxRows = (int) Math.max(1, Math.min(MAX_ROWS, maxBytes / Math.max(1, fixedRowBytes)));
    this.numbers = new NumberBlock(schema.numberCount(), maxRows, spare);
  }

  private ColumnBuffer buffer(Column column, List<OutputColumn> leaves, int slot) {
    OutputColumn first = leaves.get(0);
    return switch (column.type()) {
      case DOUBLE, FLOAT -> new NumberColumn(first, slot);
      case INT64, TIMESTAMP_MICROS -> new IntegerBuffer(first, slot);
      case LABEL -> new LabelBuffer(first, slot, column);
      case BOOLEAN -> new FlagBuffer(first, slot);
      case LEVELS -> new LevelsBuffer(first, leaves.get(1), slot == 0);
    };
  }

  /** One number column's view of the block; rows go into the block once, not column by column. */
  private final class NumberColumn extends ColumnBuffer {

    private final OutputColumn column;
    private final int slot;

    NumberColumn(OutputColumn column, int slot) {
      this.column = column;
      this.slot = slot;
    }

    @Override
    void append(FeatureRow row) {
      throw new IllegalStateException("numbers are appended together");
    }

    @Override
    void flush(int rowCount, PageEncoder target, List<ColumnChunk> chunks) throws IOException {
      chunks.add(target.numbers(column, numbers.column(slot), rowCount));
    }
  }

  /**
   * Takes a row.
   *
   * @return whether the row group is complete
   */
  boolean append(FeatureRow row) {
    numbers.append(row);
    long variable = 0;
    for (int i = 0; i < others.size(); i++) {
      ColumnBuffer buffer = others.get(i);
      buffer.append(row);
      variable += buffer.variableBytes();
    }
    rows++;
    return rows == maxRows || variable + rows * fixedRowBytes >= maxBytes;
  }

  int rows() {
    return rows;
  }

  /** Encodes all rows, column by column, and forgets them; one entry per leaf. */
  List<ColumnChunk> flush(PageEncoder encoder) throws IOException {
    numbers.finish();
    List<ColumnChunk> chunks = new ArrayList<>(columns.length);
    for (ColumnBuffer column : columns) {
      column.flush(rows, encoder, chunks);
    }
    numbers.clear();
    rows = 0;
    return chunks;
  }

  /** Ends the buffer's use; nothing may be appended any more. */
  void release() {
    numbers.release();
  }
}
