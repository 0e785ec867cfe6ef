package dev.silverbook.pipeline;

import dev.silverbook.features.ConfigurationException;
import dev.silverbook.lake.layout.LayoutSettings;
import java.util.Map;
import java.util.Objects;

/**
 * What a configuration file or parameter says.
 *
 * @param silver what decides about outputs
 * @param layout where inputs are found, which decides about none
 */
public record LakeConfiguration(SilverConfiguration silver, LayoutSettings layout) {

  /** Checks that nothing is null. */
  public LakeConfiguration {
    Objects.requireNonNull(silver, "silver");
    Objects.requireNonNull(layout, "layout");
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
