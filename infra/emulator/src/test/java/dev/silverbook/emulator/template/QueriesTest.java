package dev.silverbook.emulator.template;

import static dev.silverbook.emulator.template.TranslatedTemplate.list;
import static dev.silverbook.emulator.template.TranslatedTemplate.map;
import static org.assertj.core.api.Assertions.assertThat;

import dev.silverbook.emulator.template.TranslatedTemplate.Resource;
import dev.silverbook.features.Column;
import dev.silverbook.features.ColumnType;
import dev.silverbook.features.FeatureConfiguration;
import dev.silverbook.features.FeatureSchema;
import dev.silverbook.features.InputColumns;
import dev.silverbook.lake.HivePath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QueriesTest {

  private final Resource table = TranslatedTemplate.load().resource("FeaturesTable");

  private static String type(ColumnType type) {
    return switch (type) {
      case DOUBLE -> "double";
      case FLOAT -> "float";
      case INT64 -> "bigint";
      case TIMESTAMP_MICROS -> "timestamp";
      case LABEL -> "string";
      case LEVELS -> "array<array<double>>";
    };
  }

  @Test
  void theTableHasTheColumnsThatAreWrittenByDefault() {
    Map<String, String> expected = new LinkedHashMap<>();
    for (Column column :
        FeatureSchema.of(FeatureConfiguration.defaults(), InputColumns.ALL).columns()) {
      expected.put(column.name(), type(column.type()));
    }
    Map<String, String> columns = new LinkedHashMap<>();
    for (Object column : list(table.at("TableInput", "StorageDescriptor", "Columns"))) {
      columns.put(String.valueOf(map(column).get("Name")), String.valueOf(map(column).get("Type")));
    }

    assertThat(columns).containsExactlyEntriesOf(expected);
  }

  @Test
  void itsPartitionsAreTheDirectoriesAndFoundByTheirNames() {
    List<String> keys = new ArrayList<>();
    StringBuilder directories = new StringBuilder();
    for (Object key : list(table.at("TableInput", "PartitionKeys"))) {
      String name = String.valueOf(map(key).get("Name"));
      keys.add(name);
      directories.append(name).append("=${!").append(name).append("}/");
    }
    Map<String, Object> parameters = map(table.at("TableInput", "Parameters"));

    assertThat(keys).isEqualTo(HivePath.COLUMNS);
    assertThat(list(map(parameters.get("storage.location.template")).get("Fn::Sub")).get(0))
        .isEqualTo("s3://${Bucket}/${SilverPrefix}" + directories);
    assertThat(parameters)
        .containsEntry("projection.enabled", "true")
        .containsEntry("projection.month.digits", "2")
        .containsEntry("projection.day.digits", "2");
    assertThat(keys).allMatch(key -> parameters.containsKey("projection." + key + ".type"));
  }
}
