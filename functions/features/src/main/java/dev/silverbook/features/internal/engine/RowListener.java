package dev.silverbook.features.internal.engine;

import dev.silverbook.features.internal.group.Row;
import dev.silverbook.features.internal.trade.Trade;

/** Sees written rows and trades in time order; a trade at a row's time comes before it. */
public interface RowListener {

  /**
   * A usable row.
   *
   * @param row reused by the caller
   * @param carried values of this row that bars repeat; reused, too
   */
  void usable(Row row, Carried carried);

  /** A row without a usable book. */
  void unusable(long time, long captureMicros);

  /**
   * A trade.
   *
   * @param trade reused by the caller
   */
  void trade(Trade trade);

  /**
   * Nothing follows.
   *
   * @param lastTime of the last event, written or not; microseconds
   */
  void finish(long lastTime);
}
