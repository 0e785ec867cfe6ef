package dev.silverbook.features;

/** Who took liquidity in a trade, as recorded. */
public enum AggressorSide {
  /** The buyer was the aggressor. */
  BUY,
  /** The seller was the aggressor. */
  SELL,
  /** Not recorded, or not understood; the tick rule decides. */
  UNKNOWN;

  /**
   * Reads {@code buy} or {@code sell} in any case.
   *
   * @param text may be null
   * @return {@link #UNKNOWN} for anything else
   */
  public static AggressorSide parse(String text) {
    if ("buy".equalsIgnoreCase(text)) {
      return BUY;
    }
    if ("sell".equalsIgnoreCase(text)) {
      return SELL;
    }
    return UNKNOWN;
  }
}
