package dev.silverbook.features;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What to compute. Immutable; lists are ascending and without repetition.
 *
 * @param depthLevels N, levels kept a side
 * @param ofiLevels M, levels of the multi-level order-flow imbalance
 * @param ofiDecay alpha: level i weighs exp(-alpha (i - 1))
 * @param imbalanceLevels k of {@code imbalance_k}
 * @param bandsBps upper edges of the depth bands, basis points; the first band starts at 0
 * @param windowsSeconds lengths of the rolling windows, seconds
 * @param smartDepthDecay kappa of the distance-weighted depth
 * @param impactNotionals sizes of the sweep costs, quote units
 * @param regressionWindowSeconds window of Kyle's lambda and the order-flow impact, seconds
 * @param regimeWindowSeconds window of spread regime and near-depth variation, seconds
 * @param regimeTight a spread percentile at or below is {@code tight}
 * @param regimeWide a spread percentile at or above is {@code wide}
 * @param vpinBucketVolume base units a bucket; NaN for auto
 * @param vpinBucketsPerDay how many buckets auto aims for
 * @param vpinWindowBuckets buckets averaged
 * @param maxGapSeconds a longer silence breaks the chain of predecessors, seconds
 * @param clock which time drives everything
 * @param keepLevels write the per-level price and size columns
 * @param dropRawBookArrays do not write {@code bids} and {@code asks} as read
 * @param valueType how feature values are stored; levels as read and integers are never affected
 * @param mantissaBits bits kept after the leading one of a feature value, 1 to 52; 52 keeps all,
 *     fewer make files smaller at a relative error of up to 2^-(bits + 1)
 * @param categories groups computed and written; {@link Category#IDENTITY} is always there
 */
public record FeatureConfiguration(
    int depthLevels,
    int ofiLevels,
    double ofiDecay,
    List<Integer> imbalanceLevels,
    List<Double> bandsBps,
    List<Integer> windowsSeconds,
    double smartDepthDecay,
    List<Double> impactNotionals,
    int regressionWindowSeconds,
    int regimeWindowSeconds,
    double regimeTight,
    double regimeWide,
    double vpinBucketVolume,
    int vpinBucketsPerDay,
    int vpinWindowBuckets,
    int maxGapSeconds,
    Clock clock,
    boolean keepLevels,
    boolean dropRawBookArrays,
    ValueType valueType,
    int mantissaBits,
    Set<Category> categories) {

  private static final FeatureConfiguration DEFAULTS = fromMap(Map.of());

  /** Normalises lists; {@link #fromMap} checks values. */
  public FeatureConfiguration {
    imbalanceLevels = List.copyOf(imbalanceLevels);
    bandsBps = List.copyOf(bandsBps);
    windowsSeconds = List.copyOf(windowsSeconds);
    impactNotionals = List.copyOf(impactNotionals);
    EnumSet<Category> all = EnumSet.of(Category.IDENTITY);
    all.addAll(categories);
    categories = Set.copyOf(all);
  }

  /** The documented defaults. */
  public static FeatureConfiguration defaults() {
    return DEFAULTS;
  }

  /**
   * Reads a configuration as a YAML or JSON parser delivers it. Keys that are missing take their
   * default.
   *
   * @throws ConfigurationException for an unknown key or a value that does not fit
   */
  public static FeatureConfiguration fromMap(Map<String, ?> values) {
    ConfigurationValues in = new ConfigurationValues(values);
    FeatureConfiguration configuration =
        new FeatureConfiguration(
            in.integer("depth_levels", 20, 1, 1_000),
            in.integer("ofi_levels", 10, 1, 1_000),
            in.number("ofi_decay", 0.5, 0, 1_000),
            in.integers("imbalance_levels", List.of(1, 3, 5, 10), 1, 1_000),
            in.numbers("bands_bps", List.of(5.0, 10.0, 25.0, 50.0, 100.0)),
            in.integers("windows_seconds", List.of(5, 15, 60, 300, 900), 1, 86_400),
            in.number("smart_depth_decay", 100, 0, 1e9),
            in.numbers("impact_notionals", List.of(1_000.0, 10_000.0, 100_000.0)),
            in.integer("regression_window_seconds", 300, 1, 86_400),
            in.integer("regime_window_seconds", 300, 1, 86_400),
            in.number("regime_tight", 0.2, 0, 1),
            in.number("regime_wide", 0.8, 0, 1),
            in.positiveOrAuto("vpin_bucket_volume"),
            in.integer("vpin_buckets_per_day", 500, 1, 1_000_000),
            in.integer("vpin_window_buckets", 50, 1, 100_000),
            in.integer("max_gap_seconds", 300, 1, 1_000_000_000),
            in.choice("clock", Clock.CAPTURE, Clock.values(), Clock::key),
            in.flag("keep_levels", true),
            in.flag("drop_raw_book_arrays", true),
            in.choice("value_type", ValueType.DOUBLE, ValueType.values(), ValueType::key),
            in.integer("mantissa_bits", 52, 1, 52),
            in.categories("categories"));
    in.rejectUnknownKeys();
    if (configuration.regimeTight >= configuration.regimeWide) {
      throw new ConfigurationException(
          "regime_tight",
          "regime_tight is "
              + configuration.regimeTight
              + " and regime_wide is "
              + configuration.regimeWide
              + ": regime_tight must be below regime_wide");
    }
    return configuration;
  }

  /** Every key with its value, in documented order; what {@link #fromMap} reads back. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("depth_levels", depthLevels);
    map.put("ofi_levels", ofiLevels);
    map.put("ofi_decay", plain(ofiDecay));
    map.put("imbalance_levels", imbalanceLevels);
    map.put("bands_bps", bandsBps.stream().map(FeatureConfiguration::plain).toList());
    map.put("windows_seconds", windowsSeconds);
    map.put("smart_depth_decay", plain(smartDepthDecay));
    map.put("impact_notionals", impactNotionals.stream().map(FeatureConfiguration::plain).toList());
    map.put("regression_window_seconds", regressionWindowSeconds);
    map.put("regime_window_seconds", regimeWindowSeconds);
    map.put("regime_tight", plain(regimeTight));
    map.put("regime_wide", plain(regimeWide));
    map.put(
        "vpin_bucket_volume",
        Double.isNaN(vpinBucketVolume) ? ConfigurationValues.AUTO : plain(vpinBucketVolume));
    map.put("vpin_buckets_per_day", vpinBucketsPerDay);
    map.put("vpin_window_buckets", vpinWindowBuckets);
    map.put("max_gap_seconds", maxGapSeconds);
    map.put("clock", clock.key());
    map.put("keep_levels", keepLevels);
    map.put("drop_raw_book_arrays", dropRawBookArrays);
    map.put("value_type", valueType.key());
    map.put("mantissa_bits", mantissaBits);
    map.put(
        "categories",
        categories.stream()
            .filter(category -> category != Category.IDENTITY)
            .sorted()
            .map(Category::key)
            .toList());
    return map;
  }

  /**
   * {@link #toMap()} as one line of JSON: the canonical form, the same for equal configurations.
   */
  public String toJson() {
    StringBuilder json = new StringBuilder("{");
    toMap()
        .forEach(
            (key, value) -> {
              json.append(json.length() > 1 ? "," : "").append('"').append(key).append("\":");
              appendJson(json, value);
            });
    return json.append('}').toString();
  }

  /** Whether that group is computed and written. */
  public boolean has(Category category) {
    return categories.contains(category);
  }

  /** Whether auto decides the bucket volume. */
  public boolean vpinBucketVolumeIsAuto() {
    return Double.isNaN(vpinBucketVolume);
  }

  /**
   * How a number appears in a column name: without trailing zeros, {@code p} for the decimal point,
   * because query engines split names at a point.
   */
  public static String nameOf(double number) {
    return plain(number).toString().toLowerCase(Locale.ROOT).replace('.', 'p').replace("-", "m");
  }

  private static void appendJson(StringBuilder json, Object value) {
    if (value instanceof List<?> list) {
      json.append('[');
      for (int i = 0; i < list.size(); i++) {
        json.append(i > 0 ? "," : "");
        appendJson(json, list.get(i));
      }
      json.append(']');
    } else if (value instanceof String text) {
      json.append('"').append(text).append('"');
    } else {
      json.append(value);
    }
  }

  private static Number plain(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return (long) value;
    }
    return value;
  }
}
