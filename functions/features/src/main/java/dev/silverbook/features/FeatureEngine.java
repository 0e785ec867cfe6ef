package dev.silverbook.features;

import java.util.List;

/**
 * One partition's engine: fed trades and snapshots in time order, it fills one {@link FeatureRow}
 * per snapshot. State is fresh with each instance; nothing is shared between instances. Not
 * thread-safe.
 *
 * <p>The caller merges: every trade with a time at or before a snapshot's goes in before that
 * snapshot, trades and snapshots each in ascending time order.
 */
public final class FeatureEngine {

  private final FeatureSchema schema;

  /**
   * A fresh engine.
   *
   * @param configuration what to compute
   * @param input which optional columns the snapshots have
   * @param tradesPresent whether the partition has a trades dataset; if not, trade-based columns
   *     are null in every row
   * @param vpinBucketVolume base units a bucket, positive; NaN when there is nothing to bucket
   */
  public FeatureEngine(
      FeatureConfiguration configuration,
      InputColumns input,
      boolean tradesPresent,
      double vpinBucketVolume) {
    this.schema = schema(configuration, input);
  }

  static FeatureSchema schema(FeatureConfiguration configuration, InputColumns input) {
    return new FeatureSchema(List.of());
  }

  /** The columns this engine fills. */
  public FeatureSchema schema() {
    return schema;
  }

  /** Takes the next trade; its clock must not be null. Unusable trades are dropped and counted. */
  public void onTrade(RawTrade trade) {}

  /**
   * Takes the next snapshot, whose clock must not be null, and fills {@code row} completely.
   *
   * @throws IllegalArgumentException when time runs backwards
   */
  public void onSnapshot(RawSnapshot snapshot, FeatureRow row) {}

  /** What has been seen so far. */
  public EngineCounts counts() {
    return new EngineCounts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
  }
}
