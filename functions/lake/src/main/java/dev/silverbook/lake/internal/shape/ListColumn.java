package dev.silverbook.lake.internal.shape;

import dev.silverbook.features.RawLevels;
import dev.silverbook.lake.internal.bytes.MalformedDataException;
import dev.silverbook.lake.internal.decode.DoubleSource;
import dev.silverbook.lake.internal.file.Decompressor;
import dev.silverbook.lake.internal.file.ParquetFile;
import dev.silverbook.lake.internal.file.SchemaNode;
import dev.silverbook.lake.internal.read.DoubleDecoder;
import dev.silverbook.lake.internal.read.LeafCursor;
import dev.silverbook.lake.internal.read.LevelsColumn;
import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;

/** A number inside one list, row by row: the elements of a row lie side by side in one array. */
final class ListColumn implements Closeable {

  private final LeafCursor<DoubleSource> cursor;
  private final int maxDefinition;
  private final int elementDefinition;
  private final ListWindow window = new ListWindow();
  private double[] defined = {};
  private double[] values = {};
  private boolean atEnd;

  /**
   * Nothing is read before a row group is opened.
   *
   * @param elementDefinition definition level from which on an entry is an element of the list
   */
  ListColumn(
      ParquetFile file,
      SchemaNode leaf,
      Decompressor decompressor,
      DoubleDecoder decoder,
      int elementDefinition) {
    this.cursor = new LeafCursor<>(file, leaf, decompressor, decoder);
    this.maxDefinition = leaf.definitionLevel();
    this.elementDefinition = elementDefinition;
  }

  void open(int rowGroup) throws IOException {
    cursor.open(rowGroup);
    window.clear();
    atEnd = false;
  }

  /** Moves to the next row; false when the chunk has no more. */
  boolean next() throws IOException {
    // The last row seen is complete only once another starts or the chunk ends.
    while (window.rowsAhead() < 2 && !atEnd) {
      fill();
    }
    if (window.rowsAhead() == 0) {
      return false;
    }
    window.advance();
    return true;
  }

  double[] values() {
    return values;
  }

  int start() {
    return window.start();
  }

  int length() {
    return window.length();
  }

  boolean absent() {
    return window.absentRow();
  }

  /** {@code message} as damage at the current page. */
  IOException corrupt(String message) {
    return cursor.corrupt(new MalformedDataException(message));
  }

  private void fill() throws IOException {
    int from = window.compact();
    System.arraycopy(values, from, values, 0, window.elements());
    if (window.elements() > LevelsColumn.MAX_LEVELS) {
      throw cursor.tooLarge("a row has more than " + LevelsColumn.MAX_LEVELS + " levels");
    }
    if (!cursor.load()) {
      atEnd = true;
      return;
    }
    int needed = window.elements() + cursor.count();
    if (values.length < needed) {
      // A chunk that comes at once needs no more, and a day may come in thousands of them.
      values = Arrays.copyOf(values, values.length == 0 ? needed : 2 * needed);
    }
    try {
      if (cursor.allDefined()) {
        appendDefined();
      } else {
        appendMixed();
      }
    } catch (RuntimeException e) {
      throw cursor.corrupt(e);
    }
  }

  private void appendDefined() {
    cursor.values().read(values, window.elements(), cursor.count());
    window.startRows(cursor);
  }

  private void appendMixed() {
    if (defined.length < cursor.defined()) {
      defined = new double[cursor.capacity()];
    }
    if (cursor.defined() > 0) {
      cursor.values().read(defined, 0, cursor.defined());
    }
    int[] repetition = cursor.repetition();
    int[] definition = cursor.definition();
    checkFirst(repetition[0]);
    int next = 0;
    int end = window.elements();
    for (int i = 0; i < cursor.count(); i++) {
      int level = definition[i];
      if (repetition[i] == 0) {
        window.startRow(end, level < elementDefinition - 1);
      } else if (level < elementDefinition) {
        throw new MalformedDataException("a list continues with an entry that is no element");
      }
      if (level >= elementDefinition) {
        values[end++] = level == maxDefinition ? defined[next++] : RawLevels.NULL_VALUE;
      }
    }
    window.setElements(end);
  }

  private void checkFirst(int repetition) {
    if (repetition != 0 && window.empty()) {
      throw new MalformedDataException("the chunk starts within a row");
    }
  }

  @Override
  public void close() throws IOException {
    cursor.close();
  }
}
