package dev.silverbook.features.internal.group;

import static dev.silverbook.features.Category.ADVANCED;

import dev.silverbook.features.Column;
import dev.silverbook.features.FeatureRow;
import dev.silverbook.features.internal.window.RollingRegression;
import dev.silverbook.features.internal.window.RollingSums;

/**
 * Price impact: the slope of returns on signed traded volume (Kyle's lambda), and on order-flow
 * imbalance.
 *
 * <p>Source: Kyle (1985), Continuous auctions and insider trading, Econometrica 53(6); Cont,
 * Kukanov and Stoikov (2014).
 */
final class ImpactGroup extends WindowGroup {

  private final int lambda;
  private final int lambdaFit;
  private final int ofiImpact;
  private final int ofiImpactFit;
  private final boolean tradesPresent;
  private final RollingRegression onVolume;
  private final RollingRegression onOrderFlow;

  ImpactGroup(ColumnList columns, int windowSeconds, boolean tradesPresent, RowWindows rowWindows) {
    this.tradesPresent = tradesPresent;
    String over = " over " + windowSeconds + " s; null below 3 rows or when all x are equal";
    String line = "least-squares line of log_return on ";
    String volume = line + "the interval's signed traded base volume" + over;
    lambda =
        columns.add(
            column(
                    "kyle_lambda",
                    "1 per base",
                    "slope of the "
                        + volume
                        + "; returns are per row, so it depends on the cadence (Hasbrouck 2009:"
                        + " 5-minute returns on signed square-root dollar volume)")
                .from("after Kyle 1985")
                .withTrades());
    lambdaFit =
        columns.add(
            column("kyle_lambda_r2", "1", "R^2 of the " + volume)
                .from("after Kyle 1985")
                .withTrades());
    String flow = line + "ofi_1" + over;
    String cont = "Cont, Kukanov & Stoikov 2014";
    ofiImpact = columns.add(column("ofi_impact", "1 per base", "slope of the " + flow).from(cont));
    ofiImpactFit = columns.add(column("ofi_impact_r2", "1", "R^2 of the " + flow).from(cont));
    RollingSums sums = rowWindows.over(Windows.micros(windowSeconds));
    onVolume = new RollingRegression(sums);
    onOrderFlow = new RollingRegression(sums);
  }

  private static Column column(String name, String unit, String definition) {
    return Column.number(name, ADVANCED, unit, definition);
  }

  @Override
  void stage(Row row) {
    if (!row.hasPredecessor()) {
      return;
    }
    if (tradesPresent) {
      onVolume.stage(row.interval().signedVolume(), row.logReturn());
    }
    onOrderFlow.stage(row.orderFlow().level(0), row.logReturn());
  }

  @Override
  public void onRow(Row row, FeatureRow out) {
    if (tradesPresent) {
      fill(onVolume, out, lambda, lambdaFit);
    }
    fill(onOrderFlow, out, ofiImpact, ofiImpactFit);
  }

  private static void fill(RollingRegression regression, FeatureRow out, int slope, int fit) {
    regression.fit();
    out.set(slope, regression.slope());
    out.set(fit, regression.rSquared());
  }
}
