package dev.silverbook.features.internal.book;

/**
 * Quantities of one book that several feature groups use, computed once a row. Whoever asks gets a
 * number and no computation, so that the compiler does not put one into each of those who ask.
 */
public final class BookMeasures {

  private static final double BASIS_POINTS = 1e4;
  private static final double NEAREST_BPS = 5;
  private static final double NEAR_BPS = 10;

  private final SideMeasures bids;
  private final SideMeasures asks;
  private double nearestDepth;
  private double nearDepth;
  private double centreOfGravity;
  private double centreVersusMid;

  /** For books of at most {@code levels} a side. */
  public BookMeasures(int levels) {
    bids = new SideMeasures(levels);
    asks = new SideMeasures(levels);
  }

  /** Measures a book, whose depth must have been added up. */
  public void compute(OrderBook book, double mid) {
    nearestDepth = 0;
    nearDepth = 0;
    double size = 0;
    double moment = 0;
    BookSide side = book.bids;
    SideMeasures measures = bids;
    // Twice the same: once for each side, bids first.
    for (int pass = 0; pass < 2; pass++) {
      measures.measure(side, mid);
      nearestDepth += measures.within(side, NEAREST_BPS);
      nearDepth += measures.within(side, NEAR_BPS);
      for (int i = 0; i < side.count; i++) {
        size += side.size[i];
        moment += side.size[i] * (side.price[i] - mid);
      }
      side = book.asks;
      measures = asks;
    }
    // Taken from the mid, where prices minus mid are exact: the centre is often very close to it.
    double offset = moment / size;
    centreOfGravity = mid + offset;
    centreVersusMid = offset / mid * BASIS_POINTS;
  }

  /** abs(p - mid) / mid of each bid level. */
  public double[] bidDistances() {
    return bids.distance;
  }

  /** abs(p - mid) / mid of each ask level. */
  public double[] askDistances() {
    return asks.distance;
  }

  /** abs(p - mid) / mid * 10^4 of each bid level. */
  public double[] bidDistancesBps() {
    return bids.bps;
  }

  /** abs(p - mid) / mid * 10^4 of each ask level. */
  public double[] askDistancesBps() {
    return asks.bps;
  }

  /** Size of both sides with a true distance in [0, 5) bp. */
  public double nearestDepth() {
    return nearestDepth;
  }

  /** Size of both sides with a true distance in [0, 10) bp. */
  public double nearDepth() {
    return nearDepth;
  }

  /** Least-squares slope of cumulative bid size on distance, base per bp; NaN when undefined. */
  public double bidSlope() {
    return bids.slope;
  }

  /** Least-squares slope of cumulative ask size on distance, base per bp; NaN when undefined. */
  public double askSlope() {
    return asks.slope;
  }

  /** Size-weighted price over both sides. */
  public double centreOfGravity() {
    return centreOfGravity;
  }

  /** (centre of gravity - mid) / mid * 10^4. */
  public double centreVersusMidBps() {
    return centreVersusMid;
  }

  /** One side's distances and slope. */
  private static final class SideMeasures {
    private final double[] distance;
    private final double[] bps;
    private double slope;

    SideMeasures(int levels) {
      distance = new double[levels];
      bps = new double[levels];
    }

    void measure(BookSide side, double mid) {
      for (int i = 0; i < side.count; i++) {
        double away = Math.abs(side.price[i] - mid) / mid;
        distance[i] = away;
        bps[i] = away * BASIS_POINTS;
      }
      slope = fit(side);
    }

    /** Distances ascend, so the sum ends at the first level beyond. */
    double within(BookSide side, double limit) {
      int levels = 0;
      while (levels < side.count && bps[levels] < limit) {
        levels++;
      }
      return side.depth(levels);
    }

    private double fit(BookSide side) {
      int count = side.count;
      if (count < 2 || bps[0] == bps[count - 1]) {
        return Double.NaN;
      }
      double sum = 0;
      for (int i = 0; i < count; i++) {
        sum += bps[i];
      }
      double mean = sum / count;
      double xx = 0;
      double xy = 0;
      double rest = 0;
      double total = 0;
      for (int i = 0; i < count; i++) {
        double cumulative = side.depth[i];
        double x = bps[i] - mean;
        xx += x * x;
        xy += x * cumulative;
        rest += x;
        total += cumulative;
      }
      // The mean is rounded, so the centred distances do not quite sum to 0; take that out.
      return (xy - rest * (total / count)) / (xx - rest * rest / count);
    }
  }
}
