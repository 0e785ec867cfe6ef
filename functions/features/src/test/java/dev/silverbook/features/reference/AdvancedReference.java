package dev.silverbook.features.reference;

import dev.silverbook.features.FeatureConfiguration;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** Price impact, informed trading and transaction costs. */
final class AdvancedReference {

  private static final int LEAST_ROWS = 3;
  private static final double BPS = 1e4;

  private final FeatureConfiguration configuration;
  private final History history;
  private final ReferenceTable table;
  private final boolean tradesPresent;
  private final VolumeBuckets buckets;

  AdvancedReference(Scenario scenario, History history, ReferenceTable table) {
    this.configuration = scenario.configuration();
    this.history = history;
    this.table = table;
    this.tradesPresent = scenario.tradesPresent();
    this.buckets = VolumeBuckets.fill(history.trades(), scenario.vpinBucketVolume());
  }

  void fill(UsableRow row) {
    int n = row.position;
    Line ofi = regression(row, AdvancedReference::plainOfi, x -> x.ofi(1));
    table.set("ofi_impact", n, ofi.slope());
    table.set("ofi_impact_r2", n, ofi.rSquared());
    if (!tradesPresent) {
      return;
    }
    Line kyle = regression(row, AdvancedReference::plainVolume, UsableRow::signedVolume);
    table.set("kyle_lambda", n, kyle.slope());
    table.set("kyle_lambda_r2", n, kyle.rSquared());
    table.set("vpin", n, buckets.vpin(row.time, configuration.vpin().windowBuckets()));
    for (int window : ReferenceColumns.TRADE_WINDOWS) {
      List<ClassifiedTrade> trades = history.tradesWithin(row, window);
      table.set("roll_spread_" + window + "s", n, RollSpread.of(trades));
      table.set("amihud_" + window + "s", n, amihud(row, window));
      table.set("effective_spread_bps_" + window + "s", n, effectiveSpread(trades));
    }
  }

  /**
   * Log return on {@code x}, over the window's rows that have a return. Null below 3 rows.
   *
   * @param plain x as a plain double computation gives it: where that and the exact x disagree on
   *     whether all are equal, the regression is decided by rounding
   */
  private Line regression(
      UsableRow row, ToDoubleFunction<UsableRow> plain, Function<UsableRow, Quantity> x) {
    List<UsableRow> rows =
        history.rowsWithin(row, configuration.windows().regressionWindowSeconds()).stream()
            .filter(r -> r.logReturn != null)
            .toList();
    if (rows.size() < LEAST_ROWS) {
      return new Line(null, null);
    }
    List<Quantity> xs = rows.stream().map(x).toList();
    boolean allEqual = Line.allEqual(xs);
    boolean plainAllEqual =
        rows.stream().mapToDouble(plain).map(v -> v + 0.0).distinct().count() == 1;
    if (allEqual != plainAllEqual) {
      return new Line(Quantity.noise(), Quantity.noise());
    }
    return Line.fit(xs, rows.stream().map(r -> r.logReturn).toList());
  }

  private static double plainVolume(UsableRow row) {
    double buy = 0;
    double sell = 0;
    for (ClassifiedTrade trade : row.trades) {
      buy += trade.buyAmount();
      sell += trade.sellAmount();
    }
    return buy - sell;
  }

  private static double plainOfi(UsableRow row) {
    return row.ofi(1).value();
  }

  /** Mean of abs(log_return)/(Σ price·amount) over rows with a return and traded volume. */
  private Quantity amihud(UsableRow row, int window) {
    DoubleDouble sum = DoubleDouble.ZERO;
    double scale = 0;
    int count = 0;
    for (UsableRow r : history.rowsWithin(row, window)) {
      if (r.logReturn != null && !r.trades.isEmpty()) {
        DoubleDouble value = ClassifiedTrade.value(r.trades);
        sum = sum.plus(DoubleDouble.of(Math.abs(r.logReturn.value())).dividedBy(value));
        scale += r.logReturn.scale() / value.value();
        count++;
      }
    }
    return count == 0 ? null : Quantity.of(sum.dividedBy(count), scale / count);
  }

  /** Volume-weighted 2·abs(price − m)/m·10⁴ of the trades that have a mid before them. */
  private Quantity effectiveSpread(List<ClassifiedTrade> trades) {
    DoubleDouble sum = DoubleDouble.ZERO;
    DoubleDouble volume = DoubleDouble.ZERO;
    for (ClassifiedTrade trade : trades) {
      UsableRow before = history.lastRowBefore(trade.time());
      if (before != null) {
        double spread = 2 * Math.abs(trade.price() - before.mid) / before.mid * BPS;
        sum = sum.plus(DoubleDouble.product(spread, trade.amount()));
        volume = volume.plus(trade.amount());
      }
    }
    return volume.signum() == 0 ? null : Quantity.of(sum.dividedBy(volume));
  }
}
