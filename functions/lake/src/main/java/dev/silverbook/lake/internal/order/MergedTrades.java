package dev.silverbook.lake.internal.order;

import dev.silverbook.features.RawSnapshot;
import dev.silverbook.features.RawTrade;
import dev.silverbook.lake.InputNotes;
import dev.silverbook.lake.InputReport;
import dev.silverbook.lake.OrderedTrades;
import dev.silverbook.lake.ReadCounts;
import dev.silverbook.lake.TradeReader;
import java.io.IOException;

/** Trades of several objects by time. */
public final class MergedTrades implements OrderedTrades {

  private final OrderedRows<IdentifiedTrade, TradeReader> rows;
  private final RawTrade current = new RawTrade();
  private long tradeId = RawSnapshot.NULL;

  MergedTrades(OrderedRows<IdentifiedTrade, TradeReader> rows) {
    this.rows = rows;
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

  /** The current row's time on the chosen clock, microseconds. */
  public long time() {
    return rows.time();
  }

  /** Rank of the current row's object among all, by key. */
  public int rank() {
    return rows.rank();
  }

  /** Receives what is understood on the way. */
  public InputNotes notes() {
    return rows.notes();
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
