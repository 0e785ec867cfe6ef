package dev.silverbook.features;

/**
 * One order-book snapshot as read. Mutable and reused by readers from row to row; whoever wants to
 * keep values copies them.
 */
public final class RawSnapshot {

  /** Stands for null in every long of this class. */
  public static final long NULL = Long.MIN_VALUE;

  private final RawLevels bids = new RawLevels();
  private final RawLevels asks = new RawLevels();
  private long captureMicros = NULL;
  private long exchangeMillis = NULL;
  private long nonce = NULL;

  /** Sets the three scalar columns; {@link #NULL} for null. */
  public void set(long captureMicros, long exchangeMillis, long nonce) {
    this.captureMicros = captureMicros;
    this.exchangeMillis = exchangeMillis;
    this.nonce = nonce;
  }

  /** {@code capture_ts}: microseconds since the epoch, UTC, or {@link #NULL}. */
  public long captureMicros() {
    return captureMicros;
  }

  /** {@code timestamp}: the exchange's milliseconds since the epoch, or {@link #NULL}. */
  public long exchangeMillis() {
    return exchangeMillis;
  }

  /** {@code nonce} as read, or {@link #NULL}. */
  public long nonce() {
    return nonce;
  }

  /** Bid side, as read. */
  public RawLevels bids() {
    return bids;
  }

  /** Ask side, as read. */
  public RawLevels asks() {
    return asks;
  }

  /**
   * The time {@code clock} shows for this row.
   *
   * @return microseconds since the epoch, or {@link #NULL} when that clock is null here
   */
  public long time(Clock clock) {
    return clock.micros(captureMicros, exchangeMillis);
  }
}
