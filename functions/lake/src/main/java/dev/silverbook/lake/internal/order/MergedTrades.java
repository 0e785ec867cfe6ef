package dev.silverbook.lake.internal.order;

import dev.silverbook.features.RawTrade;
import dev.silverbook.lake.InputReport;
import dev.silverbook.lake.OrderedTrades;
import dev.silverbook.lake.ReadCounts;
import dev.silverbook.lake.TradeReader;
import java.io.IOException;

/** Trades of several objects by time. */
public final class MergedTrades implements OrderedTrades {

  private final OrderedRows<RawTrade, TradeReader> rows;
  private final RawTrade current = new RawTrade();

  MergedTrades(OrderedRows<RawTrade, TradeReader> rows) {
    this.rows = rows;
  }

  @Override
  public boolean next() throws IOException {
    if (!rows.next()) {
      return false;
    }
    RawTrade row = rows.row();
    current.set(row.captureMicros(), row.exchangeMillis(), row.price(), row.amount(), row.side());
    return true;
  }

  @Override
  public RawTrade current() {
    return current;
  }

  @Override
  public ReadCounts counts() {
    return rows.counts();
  }

  @Override
  public InputReport report() {
    return rows.report();
  }

  @Override
  public String object() {
    return rows.object();
  }

  @Override
  public long row() {
    return rows.position();
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }
}
