package dev.silverbook.lake.internal.write;

import dev.silverbook.features.FeatureRow;
import dev.silverbook.features.RawLevels;
import dev.silverbook.features.RawSnapshot;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.Statistics;

/** Collects one side of the book, as read. */
final class LevelsBuffer extends ColumnBuffer {

  /** Entries after which a page ends with the current row. */
  private static final int PAGE_ENTRIES = 32 * 1024;

  private static final int ABSENT = -1;

  private final OutputColumn price;
  private final OutputColumn size;
  private final boolean bids;
  private int[] lengths = new int[1024];
  private int rows;
  private double[] prices = new double[1024];
  private double[] sizes = new double[1024];
  private int levels;
  private int[] repetition = new int[2 * PAGE_ENTRIES];
  private int[] definition = new int[2 * PAGE_ENTRIES];
  private double[] defined = new double[2 * PAGE_ENTRIES];

  LevelsBuffer(OutputColumn price, OutputColumn size, boolean bids) {
    this.price = price;
    this.size = size;
    this.bids = bids;
  }

  @Override
  void append(FeatureRow row) {
    RawSnapshot snapshot = row.snapshot();
    if (rows == lengths.length) {
      lengths = Arrays.copyOf(lengths, 2 * rows);
    }
    RawLevels side = snapshot == null ? null : bids ? snapshot.bids() : snapshot.asks();
    if (side == null || side.absent()) {
      lengths[rows++] = ABSENT;
      return;
    }
    int length = side.length();
    int needed = Math.addExact(levels, length);
    if (needed > prices.length) {
      prices = Arrays.copyOf(prices, Math.max(needed, 2 * prices.length));
      sizes = Arrays.copyOf(sizes, prices.length);
    }
    System.arraycopy(side.prices(), side.priceOffset(), prices, levels, length);
    System.arraycopy(side.sizes(), side.sizeOffset(), sizes, levels, length);
    levels = needed;
    lengths[rows++] = length;
  }

  @Override
  long variableBytes() {
    return (long) levels * 2 * Double.BYTES;
  }

  @Override
  void flush(int rowCount, PageEncoder encoder, List<ColumnChunk> chunks) throws IOException {
    chunks.add(chunk(price, prices, encoder));
    chunks.add(chunk(size, sizes, encoder));
    rows = 0;
    levels = 0;
  }

  private ColumnChunk chunk(OutputColumn column, double[] values, PageEncoder encoder)
      throws IOException {
    encoder.startChunk();
    int level = 0;
    int entries = 0;
    int definedInPage = 0;
    long nulls = 0;
    Bounds bounds = new Bounds();
    for (int row = 0; row < rows; row++) {
      int length = lengths[row];
      reserve(entries + Math.max(1, length));
      if (length <= 0) {
        repetition[entries] = 0;
        definition[entries++] =
            length == ABSENT ? OutputSchema.LIST_EMPTY - 1 : OutputSchema.LIST_EMPTY;
        nulls++;
      }
      for (int i = 0; i < length; i++) {
        double value = values[level++];
        boolean isNull = RawLevels.isNull(value);
        repetition[entries] = i == 0 ? 0 : 1;
        definition[entries++] = isNull ? OutputSchema.LEVEL_NULL : OutputSchema.LEVEL_DEFINED;
        if (isNull) {
          nulls++;
        } else {
          defined[definedInPage++] = value;
        }
      }
      if (entries >= PAGE_ENTRIES || row == rows - 1) {
        bounds.add(defined, definedInPage);
        encoder.listPage(repetition, definition, entries, defined, definedInPage);
        entries = 0;
        definedInPage = 0;
      }
    }
    return encoder.endChunk(column, bounds.statistics(nulls));
  }

  private void reserve(int entries) {
    if (entries > repetition.length) {
      int capacity = Math.max(entries, 2 * repetition.length);
      repetition = Arrays.copyOf(repetition, capacity);
      definition = Arrays.copyOf(definition, capacity);
      defined = Arrays.copyOf(defined, capacity);
    }
  }

  /** Smallest and largest value over several pages; NaN once one of them is. */
  private static final class Bounds {

    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;
    private long total;

    void add(double[] values, int count) {
      for (int i = 0; i < count; i++) {
        min = Math.min(min, values[i]);
        max = Math.max(max, values[i]);
      }
      total += count;
    }

    Statistics statistics(long nulls) {
      return ColumnStatistics.ofRange(min, max, total, nulls);
    }
  }
}
