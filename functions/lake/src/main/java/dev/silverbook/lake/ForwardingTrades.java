package dev.silverbook.lake;

import dev.silverbook.features.RawTrade;
import java.io.IOException;

/**
 * Trades that are another's, all but what a subclass changes: whoever stands in front of a stream
 * must not lose its counts or its doubts.
 */
public abstract class ForwardingTrades implements OrderedTrades {

  private final OrderedTrades rows;

  /** Forwards to {@code rows}, which are closed with it. */
  protected ForwardingTrades(OrderedTrades rows) {
    this.rows = rows;
  }

  @Override
  public boolean next() throws IOException {
    return rows.next();
  }

  @Override
  public RawTrade current() {
    return rows.current();
  }

  @Override
  public long tradeId() {
    return rows.tradeId();
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
    return rows.row();
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }
}
