package dev.silverbook.lake.internal.order;

import dev.silverbook.features.RawSnapshot;
import dev.silverbook.features.RawTrade;

/** A trade and its id. Mutable and reused from row to row. */
public final class IdentifiedTrade {

  private RawTrade trade = new RawTrade();
  private long id = RawSnapshot.NULL;

  /** An empty row. */
  public IdentifiedTrade() {}

  /** Points at a trade; {@code tradeId} is {@link RawSnapshot#NULL} where it has none. */
  public void set(RawTrade row, long tradeId) {
    trade = row;
    id = tradeId;
  }

  /** The trade. */
  public RawTrade trade() {
    return trade;
  }

  /** Its id, or a hash of it, or {@link RawSnapshot#NULL}. */
  public long id() {
    return id;
  }
}
