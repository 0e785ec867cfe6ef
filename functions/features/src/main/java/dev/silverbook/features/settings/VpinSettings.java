package dev.silverbook.features.settings;

import static dev.silverbook.features.settings.ValueKind.whole;

import java.util.List;

/**
 * Buckets of the volume-synchronised probability of informed trading.
 *
 * @param bucketVolume base units a bucket; NaN for auto
 * @param bucketsPerDay how many buckets auto aims for
 * @param windowBuckets buckets averaged
 */
public record VpinSettings(double bucketVolume, int bucketsPerDay, int windowBuckets) {

  private static final Setting<VpinSettings, Double> BUCKET_VOLUME =
      new Setting<>(
          "vpin_bucket_volume",
          new ValueKind.Positive("auto", "auto, or a number above 0"),
          Double.NaN,
          VpinSettings::bucketVolume,
          "base units a bucket; auto divides the day's volume, which is not known live");

  private static final Setting<VpinSettings, Integer> BUCKETS_PER_DAY =
      new Setting<>(
          "vpin_buckets_per_day",
          whole(1, 1_000_000),
          500,
          VpinSettings::bucketsPerDay,
          "how many buckets auto makes of a day");

  private static final Setting<VpinSettings, Integer> WINDOW_BUCKETS =
      new Setting<>(
          "vpin_window_buckets",
          whole(1, 100_000),
          50,
          VpinSettings::windowBuckets,
          "complete buckets that vpin averages");

  /** These keys. */
  public static final Section<VpinSettings> SECTION =
      new Section<>(
          "vpin",
          in ->
              new VpinSettings(
                  BUCKET_VOLUME.read(in), BUCKETS_PER_DAY.read(in), WINDOW_BUCKETS.read(in)),
          List.of(BUCKET_VOLUME, BUCKETS_PER_DAY, WINDOW_BUCKETS));

  /** Whether auto decides the bucket volume. */
  public boolean bucketVolumeIsAuto() {
    return Double.isNaN(bucketVolume);
  }
}
