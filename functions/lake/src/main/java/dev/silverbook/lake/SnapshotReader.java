package dev.silverbook.lake;

import dev.silverbook.features.InputColumns;
import dev.silverbook.features.RawSnapshot;

/** Reads order-book snapshots. */
public interface SnapshotReader extends TimedReader {

  /** The current row; the same instance every time, valid until {@link #next()}. */
  RawSnapshot current();

  /** Which optional columns this input has. */
  InputColumns columns();

  /** What a row is. */
  default BookRows bookRows() {
    return BookRows.BOOKS;
  }

  /** Whether the current row is part of a snapshot; only where rows are changes. */
  default boolean marked() {
    return false;
  }
}
