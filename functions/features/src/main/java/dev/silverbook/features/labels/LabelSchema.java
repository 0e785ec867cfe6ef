package dev.silverbook.features.labels;

import dev.silverbook.features.FeatureConfiguration;
import dev.silverbook.features.FeatureSchema;
import dev.silverbook.features.internal.label.LabelColumns;

/** The columns of labels. */
public final class LabelSchema {

  private LabelSchema() {}

  /** The columns that {@code configuration} leads to. */
  public static FeatureSchema of(FeatureConfiguration configuration) {
    return new LabelColumns(configuration.output()).schema();
  }
}
