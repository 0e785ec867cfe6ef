package dev.silverbook.features.internal.trade;

import dev.silverbook.features.internal.window.DoubleDouble;

/** What was traded since the usable row before. */
public final class TradeInterval {

  private final DoubleDouble signed = new DoubleDouble();
  private final DoubleDouble value = new DoubleDouble();
  private boolean traded;

  /** Takes a trade. */
  public void add(Trade trade) {
    signed.add(trade.bought()).add(-trade.sold());
    value.addProduct(trade.price(), trade.amount());
    traded = true;
  }

  /** Starts the next interval. */
  public void clear() {
    signed.set(0);
    value.set(0);
    traded = false;
  }

  /** Bought minus sold, base units. */
  public double signedVolume() {
    return signed.value();
  }

  /** Sum of price times amount, quote units. */
  public double value() {
    return value.value();
  }

  /** Whether anything was traded. */
  public boolean traded() {
    return traded;
  }
}
