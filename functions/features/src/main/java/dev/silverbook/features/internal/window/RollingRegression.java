package dev.silverbook.features.internal.window;

/**
 * Least-squares line {@code y = a + b x} over one time window. Call {@link #fit()} before reading
 * the results.
 */
public final class RollingRegression {

  private static final int MINIMUM = 3;
  private static final int COMPONENTS = 6;

  private final RollingSums sums;
  private final int x;
  private final int y;
  private final int xx;
  private final int xy;
  private final int yy;
  private final int present;
  private final EqualRun runX = new EqualRun();
  private final EqualRun runY = new EqualRun();
  private final DoubleDouble sumX = new DoubleDouble();
  private final DoubleDouble sumY = new DoubleDouble();
  private final DoubleDouble product = new DoubleDouble();
  private double slope = Double.NaN;
  private double rSquared = Double.NaN;

  /** Over the first window of {@code sums}, whose entries others may stage components of, too. */
  public RollingRegression(RollingSums sums) {
    this.sums = sums;
    x = sums.addComponents(COMPONENTS);
    y = x + 1;
    xx = x + 2;
    xy = x + 3;
    yy = x + 4;
    present = x + 5;
  }

  /** Makes a pair a part of the entry that the sums get next. */
  public void stage(double x, double y) {
    runX.add(x, sums.next());
    runY.add(y, sums.next());
    sums.stage(this.x, x);
    sums.stage(this.y, y);
    sums.stageProduct(xx, x, x);
    sums.stageProduct(xy, x, y);
    sums.stageProduct(yy, y, y);
    sums.stage(present, 1);
  }

  /** Fits the line to the window's pairs. */
  public void fit() {
    slope = Double.NaN;
    rSquared = Double.NaN;
    long count = (long) sums.sum(0, present);
    if (count < MINIMUM || runX.covers(sums.first(0))) {
      return;
    }
    sums.sum(0, x, sumX);
    sums.sum(0, y, sumY);
    sums.sum(0, xx, product);
    double spread = product.subtractMeanProduct(sumX, sumX, count).value();
    if (!(spread > 0)) {
      // Unequal values whose squares vanish below the smallest double.
      return;
    }
    if (runY.covers(sums.first(0))) {
      slope = 0;
      return;
    }
    sums.sum(0, xy, product);
    double common = product.subtractMeanProduct(sumX, sumY, count).value();
    sums.sum(0, yy, product);
    double range = product.subtractMeanProduct(sumY, sumY, count).value();
    slope = common / spread;
    // The quotient of quotients keeps tiny returns and huge volumes inside the range of a double.
    rSquared = range > 0 ? Math.min(1, slope * (common / range)) : Double.NaN;
  }

  /** Slope b; NaN below three pairs or when all x are equal. */
  public double slope() {
    return slope;
  }

  /** Coefficient of determination; NaN as {@link #slope()}, and when all y are equal. */
  public double rSquared() {
    return rSquared;
  }
}
