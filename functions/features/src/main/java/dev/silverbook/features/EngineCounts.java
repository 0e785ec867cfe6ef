package dev.silverbook.features;

import dev.silverbook.features.quality.BookCounts;
import dev.silverbook.features.quality.TradeCounts;

/**
 * What one partition's engine has seen.
 *
 * @param books snapshots by the state of their book
 * @param tradesSeen trades by what could be made of them
 */
public record EngineCounts(BookCounts books, TradeCounts tradesSeen) {

  /** Snapshots read. */
  public long rows() {
    return books.rows();
  }

  /** Snapshots with no level on either side. */
  public long emptyRows() {
    return books.empty();
  }

  /** Snapshots with levels on one side only. */
  public long oneSidedRows() {
    return books.oneSided();
  }

  /** Snapshots with the best bid above the best ask. */
  public long crossedRows() {
    return books.crossed();
  }

  /** Snapshots with the best bid equal to the best ask. */
  public long lockedRows() {
    return books.locked();
  }

  /** Usable snapshots that came more than {@code max_gap_seconds} after the one before. */
  public long gaps() {
    return books.gaps();
  }

  /** Price levels dropped by cleaning. */
  public long levelsDropped() {
    return books.levelsDropped();
  }

  /** Usable trades. */
  public long trades() {
    return tradesSeen.usable();
  }

  /** Trades with an unusable price or amount. */
  public long tradesDropped() {
    return tradesSeen.dropped();
  }

  /** Usable trades whose side was classified by the tick rule. */
  public long tradesUnknownSide() {
    return tradesSeen.unknownSide();
  }
}
