package dev.silverbook.features.internal.book;

import dev.silverbook.features.internal.window.ExactSums;

/**
 * Level-wise order-flow imbalance between two books: {@code e^b - e^a} with, per side, {@code q_n}
 * when the price improved, {@code -q_(n-1)} when it worsened (for asks: mirrored), and the change
 * in size when it stayed.
 *
 * <p>Source: Cont, Kukanov and Stoikov (2014), The price impact of order book events, J. Financial
 * Econometrics 12(1); level-wise as Xu, Gould and Howison (2018), Multi-level order-flow imbalance
 * in a limit order book.
 */
public final class OrderFlow {

  private final double[] imbalance;
  private final double[] weight;
  private int levels;
  private double weighted;

  /**
   * For {@code levels} levels, level i weighing {@code exp(-decay (i - 1))} in the multi-level sum.
   */
  public OrderFlow(int levels, double decay) {
    imbalance = new double[levels];
    weight = new double[levels];
    for (int i = 0; i < levels; i++) {
      weight[i] = Math.exp(-decay * i);
    }
  }

  /** Compares; {@code before} is null when the row has no predecessor. */
  public void compute(OrderBook before, OrderBook now) {
    levels = 0;
    weighted = Double.NaN;
    if (before == null) {
      return;
    }
    int common =
        Math.min(
            Math.min(before.bids.count, before.asks.count),
            Math.min(now.bids.count, now.asks.count));
    levels = Math.min(common, imbalance.length);
    double sum = 0;
    for (int i = 0; i < levels; i++) {
      double bid =
          flow(before.bids.price[i], before.bids.size[i], now.bids.price[i], now.bids.size[i]);
      double ask =
          flow(-before.asks.price[i], before.asks.size[i], -now.asks.price[i], now.asks.size[i]);
      imbalance[i] = bid - ask;
      sum += weight[i] * imbalance[i];
    }
    weighted = sum;
  }

  /**
   * Becomes what was summed up elsewhere: the first {@code count} levels and their weighted sum.
   */
  void set(ExactSums sums, int count, double weightedSum) {
    levels = count;
    weighted = weightedSum;
    for (int i = 0; i < count; i++) {
      imbalance[i] = sums.value(i);
    }
  }

  /** Adds the levels that have a value, each to its sum. */
  void addTo(ExactSums sums) {
    sums.add(0, imbalance, levels);
  }

  /** Number of levels, from the best, that have a value. */
  public int levels() {
    return levels;
  }

  /** Imbalance of level {@code i}, from 0; base units. NaN where undefined. */
  public double level(int i) {
    return i < levels ? imbalance[i] : Double.NaN;
  }

  /** Weighted sum over the levels that have a value; NaN when none has. */
  public double weighted() {
    return weighted;
  }

  /** {@code rank} grows as the price becomes more aggressive. */
  private static double flow(double rankBefore, double sizeBefore, double rank, double size) {
    if (rank > rankBefore) {
      return size;
    }
    return rank < rankBefore ? -sizeBefore : size - sizeBefore;
  }
}
