package dev.silverbook.features;

/**
 * Which optional columns the order-book input has; those are passed on to the output.
 *
 * @param timestamp the exchange's time, {@code timestamp}
 * @param nonce the exchange's sequence number, {@code nonce}
 */
public record InputColumns(boolean timestamp, boolean nonce) {

  /** Both. */
  public static final InputColumns ALL = new InputColumns(true, true);

  /** What either of two files has. */
  public InputColumns or(InputColumns other) {
    return new InputColumns(timestamp || other.timestamp, nonce || other.nonce);
  }
}
