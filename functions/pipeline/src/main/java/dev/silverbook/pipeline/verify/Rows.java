package dev.silverbook.pipeline.verify;

import java.util.BitSet;
import java.util.function.LongPredicate;

/**
 * Some rows of a file.
 *
 * @param end position after the last of them
 * @param among whether a row before that is one of them
 */
record Rows(long end, LongPredicate among) {

  /** So many from the start. */
  static Rows first(long number) {
    return new Rows(number, row -> true);
  }

  /** Those whose bit is set. */
  static Rows of(BitSet chosen) {
    return new Rows(chosen.length(), row -> chosen.get((int) row));
  }
}
