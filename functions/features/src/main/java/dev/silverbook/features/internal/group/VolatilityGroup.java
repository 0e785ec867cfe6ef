package dev.silverbook.features.internal.group;

import static dev.silverbook.features.Category.ROLLING;

import dev.silverbook.features.Column;
import dev.silverbook.features.FeatureRow;
import dev.silverbook.features.internal.window.RollingMoments;
import dev.silverbook.features.internal.window.RollingSums;

/**
 * Realized volatility {@code sqrt(sum r^2)}, bipower volatility, mean and deviation of returns over
 * windows.
 *
 * <p>Source: Andersen, Bollerslev, Diebold and Labys (2003), Modeling and forecasting realized
 * volatility, Econometrica 71(2); Barndorff-Nielsen and Shephard (2004), Power and bipower
 * variation with stochastic volatility and jumps, J. Financial Econometrics 2(1).
 */
final class VolatilityGroup extends WindowGroup {

  private static final int PAIR_COMPONENTS = 2;

  private final int[] volatility;
  private final int[] meanReturn;
  private final int[] deviation;
  private final int[] bipower;
  private final RollingSums sums;
  private final RollingMoments returns;

  /** Product of a row's return and the one before; counts where both rows are in the window. */
  private final int pair;

  private final int pairs;
  private double returnBefore = Double.NaN;

  VolatilityGroup(ColumnList columns, Windows windows, RowWindows rowWindows) {
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
    sums = rowWindows.over(windows.micros());
    returns = new RollingMoments(sums);
    pair = sums.addComponents(PAIR_COMPONENTS);
    pairs = pair + 1;
  }

  @Override
  void stage(Row row) {
    double logReturn = row.logReturn();
    if (row.hasPredecessor()) {
      returns.stage(logReturn);
      if (!Double.isNaN(returnBefore)) {
        sums.stageProduct(pair, Math.abs(logReturn), Math.abs(returnBefore));
        sums.stage(pairs, 1);
      }
    }
    returnBefore = logReturn;
  }

  @Override
  public void onRow(Row row, FeatureRow out) {
    for (int w = 0; w < volatility.length; w++) {
      if (returns.count(w) > 0) {
        out.set(volatility[w], Math.sqrt(returns.sumOfSquares(w)));
        out.set(meanReturn[w], returns.mean(w));
      }
      out.set(deviation[w], returns.standardDeviation(w));
      if (sums.sumAfterOldest(w, pairs) > 0) {
        out.set(bipower[w], Math.sqrt(Math.PI / 2 * sums.sumAfterOldest(w, pair)));
      }
    }
  }
}
