package dev.silverbook.features.internal.group;

import static dev.silverbook.features.Category.ADVANCED;

import dev.silverbook.features.Column;
import dev.silverbook.features.FeatureConfiguration;
import dev.silverbook.features.FeatureRow;
import dev.silverbook.features.internal.estimator.Vpin;
import dev.silverbook.features.internal.trade.Trade;

/** Volume-synchronised probability of informed trading. */
final class VpinGroup extends FeatureGroup implements TradeListener {

  private final int slot;
  private final Vpin vpin;

  /**
   * Declares the column.
   *
   * @param bucketVolume NaN when there is nothing to bucket
   */
  VpinGroup(ColumnList columns, FeatureConfiguration configuration, double bucketVolume) {
    boolean auto = configuration.vpinBucketVolumeIsAuto();
    Column column =
        Column.number(
                "vpin",
                ADVANCED,
                "1",
                "sum of abs(buy - sell) over the last "
                    + configuration.vpin().windowBuckets()
                    + " complete volume buckets / (count * bucket volume), sides as recorded (the paper:"
                    + " bulk classification, buckets of average daily volume / 50)"
                    + (auto ? "; bucket volume is taken from the whole day's volume" : ""))
            .from("after Easley, Lopez de Prado & O'Hara 2012")
            .withTrades();
    slot = columns.add(auto ? column.notKnownLive() : column);
    vpin = bucketVolume > 0 ? new Vpin(bucketVolume, configuration.vpin().windowBuckets()) : null;
  }

  @Override
  public void onTrade(Trade trade, double lastMid) {
    if (vpin != null) {
      vpin.add(trade.amount(), trade.boughtShare());
    }
  }

  @Override
  public void onRow(Row row, FeatureRow out) {
    if (vpin != null) {
      out.set(slot, vpin.value());
    }
  }
}
