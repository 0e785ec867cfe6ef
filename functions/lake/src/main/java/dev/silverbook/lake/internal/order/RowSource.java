package dev.silverbook.lake.internal.order;

import java.io.Closeable;
import java.io.IOException;
import java.util.Comparator;

/**
 * Rows in the product's order: by time, then object, then position in the object.
 *
 * @param <R> a mutable row, reused
 */
interface RowSource<R> extends Closeable {

  /** The order of all rows of a partition. */
  Comparator<RowSource<?>> ORDER =
      (one, other) -> {
        int byTime = Long.compare(one.time(), other.time());
        if (byTime != 0) {
          return byTime;
        }
        int byRank = Integer.compare(one.rank(), other.rank());
        return byRank != 0 ? byRank : Long.compare(one.position(), other.position());
      };

  /** Moves to the next row; false at the end. */
  boolean next() throws IOException;

  /** The current row, valid until {@link #next()}. */
  R row();

  /** The current row's time on the chosen clock, microseconds. */
  long time();

  /** Rank of the current row's object among all, by key. */
  int rank();

  /** Position of the current row in its object. */
  long position();
}
