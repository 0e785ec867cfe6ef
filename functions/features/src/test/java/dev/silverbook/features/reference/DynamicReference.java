package dev.silverbook.features.reference;

import dev.silverbook.features.FeatureConfiguration;
import java.util.List;

/** The columns that compare a row with its predecessor, and flow over windows. */
final class DynamicReference {

  private final FeatureConfiguration configuration;
  private final History history;
  private final boolean tradesPresent;
  private final ReferenceTable table;

  DynamicReference(Scenario scenario, History history, ReferenceTable table) {
    this.configuration = scenario.configuration();
    this.tradesPresent = scenario.tradesPresent();
    this.history = history;
    this.table = table;
  }

  void fill(UsableRow row) {
    int n = row.position;
    table.set("history_seconds", n, seconds(row.time - history.rows().get(0).time));
    table.set("book_age_seconds", n, seconds(row.time - history.lastChange(row).time));
    table.set("log_return", n, row.logReturn);
    table.set("mid_velocity", n, row.velocity);
    table.set("mid_acceleration", n, acceleration(row));
    for (int i = 1; i <= configuration.flow().ofiLevels(); i++) {
      table.set("ofi_" + i, n, row.ofi(i));
    }
    table.set("mlofi", n, row.mlofi(configuration.flow().ofiDecay()));
    for (int window : configuration.windows().windowsSeconds()) {
      String w = window + "s";
      table.set("ofi_sum_" + w, n, Statistics.sum(history.within(row, window, x -> x.ofi(1))));
      table.set("ofi_norm_" + w, n, normalised(row, window));
      table.set(
          "mlofi_sum_" + w,
          n,
          Statistics.sum(
              history.within(row, window, x -> x.mlofi(configuration.flow().ofiDecay()))));
      if (tradesPresent) {
        List<ClassifiedTrade> trades = history.tradesWithin(row, window);
        DoubleDouble buy = ClassifiedTrade.buyVolume(trades);
        DoubleDouble sell = ClassifiedTrade.sellVolume(trades);
        table.set("buy_volume_" + w, n, Quantity.of(buy));
        table.set("sell_volume_" + w, n, Quantity.of(sell));
        table.set("trade_volume_" + w, n, Quantity.of(buy.plus(sell)));
        table.set("trade_count_" + w, n, (long) trades.size());
        table.set("tfi_" + w, n, Statistics.imbalance(buy, sell));
        DoubleDouble value = ClassifiedTrade.value(trades);
        table.set("quote_volume_" + w, n, Quantity.of(value));
        table.set(
            "trade_vwap_" + w,
            n,
            trades.isEmpty() ? null : Quantity.of(value.dividedBy(buy.plus(sell))));
      }
    }
  }

  private static Quantity seconds(long micros) {
    return Quantity.of(micros / 1e6);
  }

  /** Σ ofi_1 over the mean of (q^b_1 + q^a_1)/2 of the window's usable rows. */
  private Quantity normalised(UsableRow row, int window) {
    Quantity sum = Statistics.sum(history.within(row, window, x -> x.ofi(1)));
    if (sum == null) {
      return null;
    }
    Quantity size = Statistics.mean(history.within(row, window, x -> Quantity.of(x.bestSize())));
    return Quantity.of(sum.value() / size.value(), sum.scale() / size.value());
  }

  /** A difference of velocities, each rounded at its own size. */
  private static Quantity acceleration(UsableRow row) {
    if (row.velocity == null || row.predecessor.velocity == null) {
      return null;
    }
    double after = row.velocity.value();
    double before = row.predecessor.velocity.value();
    double seconds =
        (row.secondsSincePredecessor() + row.predecessor.secondsSincePredecessor()) / 2;
    return Quantity.of((after - before) / seconds, (Math.abs(after) + Math.abs(before)) / seconds);
  }
}
