package dev.silverbook.pipeline.contract;

import dev.silverbook.features.EngineCounts;
import dev.silverbook.features.quality.BookCounts;
import dev.silverbook.features.quality.TradeCounts;
import dev.silverbook.pipeline.ledger.PartitionStats;
import dev.silverbook.pipeline.ledger.PartitionStats.Cost;
import dev.silverbook.pipeline.ledger.PartitionStats.Read;

/** What an engine has counted, for tests: 0 where nothing is said. */
public final class SampleCounts {

  private final long rows;
  private long empty;
  private long oneSided;
  private long crossed;
  private long locked;
  private long gaps;
  private long levelsDropped;
  private long trades;
  private long tradesDropped;
  private long tradesUnknownSide;

  private SampleCounts(long rows) {
    this.rows = rows;
  }

  /** So many books, all good. */
  public static SampleCounts of(long rows) {
    return new SampleCounts(rows);
  }

  /** A day of so many good books and nothing else, that cost little. */
  public static PartitionStats day(long rows) {
    return new PartitionStats(
        new Read(rows, 0),
        new Read(0, 0),
        false,
        rows,
        of(rows).counts(),
        Double.NaN,
        new Cost(1, 100, 100, 10, 1_000, 0));
  }

  /** Of the books, empty ones. */
  public SampleCounts empty(long number) {
    empty = number;
    return this;
  }

  /** Of the books, those with one side. */
  public SampleCounts oneSided(long number) {
    oneSided = number;
    return this;
  }

  /** Of the books, crossed ones. */
  public SampleCounts crossed(long number) {
    crossed = number;
    return this;
  }

  /** Of the books, locked ones. */
  public SampleCounts locked(long number) {
    locked = number;
    return this;
  }

  /** Gaps between them. */
  public SampleCounts gaps(long number) {
    gaps = number;
    return this;
  }

  /** Levels that cleaning dropped. */
  public SampleCounts levelsDropped(long number) {
    levelsDropped = number;
    return this;
  }

  /** Usable trades. */
  public SampleCounts trades(long number) {
    trades = number;
    return this;
  }

  /** Trades that are no use. */
  public SampleCounts tradesDropped(long number) {
    tradesDropped = number;
    return this;
  }

  /** Of the usable trades, those without a side. */
  public SampleCounts tradesUnknownSide(long number) {
    tradesUnknownSide = number;
    return this;
  }

  /** As an engine tells them. */
  public EngineCounts counts() {
    return new EngineCounts(
        new BookCounts(rows, empty, oneSided, crossed, locked, gaps, levelsDropped),
        new TradeCounts(trades, tradesDropped, tradesUnknownSide));
  }
}
