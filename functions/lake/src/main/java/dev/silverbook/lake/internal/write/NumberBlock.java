package dev.silverbook.lake.internal.write;

import dev.silverbook.features.FeatureRow;
import java.util.Arrays;

/**
 * Collects all double columns together. Rows are turned into columns several at a time, so that
 * each visit to a column fills whole cache lines instead of one value of them.
 */
final class NumberBlock {

  private static final int BLOCK = 64;

  /**
   * Columns filled at once: as many neighbours of one cache line of a row, used while it is near.
   */
  private static final int ABREAST = 4;

  private final int columns;
  private final int maxRows;
  private final double[] block;
  private final double[][] values;
  private int capacity;
  private int rows;

  /** For {@code maxRows} rows of {@code columns} numbers. */
  NumberBlock(int columns, int maxRows) {
    this.columns = columns;
    this.maxRows = maxRows;
    this.block = new double[BLOCK * columns];
    this.values = new double[columns][0];
  }

  void append(FeatureRow row) {
    int inBlock = rows % BLOCK;
    System.arraycopy(row.numbers(), 0, block, inBlock * columns, columns);
    rows++;
    if (inBlock == BLOCK - 1) {
      transpose(BLOCK);
    }
  }

  /** Completes the columns; then {@link #column} is valid until {@link #clear()}. */
  void finish() {
    if (rows % BLOCK != 0) {
      transpose(rows % BLOCK);
    }
  }

  private void transpose(int count) {
    int start = rows - count;
    if (rows > capacity) {
      capacity = Math.min(maxRows, Math.max(1024, 2 * capacity));
      for (int i = 0; i < columns; i++) {
        values[i] = Arrays.copyOf(values[i], capacity);
      }
    }
    int whole = columns - columns % ABREAST;
    for (int i = 0; i < whole; i += ABREAST) {
      four(i, start, count);
    }
    for (int i = whole; i < columns; i++) {
      double[] target = values[i];
      for (int k = 0; k < count; k++) {
        target[start + k] = block[k * columns + i];
      }
    }
  }

  private void four(int first, int start, int count) {
    double[] one = values[first];
    double[] two = values[first + 1];
    double[] three = values[first + 2];
    double[] four = values[first + 3];
    for (int k = 0; k < count; k++) {
      int from = k * columns + first;
      one[start + k] = block[from];
      two[start + k] = block[from + 1];
      three[start + k] = block[from + 2];
      four[start + k] = block[from + 3];
    }
  }

  double[] column(int slot) {
    return values[slot];
  }

  void clear() {
    rows = 0;
  }
}
