package dev.silverbook.lake.internal.read;

import dev.silverbook.features.RawLevels;
import java.io.Closeable;
import java.io.IOException;

/** One side of the book, row by row, whatever the list looks like in the file. */
public interface LevelsColumn extends Closeable {

  /** Most levels a side may have. */
  int MAX_LEVELS = 1 << 20;

  /** Turns to a row group. */
  void open(int rowGroup) throws IOException;

  /**
   * Points {@code target} at the next row's levels, valid until the next call.
   *
   * @throws dev.silverbook.lake.UnreadableObjectException when the column has no such row
   */
  void next(RawLevels target) throws IOException;

  /** Checks that the chunks hold no more rows. */
  void finish() throws IOException;
}
