package dev.silverbook.lake.internal.rebuild;

import dev.silverbook.features.RawLevels;

/** The best levels of a side, copied only after one of them has changed. */
final class TopLevels {

  private final DeepSide side;
  private final int depth;
  private double[] prices = new double[32];
  private double[] sizes = new double[32];
  private int length;
  private double worst = Double.NEGATIVE_INFINITY;
  private boolean stale;

  TopLevels(DeepSide side, int depth) {
    this.side = side;
    this.depth = depth;
  }

  void touched(double price) {
    stale |= side.key(price) >= worst;
  }

  void changed() {
    stale = true;
  }

  void point(RawLevels target) {
    if (stale) {
      int most = Math.min(depth, side.levels());
      if (prices.length < most) {
        int room = Math.min(depth, 2 * most);
        prices = new double[room];
        sizes = new double[room];
      }
      length = side.top(prices, sizes, most);
      worst = length < depth ? Double.NEGATIVE_INFINITY : side.key(prices[length - 1]);
      stale = false;
    }
    target.set(prices, 0, sizes, 0, length);
  }
}
