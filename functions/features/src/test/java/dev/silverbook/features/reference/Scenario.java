package dev.silverbook.features.reference;

import dev.silverbook.features.Clock;
import dev.silverbook.features.FeatureConfiguration;
import dev.silverbook.features.InputColumns;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * One partition's input, in input order.
 *
 * @param name what a failure message calls it
 * @param configuration what to compute
 * @param input optional columns of the snapshots
 * @param snapshots in input order, not necessarily in time order
 * @param tradesPresent whether the partition has a trades dataset
 * @param trades in input order; empty without a trades dataset
 */
record Scenario(
    String name,
    FeatureConfiguration configuration,
    InputColumns input,
    List<SnapshotInput> snapshots,
    boolean tradesPresent,
    List<TradeInput> trades) {

  /** Snapshots with a clock, by time, ties in input order. */
  List<SnapshotInput> orderedSnapshots() {
    Clock clock = configuration.clock();
    return snapshots.stream()
        .filter(snapshot -> snapshot.time(clock) != null)
        .sorted(Comparator.comparing(snapshot -> Objects.requireNonNull(snapshot.time(clock))))
        .toList();
  }

  /** Trades with a clock, by time, ties in input order; unusable ones among them. */
  List<TradeInput> orderedTrades() {
    Clock clock = configuration.clock();
    return trades.stream()
        .filter(trade -> trade.time(clock) != null)
        .sorted(Comparator.comparing(trade -> Objects.requireNonNull(trade.time(clock))))
        .toList();
  }

  /** The configured volume, else traded volume over buckets a day; NaN when nothing was traded. */
  double vpinBucketVolume() {
    if (!configuration.vpinBucketVolumeIsAuto()) {
      return configuration.vpinBucketVolume();
    }
    DoubleDouble volume = DoubleDouble.ZERO;
    for (TradeInput trade : orderedTrades()) {
      if (trade.valid()) {
        volume = volume.plus(trade.amount());
      }
    }
    return volume.signum() == 0
        ? Double.NaN
        : volume.dividedBy(configuration.vpinBucketsPerDay()).value();
  }
}
