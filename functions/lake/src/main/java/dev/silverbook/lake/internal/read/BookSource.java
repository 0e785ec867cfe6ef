package dev.silverbook.lake.internal.read;

import dev.silverbook.lake.UnreadableObjectException;

/** Finds the order book in a file's schema, however it is spelled. */
public interface BookSource {

  /** Both sides of the book, each to be opened and read row by row. */
  record Sides(LevelsColumn bids, LevelsColumn asks) {}

  /**
   * Detects the spelling; opens no stream yet.
   *
   * @throws UnreadableObjectException when the schema has no order book that is known
   */
  Sides find(ParquetFile file, Decompressor decompressor) throws UnreadableObjectException;
}
