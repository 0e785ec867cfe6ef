package dev.silverbook.features.internal.estimator;

import dev.silverbook.features.internal.window.DoubleDouble;
import dev.silverbook.features.internal.window.RollingSums;

/**
 * Roll's effective spread {@code 2 sqrt(-cov)}, cov the sample covariance of successive price
 * changes between the trades of a window; undefined below 3 changes or when the covariance is not
 * negative.
 *
 * <p>A pair of changes spans three trades and lies in the window when the first of them does.
 *
 * <p>Source: Roll (1984), A simple implicit measure of the effective bid-ask spread in an efficient
 * market, J. Finance 39(4).
 */
public final class RollSpread {

  private static final int EARLIER = 0;
  private static final int LATER = 1;
  private static final int PRODUCT = 2;

  /** Pairs that three changes make. */
  private static final int MINIMUM_PAIRS = 2;

  /** A centred sum smaller than this share of its terms is nothing but their rounding. */
  private static final double ROUNDING = 0x1p-90;

  private final RollingSums sums;
  private final DoubleDouble earlier = new DoubleDouble();
  private final DoubleDouble later = new DoubleDouble();
  private final DoubleDouble product = new DoubleDouble();
  private long firstTime;
  private long secondTime;
  private double secondPrice = Double.NaN;
  private double lastChange = Double.NaN;

  /** Empty windows of those lengths, microseconds. */
  public RollSpread(long... lengths) {
    sums = new RollingSums(3, lengths);
  }

  /** Takes a trade. */
  public void add(long time, double price) {
    double change = price - secondPrice;
    if (!Double.isNaN(lastChange)) {
      sums.stage(EARLIER, lastChange);
      sums.stage(LATER, change);
      sums.stageProduct(PRODUCT, lastChange, change);
      sums.advanceAndPush(time, firstTime);
    }
    firstTime = secondTime;
    secondTime = time;
    secondPrice = price;
    lastChange = change;
  }

  /** Moves the windows to end at {@code time}. */
  public void advance(long time) {
    sums.advance(time);
  }

  /** The spread over one window, quote units; NaN when undefined. */
  public double spread(int window) {
    long pairs = sums.count(window);
    if (pairs < MINIMUM_PAIRS) {
      return Double.NaN;
    }
    sums.sum(window, EARLIER, earlier);
    sums.sum(window, LATER, later);
    sums.sum(window, PRODUCT, product);
    double terms = Math.abs(product.value());
    double centred = product.subtractMeanProduct(earlier, later, pairs).value();
    if (centred >= -ROUNDING * terms) {
      return Double.NaN;
    }
    return 2 * Math.sqrt(-centred / (pairs - 1));
  }
}
