package dev.silverbook.lake;

/** All trades of a partition by time, ties by object key and row position. */
public interface OrderedTrades extends TradeReader {

  /** Totals over all objects, known from the start. */
  ReadCounts counts();
}
