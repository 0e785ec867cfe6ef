package dev.silverbook.pipeline;

import dev.silverbook.features.ConfigurationException;
import dev.silverbook.features.FeatureConfiguration;
import dev.silverbook.lake.InputConfiguration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Everything besides the inputs themselves that decides about a partition's outputs.
 *
 * @param features what is computed
 * @param input how the inputs are understood, as far as it is not detected
 */
public record SilverConfiguration(FeatureConfiguration features, InputConfiguration input) {

  private static final SilverConfiguration DEFAULTS =
      new SilverConfiguration(FeatureConfiguration.defaults(), InputConfiguration.defaults());

  /** Checks that nothing is null. */
  public SilverConfiguration {
    Objects.requireNonNull(features, "features");
    Objects.requireNonNull(input, "input");
  }

  /** The documented defaults, inputs detected. */
  public static SilverConfiguration defaults() {
    return DEFAULTS;
  }

  /** Those features of inputs that are detected. */
  public static SilverConfiguration of(FeatureConfiguration features) {
    return new SilverConfiguration(features, InputConfiguration.defaults());
  }

  /**
   * Reads what a YAML or JSON parser delivers.
   *
   * @throws ConfigurationException for an unknown key or a value that does not fit
   */
  public static SilverConfiguration fromMap(Map<String, ?> values) {
    return fromMap(values, List.of());
  }

  /**
   * The same of a map that somebody else reads too.
   *
   * @param readElsewhere keys that are not ours and no mistake
   * @throws ConfigurationException for an unknown key or a value that does not fit
   */
  public static SilverConfiguration fromMap(
      Map<String, ?> values, Collection<String> readElsewhere) {
    List<String> others = new ArrayList<>(InputConfiguration.KEYS);
    others.addAll(readElsewhere);
    return new SilverConfiguration(
        FeatureConfiguration.fromMap(values, others), InputConfiguration.fromMap(values));
  }

  /** Everything with its value; what {@link #fromMap(Map)} reads back. */
  public Map<String, Object> toMap() {
    Map<String, Object> all = new LinkedHashMap<>(features.toMap());
    all.putAll(input.toMap());
    return all;
  }

  /**
   * Everything that changes a result as one line of JSON: the canonical form, the same for
   * configurations that compute the same.
   */
  public String toJson() {
    String computed = features.toJson();
    String said = input.toJson();
    return said.equals("{}")
        ? computed
        : computed.substring(0, computed.length() - 1) + "," + said.substring(1);
  }
}
