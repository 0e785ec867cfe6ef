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
  private final SpareNumbers spare;
  private double[][] values;
  private int capacity;
  private int rows;

  /**
   * For {@code maxRows} rows of {@code columns} numbers.
   *
   * @param spare has the columns before and after
   */
  NumberBlock(int columns, int maxRows, SpareNumbers spare) {
    this.columns = columns;
    this.maxRows = maxRows;
    this.block = new double[BLOCK * columns];
    this.spare = spare;
    this.values = spare.take(columns);
    this.capacity = columns == 0 ? 0 : values[0].length;
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
      capacity = grown();
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

  /** Twice as many rows, or all if that leaves little of them: the rest would be copied again. */
  private int grown() {
    int doubled = Math.max(1024, 2 * capacity);
    return doubled + doubled / 2 > maxRows ? Math.max(rows, maxRows) : doubled;
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

  /** Gives the columns to whoever needs some; nothing may be appended any more. */
  void release() {
    spare.give(values);
    values = new double[0][];
  }
}
