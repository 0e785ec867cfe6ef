package dev.silverbook.features.reference;

import dev.silverbook.features.FeatureConfiguration;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Configurations by chance: mostly all categories, otherwise anything that is allowed. */
final class RandomConfiguration {

  private final Random random;

  RandomConfiguration(Random random) {
    this.random = random;
  }

  /**
   * Draws.
   *
   * @param price a typical price, quote units
   * @param size a typical level size, base units
   * @param bucketVolume a bucket volume that fits the trades; NaN for auto
   */
  FeatureConfiguration draw(double price, double size, double bucketVolume) {
    Map<String, Object> values = new LinkedHashMap<>();
    if (random.nextInt(4) > 0) {
      values.put("depth_levels", pick(1, 2, 4, 5, 10, 20, 60));
      values.put("ofi_levels", pick(1, 3, 10, 25));
      values.put("ofi_decay", pick(0, 0.5, 2.5));
      values.put("imbalance_levels", pick(List.of(1, 3, 5, 10), List.of(2), List.of(1, 70)));
      values.put(
          "bands_bps",
          pick(
              List.of(5, 10, 25, 50, 100),
              List.of(0.5, 2.5),
              List.of(1, 2, 5000),
              List.of(10, 20_000)));
      values.put("windows_seconds", pick(List.of(5, 15, 60, 300, 900), List.of(1), List.of(2, 60)));
      values.put("smart_depth_decay", pick(0, 1, 100, 2000));
      values.put("regression_window_seconds", pick(3, 60, 300, 86_400));
      values.put("regime_window_seconds", pick(2, 60, 300, 1000));
      values.put("regime_tight", pick(0.1, 0.2, 0.5));
      values.put("regime_wide", pick(0.6, 0.8, 1.0));
      values.put("vpin_buckets_per_day", pick(3, 20, 500));
      values.put("vpin_window_buckets", pick(1, 2, 10, 50));
      values.put("max_gap_seconds", pick(1, 10, 300));
      values.put("cadence_ms", pick(0, 0, 250, 960));
      values.put("clock", pick("capture", "capture", "exchange"));
      values.put("keep_levels", random.nextBoolean());
      values.put("drop_raw_book_arrays", random.nextBoolean());
    }
    // Notionals in proportion to what a level holds, so that they fill sometimes.
    double level = price * size;
    values.put(
        "impact_notionals",
        pick(
            List.of(1_000, 10_000, 100_000),
            List.of(level),
            List.of(level / 100, 3 * level, 40 * level)));
    values.put("outputs", List.of("orderbook", "bars", "labels"));
    values.put(
        "bars",
        List.of(
            pick("1s", "7s", "60s"),
            pick("3600s", "86400s", "50000s"),
            pick("1trades", "3trades", "20trades"),
            plain(size * pickNumber(0.2, 1, 10)) + "base",
            plain(level * pickNumber(0.2, 1, 10)) + "quote"));
    values.put("labels_seconds", pick(List.of(1, 10, 60, 300), List.of(2), List.of(5, 900)));
    if (!Double.isNaN(bucketVolume)) {
      values.put("vpin_bucket_volume", bucketVolume);
    }
    if (random.nextInt(4) == 0) {
      List<String> categories = new ArrayList<>();
      for (String category : List.of("structural", "dynamic", "rolling", "advanced")) {
        if (random.nextBoolean()) {
          categories.add(category);
        }
      }
      values.put("categories", categories);
    }
    return FeatureConfiguration.fromMap(values);
  }

  private double pickNumber(double... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private static String plain(double number) {
    return new BigDecimal(number).toPlainString();
  }

  private Object pick(Object... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
