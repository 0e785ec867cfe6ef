package dev.silverbook.features.internal.window;

/**
 * Count, mean and sample standard deviation over time windows. Values that are NaN are left out.
 */
public final class RollingMoments {

  private static final int COMPONENTS = 3;

  private final RollingSums sums;
  private final int value;
  private final int square;
  private final int present;
  private final EqualRun run = new EqualRun();
  private final DoubleDouble sum = new DoubleDouble();
  private final DoubleDouble squares = new DoubleDouble();

  /** An empty window of {@code length} microseconds. */
  public RollingMoments(long length) {
    this(new RollingSums(0, length));
  }

  /** Over all windows of {@code sums}, whose entries others may stage components of, too. */
  public RollingMoments(RollingSums sums) {
    this.sums = sums;
    value = sums.addComponents(COMPONENTS);
    square = value + 1;
    present = value + 2;
  }

  /** Moves the windows to end at {@code time} and takes {@code value}, unless it is NaN. */
  public void add(long time, double value) {
    stage(value);
    sums.advanceAndPush(time, time);
  }

  /** Makes {@code value}, unless it is NaN, a part of the entry that the sums get next. */
  public void stage(double value) {
    if (Double.isNaN(value)) {
      return;
    }
    run.add(value, sums.next());
    sums.stage(this.value, value);
    sums.stageProduct(square, value, value);
    sums.stage(present, 1);
  }

  /** Mean over the first window; NaN when it is empty. */
  public double mean() {
    return mean(0);
  }

  /** Sample standard deviation (n - 1) over the first window; NaN below two values. */
  public double standardDeviation() {
    return standardDeviation(0);
  }

  /** Values in a window. */
  public long count(int window) {
    return (long) sums.sum(window, present);
  }

  /** Mean over a window; NaN when it is empty. */
  public double mean(int window) {
    return sums.sum(window, value) / count(window);
  }

  /** Sum of the squares over a window; 0 when it is empty. */
  public double sumOfSquares(int window) {
    return sums.sum(window, square);
  }

  /** Sample standard deviation (n - 1) over a window; NaN below two values. */
  public double standardDeviation(int window) {
    long count = count(window);
    if (count < 2) {
      return Double.NaN;
    }
    if (run.covers(sums.first(window))) {
      return 0;
    }
    sums.sum(window, value, sum);
    sums.sum(window, square, squares);
    double centred = squares.subtractMeanProduct(sum, sum, count).value();
    return Math.sqrt(Math.max(0, centred) / (count - 1));
  }
}
