package dev.silverbook.features;

/** One trade as read. Mutable and reused by readers from row to row. */
public final class RawTrade {

  private long captureMicros = RawSnapshot.NULL;
  private long exchangeMillis = RawSnapshot.NULL;
  private double price = Double.NaN;
  private double amount = Double.NaN;
  private AggressorSide side = AggressorSide.UNKNOWN;

  /** Sets all columns; times may be {@link RawSnapshot#NULL}, price and amount NaN for null. */
  public void set(
      long captureMicros, long exchangeMillis, double price, double amount, AggressorSide side) {
    this.captureMicros = captureMicros;
    this.exchangeMillis = exchangeMillis;
    this.price = price;
    this.amount = amount;
    this.side = side;
  }

  /** {@code capture_ts}: microseconds since the epoch, UTC, or {@link RawSnapshot#NULL}. */
  public long captureMicros() {
    return captureMicros;
  }

  /**
   * {@code timestamp}: the exchange's milliseconds since the epoch, or {@link RawSnapshot#NULL}.
   */
  public long exchangeMillis() {
    return exchangeMillis;
  }

  /** Price in quote units, NaN when null. */
  public double price() {
    return price;
  }

  /** Amount in base units, NaN when null. */
  public double amount() {
    return amount;
  }

  /** The aggressor's side as recorded. */
  public AggressorSide side() {
    return side;
  }

  /** The time {@code clock} shows: microseconds, or {@link RawSnapshot#NULL}. */
  public long time(Clock clock) {
    return clock.micros(captureMicros, exchangeMillis);
  }

  /** Whether price and amount are finite and positive; other trades are dropped and counted. */
  public boolean usable() {
    return price > 0
        && price < Double.POSITIVE_INFINITY
        && amount > 0
        && amount < Double.POSITIVE_INFINITY;
  }
}
