package dev.silverbook.features.internal.group;

import dev.silverbook.features.internal.trade.Trade;

/** A feature group that needs every trade, not only the interval's totals. */
public interface TradeListener {

  /**
   * Takes the next trade, before the row it belongs to.
   *
   * @param trade reused by the caller
   * @param lastMid mid of the last usable row before the trade; NaN when there is none
   */
  void onTrade(Trade trade, double lastMid);
}
