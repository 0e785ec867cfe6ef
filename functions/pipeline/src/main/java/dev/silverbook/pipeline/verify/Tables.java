package dev.silverbook.pipeline.verify;

import dev.silverbook.features.Column;
import dev.silverbook.features.ColumnType;
import dev.silverbook.features.Dataset;
import dev.silverbook.features.FeatureConfiguration;
import dev.silverbook.features.FeatureSchema;
import dev.silverbook.features.InputColumns;
import dev.silverbook.features.PartitionEngine;
import dev.silverbook.lake.TableReader;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which columns of the files of one configuration can be compared. */
final class Tables {

  private final Map<Dataset, FeatureSchema> schemas;

  Tables(FeatureConfiguration features) {
    schemas = PartitionEngine.schemas(features, InputColumns.ALL);
  }

  FeatureSchema schema(Dataset dataset) {
    return schemas.get(dataset);
  }

  /** Those both files have, in file order, without lists. */
  List<Column> comparable(Dataset dataset, TableReader one, TableReader two) {
    Set<String> first = Set.copyOf(one.columns());
    Set<String> second = Set.copyOf(two.columns());
    return schema(dataset).columns().stream()
        .filter(column -> column.type() != ColumnType.LEVELS)
        .filter(column -> first.contains(column.name()) && second.contains(column.name()))
        .toList();
  }
}
