package dev.silverbook.features;

/** What a column holds. Every column but the clock and {@code book_state} may be null. */
public enum ColumnType {
  /** IEEE-754 double; NaN in a {@link FeatureRow} means null. */
  DOUBLE,
  /** IEEE-754 single; held as the double it equals, otherwise as {@link #DOUBLE}. */
  FLOAT,
  /** 64-bit integer; {@link RawSnapshot#NULL} in a {@link FeatureRow} means null. */
  INT64,
  /** Microseconds since the epoch, UTC; null as for {@link #INT64}. */
  TIMESTAMP_MICROS,
  /**
   * One of the column's {@link Column#labels()}; a negative code in a {@link FeatureRow} is null.
   */
  LABEL,
  /** True or false; held as a label's code is: 1 for true, 0 for false, negative for null. */
  BOOLEAN,
  /** The raw side of a book: a list of (price, size), as read. */
  LEVELS
}
