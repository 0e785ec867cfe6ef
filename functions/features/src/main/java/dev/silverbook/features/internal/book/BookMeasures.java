package dev.silverbook.features.internal.book;

/**
 * Quantities of one book that several feature groups use. Each is computed when first asked for, so
 * a group that is switched off costs nothing.
 */
public final class BookMeasures {

  private static final double BASIS_POINTS = 1e4;

  private final SideMeasures bids;
  private final SideMeasures asks;
  private OrderBook book;
  private double mid;
  private double centreOfGravity;
  private double centreVersusMid;
  private boolean haveDistances;
  private boolean haveCentre;

  /** For books of at most {@code levels} a side. */
  public BookMeasures(int levels) {
    bids = new SideMeasures(levels);
    asks = new SideMeasures(levels);
  }

  /** Starts over with another book. */
  public void reset(OrderBook book, double mid) {
    this.book = book;
    this.mid = mid;
    haveDistances = false;
    haveCentre = false;
    bids.haveSlope = false;
    asks.haveSlope = false;
  }

  /** abs(p - mid) / mid of each bid level. */
  public double[] bidDistances() {
    computeDistances();
    return bids.distance;
  }

  /** abs(p - mid) / mid of each ask level. */
  public double[] askDistances() {
    computeDistances();
    return asks.distance;
  }

  /** abs(p - mid) / mid * 10^4 of each bid level. */
  public double[] bidDistancesBps() {
    computeDistances();
    return bids.bps;
  }

  /** abs(p - mid) / mid * 10^4 of each ask level. */
  public double[] askDistancesBps() {
    computeDistances();
    return asks.bps;
  }

  /** Size of both sides with a true distance in [0, limit) bp. */
  public double depthWithin(double limit) {
    computeDistances();
    return bids.within(book.bids, limit) + asks.within(book.asks, limit);
  }

  /** Least-squares slope of cumulative bid size on distance, base per bp; NaN when undefined. */
  public double bidSlope() {
    computeDistances();
    return bids.slope(book.bids);
  }

  /** Least-squares slope of cumulative ask size on distance, base per bp; NaN when undefined. */
  public double askSlope() {
    computeDistances();
    return asks.slope(book.asks);
  }

  /** Size-weighted price over both sides. */
  public double centreOfGravity() {
    computeCentre();
    return centreOfGravity;
  }

  /** (centre of gravity - mid) / mid * 10^4. */
  public double centreVersusMidBps() {
    computeCentre();
    return centreVersusMid;
  }

  private void computeDistances() {
    if (!haveDistances) {
      haveDistances = true;
      bids.measure(book.bids, mid);
      asks.measure(book.asks, mid);
    }
  }

  private void computeCentre() {
    if (!haveCentre) {
      haveCentre = true;
      double size = 0;
      double moment = 0;
      for (int i = 0; i < book.bids.count; i++) {
        size += book.bids.size[i];
        moment += book.bids.size[i] * (book.bids.price[i] - mid);
      }
      for (int i = 0; i < book.asks.count; i++) {
        size += book.asks.size[i];
        moment += book.asks.size[i] * (book.asks.price[i] - mid);
      }
      // Taken from the mid, where prices minus mid are exact: the centre is often very close to it.
      double offset = moment / size;
      centreOfGravity = mid + offset;
      centreVersusMid = offset / mid * BASIS_POINTS;
    }
  }

  /** One side's distances and slope. */
  private static final class SideMeasures {
    private final double[] distance;
    private final double[] bps;
    private boolean haveSlope;
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
    }

    /** Distances ascend, so the sum ends at the first level beyond. */
    double within(BookSide side, double limit) {
      double depth = 0;
      for (int i = 0; i < side.count && bps[i] < limit; i++) {
        depth += side.size[i];
      }
      return depth;
    }

    double slope(BookSide side) {
      if (!haveSlope) {
        haveSlope = true;
        slope = fit(side);
      }
      return slope;
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
      double cumulative = 0;
      double xx = 0;
      double xy = 0;
      double rest = 0;
      double total = 0;
      for (int i = 0; i < count; i++) {
        cumulative += side.size[i];
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
