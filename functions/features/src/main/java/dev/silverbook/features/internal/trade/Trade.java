package dev.silverbook.features.internal.trade;

/** A usable trade, classified. Reused from trade to trade. */
public final class Trade {

  private long time;
  private double price;
  private double amount;
  private double boughtShare;

  /** Sets everything. */
  public void set(long time, double price, double amount, double boughtShare) {
    this.time = time;
    this.price = price;
    this.amount = amount;
    this.boughtShare = boughtShare;
  }

  /** Microseconds, by the chosen clock. */
  public long time() {
    return time;
  }

  /** Quote units. */
  public double price() {
    return price;
  }

  /** Base units. */
  public double amount() {
    return amount;
  }

  /** 1 for a buy, 0 for a sell, one half when unclassified. */
  public double boughtShare() {
    return boughtShare;
  }

  /** Base units bought by the aggressor. */
  public double bought() {
    return amount * boughtShare;
  }

  /** Base units sold by the aggressor. */
  public double sold() {
    return amount * (1 - boughtShare);
  }
}
