package dev.silverbook.lake.internal.shape;

import dev.silverbook.features.RawLevels;
import dev.silverbook.lake.UnreadableObjectException;
import dev.silverbook.lake.internal.file.Decompressor;
import dev.silverbook.lake.internal.file.ParquetFile;
import dev.silverbook.lake.internal.file.SchemaNode;
import dev.silverbook.lake.internal.read.DoubleColumn;
import dev.silverbook.lake.internal.read.DoubleDecoder;
import dev.silverbook.lake.internal.read.LevelsColumn;
import dev.silverbook.lake.internal.read.Scales;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A column for each level's price and one for its size, decoded column after column, a block of
 * rows at a time. Levels at the end of a row that have neither price nor size are padding, not
 * levels.
 */
final class FlatLevels implements LevelsColumn {

  /**
   * Rows at a time: few enough that a block stays in the cache, enough that turning to a column
   * costs little beside its numbers.
   */
  private static final int BLOCK = 256;

  private final ParquetFile file;
  private final List<DoubleColumn> priceColumns = new ArrayList<>();
  private final List<DoubleColumn> sizeColumns = new ArrayList<>();
  private final int levels;
  private double[] column = {};
  private double[] prices = {};
  private double[] sizes = {};
  private long rowsLeft;
  private int rows;
  private int row;

  FlatLevels(ParquetFile file, Decompressor decompressor, List<FlatNames.Level> side, Scales scales)
      throws UnreadableObjectException {
    this.file = file;
    this.levels = side.size();
    for (FlatNames.Level level : side) {
      priceColumns.add(column(file, decompressor, level.price(), scales.price(level.price())));
      sizeColumns.add(column(file, decompressor, level.size(), scales.size(level.size())));
    }
  }

  private static DoubleColumn column(
      ParquetFile file, Decompressor decompressor, SchemaNode leaf, DoubleDecoder decoder)
      throws UnreadableObjectException {
    return new DoubleColumn(
        file, file.requireReadable(leaf), decompressor, decoder, RawLevels.NULL_VALUE);
  }

  @Override
  public void open(int rowGroup) throws IOException {
    for (int i = 0; i < levels; i++) {
      priceColumns.get(i).open(rowGroup);
      sizeColumns.get(i).open(rowGroup);
    }
    rowsLeft = file.rows(rowGroup);
    int block = (int) Math.min(BLOCK, rowsLeft) * levels;
    if (prices.length < block) {
      prices = new double[block];
      sizes = new double[block];
      column = new double[block / levels];
    }
    rows = 0;
    row = 0;
  }

  @Override
  public void next(RawLevels target) throws IOException {
    if (row == rows) {
      fill();
    }
    int start = row * levels;
    int length = levels;
    while (length > 0 && padding(start + length - 1)) {
      length--;
    }
    target.set(prices, start, sizes, start, length);
    row++;
  }

  private boolean padding(int index) {
    return Double.isNaN(prices[index]) && Double.isNaN(sizes[index]);
  }

  private void fill() throws IOException {
    rows = (int) Math.min(BLOCK, rowsLeft);
    row = 0;
    rowsLeft -= rows;
    fill(priceColumns, prices);
    fill(sizeColumns, sizes);
  }

  private void fill(List<DoubleColumn> from, double[] target) throws IOException {
    if (levels == 1) {
      from.get(0).next(target, 0, rows);
      return;
    }
    for (int level = 0; level < levels; level++) {
      from.get(level).next(column, 0, rows);
      for (int i = 0, to = level; i < rows; i++, to += levels) {
        target[to] = column[i];
      }
    }
  }

  @Override
  public void finish() {
    // A column outside lists has as many values as its chunk says, and the chunk as many as rows.
  }

  @Override
  public void close() throws IOException {
    IOException failure = null;
    for (int i = 0; i < levels; i++) {
      for (DoubleColumn column : List.of(priceColumns.get(i), sizeColumns.get(i))) {
        try {
          column.close();
        } catch (IOException e) {
          if (failure == null) {
            failure = e;
          } else {
            failure.addSuppressed(e);
          }
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
