package dev.silverbook.features.bars;

import dev.silverbook.features.FeatureConfiguration;
import dev.silverbook.features.FeatureSchema;
import dev.silverbook.features.internal.bar.BarColumns;

/** The columns of bars. */
public final class BarSchema {

  private BarSchema() {}

  /** The columns that {@code configuration} leads to; the same with and without trades. */
  public static FeatureSchema of(FeatureConfiguration configuration) {
    return new BarColumns(configuration).schema();
  }
}
