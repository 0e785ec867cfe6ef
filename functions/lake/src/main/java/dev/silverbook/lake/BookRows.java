package dev.silverbook.lake;

/** What a row of an order-book object is. */
public enum BookRows {
  /** A whole book. */
  BOOKS,
  /** Changes of levels, some rows marked as parts of a snapshot. */
  CHANGES,
  /** One level; the rows of one time and sequence are a book. */
  LEVELS
}
