package dev.silverbook.features.reference;

import dev.silverbook.features.FeatureConfiguration;
import java.util.List;
import java.util.function.Function;

/** Statistics over windows of rows. */
final class RollingReference {

  private static final int MINUTE = 60;

  private final FeatureConfiguration configuration;
  private final History history;
  private final ReferenceTable table;

  RollingReference(Scenario scenario, History history, ReferenceTable table) {
    this.configuration = scenario.configuration();
    this.history = history;
    this.table = table;
  }

  /** Rows must come in order: the regime shares look back at the regimes of earlier rows. */
  void fill(UsableRow row) {
    int n = row.position;
    for (int window : configuration.windows().windowsSeconds()) {
      List<Quantity> returns = history.within(row, window, x -> x.logReturn);
      table.set("realized_vol_" + window + "s", n, Statistics.norm(returns));
      table.set("mean_return_" + window + "s", n, Statistics.mean(returns));
      table.set("return_std_" + window + "s", n, Statistics.standardDeviation(returns));
      table.set("bipower_vol_" + window + "s", n, bipower(row, window));
      table.set(
          "mean_relative_spread_" + window + "s",
          n,
          Statistics.mean(history.within(row, window, x -> Quantity.of(x.relativeSpread))));
    }
    row.spreadPercentile = percentile(row);
    row.spreadRegime = regime(row.spreadPercentile);
    table.set("spread_percentile", n, Quantity.of(row.spreadPercentile));
    table.set("spread_regime", n, row.spreadRegime);
    table.set("tight_fraction", n, fraction(row, "tight"));
    table.set("wide_fraction", n, fraction(row, "wide"));
    table.set(
        "near_depth_std",
        n,
        Statistics.standardDeviation(
            history.within(row, configuration.regime().windowSeconds(), x -> x.nearDepth)));
    minute(row, "bid_slope", x -> x.bidSlope);
    minute(row, "ask_slope", x -> x.askSlope);
    minute(row, "cog", x -> x.centerVsMid);
  }

  /**
   * sqrt(π/2 Σ|r_j||r_(j−1)|) over rows of the window whose predecessor is in it and has a return.
   */
  private Quantity bipower(UsableRow row, int seconds) {
    List<UsableRow> window = history.rowsWithin(row, seconds);
    DoubleDouble sum = DoubleDouble.ZERO;
    int pairs = 0;
    for (UsableRow r : window) {
      UsableRow before = r.predecessor;
      if (before != null
          && before.logReturn != null
          && before.time > row.time - seconds * History.MICROS_PER_SECOND) {
        sum =
            sum.plus(
                DoubleDouble.product(
                    Math.abs(r.logReturn.value()), Math.abs(before.logReturn.value())));
        pairs++;
      }
    }
    return pairs == 0 ? null : Quantity.of(Math.sqrt(Math.PI / 2 * sum.value()));
  }

  private void minute(UsableRow row, String name, Function<UsableRow, Quantity> feature) {
    List<Quantity> values = history.within(row, MINUTE, feature);
    boolean noise = values.stream().anyMatch(Quantity::isNoise);
    table.set(name + "_mean_60s", row.position, noise ? Quantity.noise() : Statistics.mean(values));
    table.set(
        name + "_std_60s",
        row.position,
        noise ? Quantity.noise() : Statistics.standardDeviation(values));
  }

  /** Mid-rank: (count below + ½·count equal)/count, this row among the equal ones. */
  private double percentile(UsableRow row) {
    List<UsableRow> window = history.rowsWithin(row, configuration.regime().windowSeconds());
    double below = window.stream().filter(x -> x.relativeSpread < row.relativeSpread).count();
    double equal = window.stream().filter(x -> x.relativeSpread == row.relativeSpread).count();
    return (below + equal / 2) / window.size();
  }

  private String regime(double percentile) {
    if (percentile <= configuration.regime().tight()) {
      return "tight";
    }
    return percentile >= configuration.regime().wide() ? "wide" : "normal";
  }

  /** Microseconds spent in {@code regime} over microseconds covered. */
  private Quantity fraction(UsableRow row, String regime) {
    long start = row.time - configuration.regime().windowSeconds() * History.MICROS_PER_SECOND;
    long covered = 0;
    long spent = 0;
    for (UsableRow end : history.rows()) {
      if (end.position > row.position || end.predecessor == null) {
        continue;
      }
      UsableRow begin = end.predecessor;
      long length = Math.max(0, end.time - Math.max(begin.time, start));
      covered += length;
      spent += begin.spreadRegime.equals(regime) ? length : 0;
    }
    return covered == 0 ? null : Quantity.of((double) spent / covered);
  }
}
