package dev.silverbook.features.internal.trade;

import dev.silverbook.features.AggressorSide;

/**
 * Says how much of a trade was bought by its aggressor: the recorded side where there is one, else
 * the tick rule: a price above the previous trade's is a buy, below a sell, equal has the previous
 * trade's class, and before any class exists it is half a buy, half a sell.
 *
 * <p>Source: Lee and Ready (1991), Inferring trade direction from intraday data, J. Finance 46(2).
 */
public final class TickRule {

  /** The class before any class exists. */
  private static final double UNDECIDED = 0.5;

  private static final double BUY = 1;
  private static final double SELL = 0;

  private double lastPrice = Double.NaN;
  private double lastClass = UNDECIDED;

  /**
   * Classifies the next trade.
   *
   * @return the bought share of its amount: 1, 0 or one half
   */
  public double boughtShare(AggressorSide side, double price) {
    double share =
        switch (side) {
          case BUY -> BUY;
          case SELL -> SELL;
          case UNKNOWN -> price > lastPrice ? BUY : price < lastPrice ? SELL : lastClass;
        };
    lastPrice = price;
    lastClass = share;
    return share;
  }
}
