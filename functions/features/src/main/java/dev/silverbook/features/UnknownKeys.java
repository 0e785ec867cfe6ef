package dev.silverbook.features;

import dev.silverbook.features.quality.QualityThresholds;
import dev.silverbook.features.settings.ConfigurationKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Refuses keys that nobody declared, with the declared key that was probably meant. */
final class UnknownKeys {

  private UnknownKeys() {}

  /**
   * Looks at all keys, also within {@code quality}.
   *
   * @param readElsewhere further keys that are in order
   */
  static void reject(Map<String, ?> values, Collection<String> readElsewhere) {
    List<String> known = new ArrayList<>();
    List<String> thresholds = new ArrayList<>();
    for (ConfigurationKey key : FeatureConfiguration.keys()) {
      (key.section().equals(QualityThresholds.KEY) ? thresholds : known).add(key.name());
    }
    known.add(QualityThresholds.KEY);
    known.addAll(readElsewhere);
    values.keySet().forEach(key -> check("", key, known));
    Object quality = values.get(QualityThresholds.KEY);
    if (quality instanceof Map<?, ?> section) {
      section
          .keySet()
          .forEach(key -> check(QualityThresholds.KEY + ".", String.valueOf(key), thresholds));
    } else if (quality != null) {
      throw new ConfigurationException(
          QualityThresholds.KEY,
          "configuration key 'quality' is " + quality + ", expected a map of thresholds");
    }
  }

  private static void check(String prefix, String key, List<String> known) {
    if (known.contains(key)) {
      return;
    }
    throw new ConfigurationException(
        prefix + key,
        "unknown configuration key '"
            + prefix
            + key
            + "': "
            + Spelling.closest(key, known)
                .map(closest -> "did you mean '" + prefix + closest + "'? ")
                .orElse("")
            + "known keys are "
            + known);
  }
}
