package dev.silverbook.lake.internal.order;

import dev.silverbook.features.RawSnapshot;
import dev.silverbook.features.RawTrade;

/** Sees all trades of a partition in the order in which it delivers them. */
public interface TradeWitness {

  /**
   * The next trade.
   *
   * @param trade valid during the call
   * @param id its id or a hash of it, {@link RawSnapshot#NULL} for none
   * @param time its time on the chosen clock, microseconds
   * @param rank of its object among all, by key
   * @param position of its row in its object
   */
  void see(RawTrade trade, long id, long time, int rank, long position);
}
