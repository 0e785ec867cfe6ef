package dev.silverbook.features.internal.estimator;

import dev.silverbook.features.internal.window.DoubleDouble;
import dev.silverbook.features.internal.window.RollingSums;

/**
 * Volume-synchronised probability of informed trading: trades fill buckets of equal volume V, and
 * VPIN is the sum of abs(buy - sell) over the last n complete buckets, divided by n V. A trade that
 * overflows a bucket is split; a bucket is complete when it holds V (1 - 10^-9) or more.
 *
 * <p>Source: Easley, Lopez de Prado and O'Hara (2012), Flow toxicity and liquidity in a
 * high-frequency world, Review of Financial Studies 25(5).
 */
public final class Vpin {

  private static final double COMPLETE = 1 - 1e-9;

  private final double bucketVolume;
  private final int windowBuckets;
  private final RollingSums imbalances;
  private final DoubleDouble rest = new DoubleDouble();
  private long buckets;
  private double bought;
  private double sold;
  private double filled;

  /**
   * No bucket yet.
   *
   * @param bucketVolume V, base units, positive
   * @param windowBuckets n
   */
  public Vpin(double bucketVolume, int windowBuckets) {
    this.bucketVolume = bucketVolume;
    this.windowBuckets = windowBuckets;
    this.imbalances = new RollingSums(1, windowBuckets);
  }

  /** Takes a trade of {@code amount} base units, of which that share was bought. */
  public void add(double amount, double boughtShare) {
    // In full precision: what is left after a trade of very many buckets is a tiny part of it.
    rest.set(amount);
    while (rest.value() > 0) {
      if (filled == 0 && rest.value() > bucketVolume * (windowBuckets + 1.0)) {
        fillWhole(boughtShare);
        continue;
      }
      double part = Math.min(rest.value(), bucketVolume - filled);
      bought += part * boughtShare;
      sold += part * (1 - boughtShare);
      filled += part;
      rest.add(-part);
      if (filled >= bucketVolume * COMPLETE) {
        complete(Math.abs(bought - sold));
        bought = 0;
        sold = 0;
        filled = 0;
      }
    }
  }

  /** VPIN as of the last complete bucket; NaN until enough buckets are complete. */
  public double value() {
    return buckets < windowBuckets
        ? Double.NaN
        : imbalances.sum(0, 0) / (windowBuckets * bucketVolume);
  }

  /** Complete buckets so far. */
  public long buckets() {
    return buckets;
  }

  /**
   * One trade that fills more buckets than the window holds: only the last ones can be seen, so the
   * others are counted, not filled one by one.
   */
  private void fillWhole(double boughtShare) {
    double whole = Math.floor(rest.value() / bucketVolume) - 1;
    double imbalance = Math.abs(2 * boughtShare - 1) * bucketVolume;
    buckets += (long) whole - windowBuckets;
    for (int i = 0; i < windowBuckets; i++) {
      complete(imbalance);
    }
    rest.addProduct(-whole, bucketVolume);
  }

  private void complete(double imbalance) {
    imbalances.stage(0, imbalance);
    imbalances.advanceAndPush(buckets, buckets);
    buckets++;
  }
}
