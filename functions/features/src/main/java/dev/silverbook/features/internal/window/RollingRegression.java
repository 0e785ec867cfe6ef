package dev.silverbook.features.internal.window;

/**
 * Least-squares line {@code y = a + b x} over one time window. Call {@link #fit()} before reading
 * the results.
 */
public final class RollingRegression {

  private static final int MINIMUM = 3;
  private static final int X = 0;
  private static final int Y = 1;
  private static final int XX = 2;
  private static final int XY = 3;
  private static final int YY = 4;

  private final RollingSums sums;
  private final EqualRun runX = new EqualRun();
  private final EqualRun runY = new EqualRun();
  private final DoubleDouble sumX = new DoubleDouble();
  private final DoubleDouble sumY = new DoubleDouble();
  private final DoubleDouble product = new DoubleDouble();
  private double slope = Double.NaN;
  private double rSquared = Double.NaN;

  /** An empty window of {@code length} microseconds. */
  public RollingRegression(long length) {
    sums = new RollingSums(5, length);
  }

  /** Moves the window to end at {@code time}, where nothing is to be taken. */
  public void advance(long time) {
    sums.advance(time);
  }

  /** Moves the window to end at {@code time} and takes a pair. */
  public void add(long time, double x, double y) {
    runX.add(x, sums.next());
    runY.add(y, sums.next());
    sums.stage(X, x);
    sums.stage(Y, y);
    sums.stageProduct(XX, x, x);
    sums.stageProduct(XY, x, y);
    sums.stageProduct(YY, y, y);
    sums.advanceAndPush(time, time);
  }

  /** Fits the line to the window's pairs. */
  public void fit() {
    slope = Double.NaN;
    rSquared = Double.NaN;
    long count = sums.count(0);
    if (count < MINIMUM || runX.covers(sums.first(0))) {
      return;
    }
    sums.sum(0, X, sumX);
    sums.sum(0, Y, sumY);
    sums.sum(0, XX, product);
    double xx = product.subtractMeanProduct(sumX, sumX, count).value();
    if (!(xx > 0)) {
      // Unequal values whose squares vanish below the smallest double.
      return;
    }
    if (runY.covers(sums.first(0))) {
      slope = 0;
      return;
    }
    sums.sum(0, XY, product);
    double xy = product.subtractMeanProduct(sumX, sumY, count).value();
    sums.sum(0, YY, product);
    double yy = product.subtractMeanProduct(sumY, sumY, count).value();
    slope = xy / xx;
    // The quotient of quotients keeps tiny returns and huge volumes inside the range of a double.
    rSquared = yy > 0 ? Math.min(1, slope * (xy / yy)) : Double.NaN;
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
