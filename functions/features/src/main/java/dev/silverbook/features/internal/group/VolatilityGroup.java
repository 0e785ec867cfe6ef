package dev.silverbook.features.internal.group;

import static dev.silverbook.features.Category.ROLLING;

import dev.silverbook.features.Column;
import dev.silverbook.features.FeatureRow;
import dev.silverbook.features.internal.window.RollingSums;

/**
 * Realized volatility {@code sqrt(sum r^2)} and mean return over windows.
 *
 * <p>Source: Andersen, Bollerslev, Diebold and Labys (2003), Modeling and forecasting realized
 * volatility, Econometrica 71(2).
 */
final class VolatilityGroup extends FeatureGroup {

  private static final int RETURN = 0;
  private static final int SQUARE = 1;

  private final int[] volatility;
  private final int[] meanReturn;
  private final RollingSums sums;

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
    sums = new RollingSums(2, windows.micros());
  }

  @Override
  public void onRow(Row row, FeatureRow out) {
    sums.advance(row.time());
    if (row.hasPredecessor()) {
      double logReturn = row.logReturn();
      sums.stage(RETURN, logReturn);
      sums.stageProduct(SQUARE, logReturn, logReturn);
      sums.push(row.time());
    }
    for (int w = 0; w < volatility.length; w++) {
      if (sums.count(w) > 0) {
        out.set(volatility[w], Math.sqrt(sums.sum(w, SQUARE)));
        out.set(meanReturn[w], sums.sum(w, RETURN) / sums.count(w));
      }
    }
  }
}
