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
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueriesTest {

  private final TranslatedTemplate template = TranslatedTemplate.load();
  private final Resource table = template.resource("OrderBookTable");

  private static String type(ColumnType type) {
    return switch (type) {
      case DOUBLE -> "double";
      case FLOAT -> "float";
      case INT64 -> "bigint";
      case TIMESTAMP_MICROS -> "timestamp";
      case LABEL -> "string";
      case BOOLEAN -> "boolean";
      case LEVELS -> "array<array<double>>";
    };
  }

  @Test
  void theTableHasTheColumnsThatAreWrittenByDefault() {
    assertThat(columns()).containsExactlyEntriesOf(columnsOf(FeatureConfiguration.defaults()));
  }

  /** What infra/README.md tells users of this configuration to replace. */
  @Test
  void withFloatsInPlaceOfDoublesItHasTheColumnsOfThatConfiguration() {
    Map<String, String> changed = columns();
    changed.replaceAll(
        (name, type) ->
            type.equals("double") && !name.matches("(bid|ask)_(price|size)_[0-9]+")
                ? "float"
                : type);

    assertThat(changed)
        .containsExactlyEntriesOf(
            columnsOf(FeatureConfiguration.fromMap(Map.of("value_type", "float"))));
  }

  /** Athena takes such names without quotes; a generated name would have a hyphen. */
  @Test
  void itsDatabaseHasANameThatQueriesCanUse() {
    Resource database = template.resource("CatalogDatabase");
    assertThat(database.at("DatabaseInput", "Name")).isEqualTo(Map.of("Ref", "DatabaseName"));
    assertThat(table.at("DatabaseName")).isEqualTo(Map.of("Ref", "CatalogDatabase"));

    Map<String, Object> parameter = map(template.section("Parameters").get("DatabaseName"));
    Pattern allowed = Pattern.compile(String.valueOf(parameter.get("AllowedPattern")));
    assertThat(String.valueOf(parameter.get("Default"))).matches(allowed);
    assertThat(List.of("market_data_2", "a")).allMatch(name -> allowed.matcher(name).matches());
    assertThat(List.of("silver-book", "Silverbook", "a.b", ""))
        .noneMatch(name -> allowed.matcher(name).matches());
  }

  private Map<String, String> columns() {
    Map<String, String> columns = new LinkedHashMap<>();
    for (Object column : list(table.at("TableInput", "StorageDescriptor", "Columns"))) {
      columns.put(String.valueOf(map(column).get("Name")), String.valueOf(map(column).get("Type")));
    }
    return columns;
  }

  private static Map<String, String> columnsOf(FeatureConfiguration configuration) {
    Map<String, String> columns = new LinkedHashMap<>();
    for (Column column : FeatureSchema.of(configuration, InputColumns.ALL).columns()) {
      columns.put(column.name(), type(column.type()));
    }
    return columns;
  }

  /** Where Athena looks is where the worker is told to write. */
  @Test
  void theTableIsWhereTheFeaturesGo() {
    assertThat(
            template
                .resource("BackfillFunction")
                .at("Environment", "Variables", "SILVERBOOK_SILVER_PREFIX"))
        .isEqualTo(Map.of("Ref", "SilverPrefix"));
  }

  @Test
  void labelsHaveEachHorizonAndLookAheadInATableOfTheirOwn() {
    Resource labels = template.resource("LabelsTable");

    assertThat(list(labels.at("TableInput", "StorageDescriptor", "Columns")))
        .hasSize(1 + 3 * 4)
        .contains(Map.of("Name", "forward_return_300s", "Type", "double"));
    assertThat(columns().keySet()).noneMatch(name -> name.startsWith("forward_"));
  }

  @ParameterizedTest
  @CsvSource({"OrderBookTable, orderbook", "BarsTable, bars", "LabelsTable, labels"})
  void itsPartitionsAreTheDirectoriesAndFoundByTheirNames(String resource, String dataset) {
    Resource table = template.resource(resource);
    assertThat(table.at("TableInput", "Name")).isEqualTo(dataset);
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
        .isEqualTo("s3://${Bucket}/${SilverPrefix}" + dataset + "/" + directories);
    assertThat(parameters)
        .containsEntry("projection.enabled", "true")
        .containsEntry("projection.month.digits", "2")
        .containsEntry("projection.day.digits", "2");
    assertThat(keys).allMatch(key -> parameters.containsKey("projection." + key + ".type"));
  }
}
