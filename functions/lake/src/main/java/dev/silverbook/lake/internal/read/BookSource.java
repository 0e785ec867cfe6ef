package dev.silverbook.lake.internal.read;

import dev.silverbook.lake.BookRows;
import dev.silverbook.lake.InputContext;
import dev.silverbook.lake.UnreadableObjectException;
import dev.silverbook.lake.internal.file.Decompressor;
import dev.silverbook.lake.internal.file.ParquetFile;
import dev.silverbook.lake.internal.file.SchemaNode;
import dev.silverbook.lake.understood.BookSpelling;
import java.util.Optional;

/** Finds the order book in a file's schema, however it is spelled. */
public interface BookSource {

  /**
   * Both sides of the book, each to be opened and read row by row.
   *
   * @param bids first to be read in each row
   * @param asks read after the bids
   * @param rows what a row is
   * @param marker what tells snapshots from changes; empty unless rows are changes
   * @param scales how its integers are scaled
   * @param spelling in which columns they were found
   */
  record Sides(
      LevelsColumn bids,
      LevelsColumn asks,
      BookRows rows,
      Optional<Marker> marker,
      Scales scales,
      BookSpelling spelling) {

    /** Whole books. */
    public Sides(LevelsColumn bids, LevelsColumn asks, Scales scales, BookSpelling spelling) {
      this(bids, asks, BookRows.BOOKS, Optional.empty(), scales, spelling);
    }
  }

  /**
   * A column of truth values.
   *
   * @param leaf booleans, integers or text
   * @param snapshot the value that rows of a snapshot have; null is the other
   */
  record Marker(SchemaNode leaf, boolean snapshot) {}

  /** What a row of the file would be if it holds order books. */
  BookRows rows(ParquetFile file, InputContext context);

  /**
   * Detects the spelling; opens no stream yet.
   *
   * @throws UnreadableObjectException when the schema has no order book that is known
   */
  Sides find(ParquetFile file, Decompressor decompressor, InputContext context)
      throws UnreadableObjectException;
}
