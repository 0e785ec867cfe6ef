package dev.silverbook.features.quality;

import dev.silverbook.features.ConfigurationException;
import dev.silverbook.features.settings.AllowedValues;
import dev.silverbook.features.settings.ConfigurationKey;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The section {@code quality} of a configuration: one number per {@link Threshold}. It judges what
 * was measured and changes no result.
 *
 * @param values one for every threshold
 */
public record QualityThresholds(Map<Threshold, Double> values) {

  /** The key of this section, a map. */
  public static final String KEY = "quality";

  /** Completes with defaults. */
  public QualityThresholds {
    EnumMap<Threshold, Double> all = new EnumMap<>(Threshold.class);
    for (Threshold threshold : Threshold.values()) {
      all.put(threshold, values.getOrDefault(threshold, threshold.fallback()));
    }
    values = Collections.unmodifiableMap(all);
  }

  /** The defaults. */
  public static QualityThresholds defaults() {
    return new QualityThresholds(Map.of());
  }

  /**
   * Reads the section; keys that are missing take their default. Unknown keys are not looked at.
   *
   * @throws ConfigurationException for a value that does not fit
   */
  public static QualityThresholds read(Map<?, ?> section) {
    EnumMap<Threshold, Double> values = new EnumMap<>(Threshold.class);
    for (Threshold threshold : Threshold.values()) {
      Object value = section.get(threshold.key());
      if (value != null) {
        values.put(threshold, checked(threshold, value));
      }
    }
    return new QualityThresholds(values);
  }

  private static double checked(Threshold threshold, Object value) {
    if (value instanceof Number number
        && number.doubleValue() >= 0
        && number.doubleValue() <= threshold.most()) {
      return number.doubleValue();
    }
    String key = KEY + "." + threshold.key();
    throw new ConfigurationException(
        key,
        "configuration key '"
            + key
            + "' is "
            + value
            + ", expected a number from 0.0 to "
            + threshold.most());
  }

  /** The threshold of one measurement. */
  public double of(Threshold threshold) {
    return values.get(threshold);
  }

  /** Every key with its value, as {@link #read} understands it. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    values.forEach((threshold, value) -> map.put(threshold.key(), plain(value)));
    return map;
  }

  /** Every key, described; the meaning ends with the reason for the default. */
  public static List<ConfigurationKey> keys() {
    return Stream.of(Threshold.values())
        .map(
            threshold ->
                ConfigurationKey.withDefault(
                    KEY,
                    threshold.key(),
                    "number",
                    plain(threshold.fallback()),
                    AllowedValues.between(0, plain(threshold.most())),
                    threshold.meaning() + "; " + threshold.why()))
        .toList();
  }

  private static Number plain(double value) {
    if (value == Math.rint(value)) {
      return (long) value;
    }
    return value;
  }
}
