package dev.silverbook.lake.internal.shape;

import dev.silverbook.features.RawLevels;
import dev.silverbook.lake.internal.bytes.MalformedDataException;
import dev.silverbook.lake.internal.decode.DoubleSource;
import dev.silverbook.lake.internal.file.Decompressor;
import dev.silverbook.lake.internal.file.ParquetFile;
import dev.silverbook.lake.internal.file.SchemaNode;
import dev.silverbook.lake.internal.read.LeafCursor;
import dev.silverbook.lake.internal.read.LevelsColumn;
import dev.silverbook.lake.internal.read.Scales;
import java.io.IOException;
import java.util.Arrays;

/**
 * {@code list<list<double>>}: each level is a list of price, size and perhaps more, which is
 * ignored; what an inner list lacks is null.
 */
final class PairLevels implements LevelsColumn {

  private final LeafCursor<DoubleSource> cursor;
  private final int maxDefinition;
  private final int levelDefinition;
  private final int numberDefinition;
  private final Scales.Pairs scales;
  private final ListWindow window = new ListWindow();
  private double[] defined = {};
  private double[] prices = {};
  private double[] sizes = {};
  private int indexInLevel;
  private boolean atEnd;

  /**
   * Nothing is read before a row group is opened.
   *
   * @param levelDefinition definition level from which on an entry is an inner list
   * @param numberDefinition definition level from which on an entry is a number of an inner list
   */
  PairLevels(
      ParquetFile file,
      SchemaNode leaf,
      Decompressor decompressor,
      int levelDefinition,
      int numberDefinition,
      Scales scales) {
    this.cursor = new LeafCursor<>(file, leaf, decompressor, scales.numbers(leaf));
    this.maxDefinition = leaf.definitionLevel();
    this.levelDefinition = levelDefinition;
    this.numberDefinition = numberDefinition;
    this.scales = scales.pairs(leaf);
  }

  @Override
  public void open(int rowGroup) throws IOException {
    cursor.open(rowGroup);
    window.clear();
    atEnd = false;
  }

  @Override
  public void next(RawLevels target) throws IOException {
    if (!advance()) {
      throw cursor.corrupt(
          new MalformedDataException("the column has fewer rows than its row group"));
    }
    if (window.absentRow()) {
      target.setAbsent();
    } else {
      target.set(prices, window.start(), sizes, window.start(), window.length());
    }
  }

  @Override
  public void finish() throws IOException {
    if (advance()) {
      throw cursor.corrupt(
          new MalformedDataException("the column has more rows than its row group"));
    }
  }

  private boolean advance() throws IOException {
    while (window.rowsAhead() < 2 && !atEnd) {
      fill();
    }
    if (window.rowsAhead() == 0) {
      return false;
    }
    window.advance();
    return true;
  }

  private void fill() throws IOException {
    int from = window.compact();
    System.arraycopy(prices, from, prices, 0, window.elements());
    System.arraycopy(sizes, from, sizes, 0, window.elements());
    if (window.elements() > MAX_LEVELS) {
      throw cursor.tooLarge("a row has more than " + MAX_LEVELS + " levels");
    }
    if (!cursor.load()) {
      atEnd = true;
      return;
    }
    int needed = window.elements() + cursor.count();
    if (prices.length < needed) {
      prices = Arrays.copyOf(prices, 2 * needed);
      sizes = Arrays.copyOf(sizes, 2 * needed);
    }
    try {
      append();
    } catch (RuntimeException e) {
      throw cursor.corrupt(e);
    }
  }

  private void append() {
    if (defined.length < cursor.defined()) {
      defined = new double[cursor.capacity()];
    }
    if (cursor.defined() > 0) {
      cursor.values().read(defined, 0, cursor.defined());
    }
    if (cursor.allDefined()) {
      Arrays.fill(cursor.definition(), 0, cursor.count(), maxDefinition);
    }
    int[] repetition = cursor.repetition();
    int[] definition = cursor.definition();
    if (repetition[0] != 0 && window.empty()) {
      throw new MalformedDataException("the chunk starts within a row");
    }
    int next = 0;
    int end = window.elements();
    for (int i = 0; i < cursor.count(); i++) {
      int level = definition[i];
      double value = level == maxDefinition ? defined[next++] : RawLevels.NULL_VALUE;
      if (repetition[i] == 0) {
        window.startRow(end, level < levelDefinition - 1);
      }
      if (repetition[i] <= 1) {
        if (level < levelDefinition) {
          if (repetition[i] != 0) {
            throw new MalformedDataException("a list continues with an entry that is no element");
          }
          continue;
        }
        prices[end] = RawLevels.NULL_VALUE;
        sizes[end] = RawLevels.NULL_VALUE;
        end++;
        indexInLevel = -1;
      } else if (level < numberDefinition) {
        throw new MalformedDataException("a list continues with an entry that is no element");
      }
      if (level >= numberDefinition) {
        indexInLevel++;
        if (indexInLevel == 0) {
          prices[end - 1] = scales.price(value);
        } else if (indexInLevel == 1) {
          sizes[end - 1] = scales.size(value);
        }
      }
    }
    window.setElements(end);
  }

  @Override
  public void close() throws IOException {
    cursor.close();
  }
}
