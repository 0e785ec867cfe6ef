package dev.silverbook.features.internal.estimator;

import dev.silverbook.features.internal.book.BookSide;

/** Cost of walking one side of the book for a given quote amount. */
public final class SweepCost {

  private static final double BASIS_POINTS = 1e4;

  private SweepCost() {}

  /**
   * abs(average price - mid) / mid * 10^4 of trading {@code notional} quote units.
   *
   * @return NaN when the levels cannot fill it
   */
  public static double bps(BookSide side, double mid, double notional) {
    double filled = 0;
    double base = 0;
    double excess = 0;
    for (int i = 0; i < side.count; i++) {
      double price = side.price[i];
      // Added up rather than taken off, so that levels worth exactly the notional fill it.
      double reached = filled + price * side.size[i];
      boolean last = reached >= notional;
      double amount = last ? (notional - filled) / price : side.size[i];
      base += amount;
      // Summed as distance from the mid, where subtraction is exact: near the touch the average
      // price itself would lose half its digits against the mid.
      excess += amount * Math.abs(price - mid);
      if (last) {
        return excess / base / mid * BASIS_POINTS;
      }
      filled = reached;
    }
    return Double.NaN;
  }
}
