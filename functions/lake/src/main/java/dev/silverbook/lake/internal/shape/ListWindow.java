package dev.silverbook.lake.internal.shape;

import dev.silverbook.lake.internal.bytes.MalformedDataException;
import dev.silverbook.lake.internal.read.LeafCursor;
import java.util.Arrays;

/**
 * Where decoded list rows wait: element counts by row, complete rows first, at most one incomplete
 * row last.
 */
final class ListWindow {

  private int[] starts = {};
  private boolean[] absent = {};
  private int rows;
  private int current = -1;
  private int elements;

  void clear() {
    rows = 0;
    current = -1;
    elements = 0;
  }

  /** Starts a row at the current number of elements. */
  void startRow(boolean isAbsent) {
    startRow(elements, isAbsent);
  }

  void startRow(int start, boolean isAbsent) {
    if (rows == starts.length) {
      starts = Arrays.copyOf(starts, 2 * rows + 64);
      absent = Arrays.copyOf(absent, 2 * rows + 64);
    }
    starts[rows] = start;
    absent[rows] = isAbsent;
    rows++;
  }

  /**
   * Appends a batch of which every entry is an element.
   *
   * @throws MalformedDataException when it continues a row and there is none
   */
  void startRows(LeafCursor<?> cursor) {
    int needed = rows + cursor.count();
    if (needed > starts.length) {
      int size = starts.length == 0 ? needed : 2 * needed;
      starts = Arrays.copyOf(starts, size);
      absent = Arrays.copyOf(absent, size);
    }
    int before = rows;
    rows = cursor.rowStarts(elements, starts, before);
    if (before == 0 && (rows == 0 || starts[0] != elements)) {
      throw new MalformedDataException("the chunk starts within a row");
    }
    Arrays.fill(absent, before, rows, false);
    elements += cursor.count();
  }

  boolean empty() {
    return rows == 0;
  }

  int elements() {
    return elements;
  }

  void setElements(int elements) {
    this.elements = elements;
  }

  /** Number of rows started and not yet passed, the current one excluded. */
  int rowsAhead() {
    return rows - current - 1;
  }

  void advance() {
    current++;
  }

  int start() {
    return starts[current];
  }

  int length() {
    return (current + 1 < rows ? starts[current + 1] : elements) - starts[current];
  }

  boolean absentRow() {
    return absent[current];
  }

  /**
   * Drops the current row and those before it.
   *
   * @return first element still needed; the caller moves its elements to the front
   */
  int compact() {
    int first = current + 1;
    int from = first < rows ? starts[first] : elements;
    for (int i = first; i < rows; i++) {
      starts[i - first] = starts[i] - from;
      absent[i - first] = absent[i];
    }
    rows -= first;
    elements -= from;
    current = -1;
    return from;
  }
}
