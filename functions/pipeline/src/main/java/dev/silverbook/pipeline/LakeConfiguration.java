package dev.silverbook.pipeline;

import dev.silverbook.features.ConfigurationException;
import dev.silverbook.features.FeatureConfiguration;
import dev.silverbook.features.quality.QualityThresholds;
import dev.silverbook.features.settings.ConfigurationKey;
import dev.silverbook.lake.InputConfiguration;
import dev.silverbook.lake.layout.LayoutSettings;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a configuration file or parameter says.
 *
 * @param silver what decides about outputs
 * @param layout where inputs are found, which decides about none
 */
public record LakeConfiguration(SilverConfiguration silver, LayoutSettings layout) {

  private static final Set<String> NESTED = Set.of(QualityThresholds.KEY, "columns", "sides");

  /** Checks that nothing is null. */
  public LakeConfiguration {
    Objects.requireNonNull(silver, "silver");
    Objects.requireNonNull(layout, "layout");
  }

  /** Every key that a file may hold, described, in documented order. */
  public static List<ConfigurationKey> keys() {
    return Stream.of(FeatureConfiguration.keys(), InputConfiguration.keys(), LayoutSettings.keys())
        .flatMap(List::stream)
        .toList();
  }

  /** Whether the keys of a section are nested in a map of its name. */
  public static boolean isNested(String section) {
    return NESTED.contains(section);
  }

  /** Nothing is said. */
  public static LakeConfiguration defaults() {
    return new LakeConfiguration(SilverConfiguration.defaults(), LayoutSettings.NONE);
  }

  /**
   * Reads what a YAML or JSON parser delivers.
   *
   * @throws ConfigurationException for an unknown key or a value that does not fit
   */
  public static LakeConfiguration fromMap(Map<String, ?> values) {
    return new LakeConfiguration(
        SilverConfiguration.fromMap(values, LayoutSettings.KEYS), LayoutSettings.fromMap(values));
  }
}
