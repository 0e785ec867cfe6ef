package dev.silverbook.features.reference;

import java.util.ArrayList;
import java.util.List;

/** Trades poured into buckets of equal volume (Easley, López de Prado & O'Hara 2012). */
final class VolumeBuckets {

  private static final double FULL = 1 - 1e-9;

  /**
   * A complete bucket.
   *
   * @param time of the trade that completed it
   * @param imbalance abs(buy − sell)
   * @param roundings splits so far, each weighted by how many buckets the split trade holds: where
   *     a bucket begins inside a big trade is known to that trade's rounding only
   */
  private record Bucket(long time, DoubleDouble imbalance, double roundings) {}

  private final double volume;
  private final List<Bucket> complete = new ArrayList<>();

  private VolumeBuckets(double volume) {
    this.volume = volume;
  }

  /**
   * Fills buckets one by one.
   *
   * @param trades in time order
   * @param volume base units a bucket; NaN for none
   */
  static VolumeBuckets fill(List<ClassifiedTrade> trades, double volume) {
    VolumeBuckets buckets = new VolumeBuckets(volume);
    if (Double.isNaN(volume)) {
      return buckets;
    }
    DoubleDouble whole = DoubleDouble.of(volume);
    DoubleDouble full = whole.times(FULL);
    DoubleDouble buy = DoubleDouble.ZERO;
    DoubleDouble sell = DoubleDouble.ZERO;
    double roundings = 0;
    for (ClassifiedTrade trade : trades) {
      DoubleDouble left = DoubleDouble.of(trade.amount());
      roundings += 1 + trade.amount() / volume;
      while (left.signum() > 0) {
        DoubleDouble room = whole.minus(buy).minus(sell);
        DoubleDouble part = left.atLeast(room) ? room : left;
        left = left.minus(part);
        buy = buy.plus(part.times(trade.buyShare()));
        sell = sell.plus(part.times(1 - trade.buyShare()));
        if (buy.plus(sell).atLeast(full)) {
          buckets.complete.add(new Bucket(trade.time(), buy.minus(sell).absolute(), roundings));
          buy = DoubleDouble.ZERO;
          sell = DoubleDouble.ZERO;
        }
      }
    }
    return buckets;
  }

  /** Σ abs(buy − sell)/(count·V) of the last {@code count} buckets complete at {@code time}. */
  Quantity vpin(long time, int count) {
    List<Bucket> known = complete.stream().filter(bucket -> bucket.time <= time).toList();
    if (known.size() < count) {
      return null;
    }
    DoubleDouble sum = DoubleDouble.ZERO;
    for (Bucket bucket : known.subList(known.size() - count, known.size())) {
      sum = sum.plus(bucket.imbalance);
    }
    return Quantity.of(
        sum.dividedBy(DoubleDouble.product(count, volume)), known.get(known.size() - 1).roundings);
  }

  int completeBuckets() {
    return complete.size();
  }
}
