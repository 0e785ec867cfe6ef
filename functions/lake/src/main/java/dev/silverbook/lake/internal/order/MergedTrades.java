package dev.silverbook.lake.internal.order;

import dev.silverbook.features.RawSnapshot;
import dev.silverbook.features.RawTrade;
import dev.silverbook.lake.TradeReader;
import java.io.IOException;

/** Trades of several objects by time. */
public final class MergedTrades extends MergedRows<IdentifiedTrade, TradeReader>
    implements NotedTrades {

  private final RawTrade current = new RawTrade();
  private long tradeId = RawSnapshot.NULL;

  MergedTrades(OrderedRows<IdentifiedTrade, TradeReader> rows) {
    super(rows);
  }

  @Override
  public boolean next() throws IOException {
    if (!rows.next()) {
      return false;
    }
    RawTrade row = rows.row().trade();
    tradeId = rows.row().id();
    current.set(row.captureMicros(), row.exchangeMillis(), row.price(), row.amount(), row.side());
    return true;
  }

  @Override
  public RawTrade current() {
    return current;
  }

  @Override
  public long tradeId() {
    return tradeId;
  }

  /** Rank of the current row's object among all, by key. */
  public int rank() {
    return rows.rank();
  }
}
