package dev.silverbook.command.spelling;

/**
 * A row of any file, with what there may be to spell.
 *
 * @param time when it was recorded, microseconds; null for a row without a clock
 * @param exchangeTime milliseconds
 * @param number sequence of a book, id of a trade
 * @param marked whether it is part of a snapshot
 * @param bids levels of price and size, best first; null where the row is no book
 * @param asks as the bids
 * @param trade null where the row is none
 */
// Rows are written and never compared.
@SuppressWarnings("ArrayRecordComponent")
record Row(
    Long time,
    long exchangeTime,
    long number,
    boolean marked,
    double[][] bids,
    double[][] asks,
    Trade trade) {

  /**
   * A trade.
   *
   * @param buy null when nobody knows
   */
  record Trade(Boolean buy, double price, double amount) {}

  /** A whole book, or a part of one. */
  static Row book(Row of, boolean marked, double[][] bids, double[][] asks) {
    return new Row(of.time, of.exchangeTime, of.number, marked, bids, asks, null);
  }

  /** The same at another time. */
  Row at(Long otherTime) {
    return new Row(otherTime, exchangeTime, number, marked, bids, asks, trade);
  }

  /** The same under another number. */
  Row numbered(long other) {
    return new Row(time, exchangeTime, other, marked, bids, asks, trade);
  }
}
