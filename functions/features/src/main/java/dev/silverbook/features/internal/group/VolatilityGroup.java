package dev.silverbook.features.internal.group;

import static dev.silverbook.features.Category.ROLLING;

import dev.silverbook.features.Column;
import dev.silverbook.features.FeatureRow;
import dev.silverbook.features.internal.window.DoubleDouble;
import dev.silverbook.features.internal.window.EqualRun;
import dev.silverbook.features.internal.window.RollingSums;

/**
 * Realized volatility {@code sqrt(sum r^2)}, bipower volatility, mean and deviation of returns over
 * windows.
 *
 * <p>Source: Andersen, Bollerslev, Diebold and Labys (2003), Modeling and forecasting realized
 * volatility, Econometrica 71(2); Barndorff-Nielsen and Shephard (2004), Power and bipower
 * variation with stochastic volatility and jumps, J. Financial Econometrics 2(1).
 */
final class VolatilityGroup extends FeatureGroup {

  private static final int RETURN = 0;
  private static final int SQUARE = 1;

  private final int[] volatility;
  private final int[] meanReturn;
  private final int[] deviation;
  private final int[] bipower;
  private final RollingSums sums;
  private final EqualRun run = new EqualRun();
  private final DoubleDouble sum = new DoubleDouble();
  private final DoubleDouble squares = new DoubleDouble();

  /** Products of successive returns; a pair is in a window when its first row is. */
  private final RollingSums pairs;

  private double returnBefore = Double.NaN;

  VolatilityGroup(ColumnList columns, Windows windows) {
    volatility = new int[windows.count()];
    meanReturn = new int[windows.count()];
    for (int w = 0; w < windows.count(); w++) {
      volatility[w] =
          columns.add(
              Column.number(
                      "realized_vol" + windows.suffix(w),
                      ROLLING,
                      "1",
                      "sqrt(sum of log_return^2) over " + windows.text(w))
                  .from("Andersen, Bollerslev, Diebold & Labys 2003"));
    }
    for (int w = 0; w < windows.count(); w++) {
      meanReturn[w] =
          columns.add(
              Column.number(
                  "mean_return" + windows.suffix(w),
                  ROLLING,
                  "1",
                  "mean of log_return over " + windows.text(w)));
    }
    deviation = new int[windows.count()];
    bipower = new int[windows.count()];
    for (int w = 0; w < windows.count(); w++) {
      deviation[w] =
          columns.add(
              Column.number(
                  "return_std" + windows.suffix(w),
                  ROLLING,
                  "1",
                  "sample standard deviation of log_return over "
                      + windows.text(w)
                      + "; null below 2"));
    }
    for (int w = 0; w < windows.count(); w++) {
      bipower[w] =
          columns.add(
              Column.number(
                      "bipower_vol" + windows.suffix(w),
                      ROLLING,
                      "1",
                      "sqrt(pi/2 * sum of abs(r_j) abs(r_(j-1))) over successive returns, both rows"
                          + " within "
                          + windows.text(w)
                          + "; no small-sample correction")
                  .from("Barndorff-Nielsen & Shephard 2004"));
    }
    sums = new RollingSums(2, windows.micros());
    pairs = new RollingSums(1, windows.micros());
  }

  @Override
  public void onRow(Row row, FeatureRow out) {
    if (row.hasPredecessor()) {
      double logReturn = row.logReturn();
      run.add(logReturn, sums.next());
      if (!Double.isNaN(returnBefore)) {
        pairs.stageProduct(0, Math.abs(logReturn), Math.abs(returnBefore));
        pairs.push(row.timeBefore());
      }
      sums.stage(RETURN, logReturn);
      sums.stageProduct(SQUARE, logReturn, logReturn);
      sums.advanceAndPush(row.time(), row.time());
    } else {
      sums.advance(row.time());
    }
    returnBefore = row.logReturn();
    pairs.advance(row.time());
    for (int w = 0; w < volatility.length; w++) {
      if (sums.count(w) > 0) {
        out.set(volatility[w], Math.sqrt(sums.sum(w, SQUARE)));
        out.set(meanReturn[w], sums.sum(w, RETURN) / sums.count(w));
      }
      if (sums.count(w) > 1) {
        out.set(deviation[w], deviation(w));
      }
      if (pairs.count(w) > 0) {
        out.set(bipower[w], Math.sqrt(Math.PI / 2 * pairs.sum(w, 0)));
      }
    }
  }

  private double deviation(int window) {
    if (run.covers(sums.first(window))) {
      return 0;
    }
    long count = sums.count(window);
    sums.sum(window, RETURN, sum);
    sums.sum(window, SQUARE, squares);
    double centred = squares.subtractMeanProduct(sum, sum, count).value();
    return Math.sqrt(Math.max(0, centred) / (count - 1));
  }
}
