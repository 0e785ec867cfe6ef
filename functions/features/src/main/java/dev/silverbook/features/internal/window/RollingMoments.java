package dev.silverbook.features.internal.window;

/**
 * Count, mean and sample standard deviation over one time window. Values that are NaN are left out.
 */
public final class RollingMoments {

  private static final int SUM = 0;
  private static final int SQUARES = 1;

  private final RollingSums sums;
  private final EqualRun run = new EqualRun();
  private final DoubleDouble sum = new DoubleDouble();
  private final DoubleDouble squares = new DoubleDouble();

  /** An empty window of {@code length} microseconds. */
  public RollingMoments(long length) {
    sums = new RollingSums(2, length);
  }

  /** Moves the window to end at {@code time} and takes {@code value}, unless it is NaN. */
  public void add(long time, double value) {
    if (Double.isNaN(value)) {
      sums.advance(time);
      return;
    }
    run.add(value, sums.next());
    sums.stage(SUM, value);
    sums.stageProduct(SQUARES, value, value);
    sums.advanceAndPush(time, time);
  }

  /** Mean; NaN when the window is empty. */
  public double mean() {
    return sums.sum(0, SUM) / sums.count(0);
  }

  /** Sample standard deviation (n - 1); NaN below two values. */
  public double standardDeviation() {
    long count = sums.count(0);
    if (count < 2) {
      return Double.NaN;
    }
    if (run.covers(sums.first(0))) {
      return 0;
    }
    sums.sum(0, SUM, sum);
    sums.sum(0, SQUARES, squares);
    double centred = squares.subtractMeanProduct(sum, sum, count).value();
    return Math.sqrt(Math.max(0, centred) / (count - 1));
  }
}
