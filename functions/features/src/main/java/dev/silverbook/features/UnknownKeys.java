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
    String closest = known.get(0);
    for (String candidate : known) {
      if (distance(key, candidate) < distance(key, closest)) {
        closest = candidate;
      }
    }
    // A third of the letters wrong is a slip; more is another word.
    boolean likely = 3 * distance(key, closest) <= Math.max(key.length(), closest.length());
    throw new ConfigurationException(
        prefix + key,
        "unknown configuration key '"
            + prefix
            + key
            + "': "
            + (likely ? "did you mean '" + prefix + closest + "'? " : "")
            + "known keys are "
            + known);
  }

  /** Levenshtein's: how many letters to insert, delete or replace. */
  private static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int j = 0; j <= other.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[other.length()];
  }
}
