package dev.silverbook.features;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataDictionaryTest {

  private static final Map<Dataset, FeatureSchema> SCHEMAS =
      PartitionEngine.schemas(
          FeatureConfiguration.fromMap(Map.of("outputs", List.of("orderbook", "bars", "labels"))),
          InputColumns.ALL);

  @ParameterizedTest
  @CsvSource({
    "ORDERBOOK, DATA_DICTIONARY.md",
    "BARS, DATA_DICTIONARY_BARS.md",
    "LABELS, DATA_DICTIONARY_LABELS.md"
  })
  void theCommittedPagesAreWhatTheRegistriesSay(Dataset dataset, String page) throws IOException {
    assertThat(Files.readString(Path.of(page)))
        .as(
            "stale: run ./silverbook features --dataset %s --markdown > functions/features/%s",
            dataset.key(), page)
        .isEqualTo(DataDictionary.markdown(dataset, SCHEMAS.get(dataset)));
  }

  @Test
  void everyLabelSaysThatItLooksAhead() {
    assertThat(SCHEMAS.get(Dataset.LABELS).columns())
        .filteredOn(column -> !column.name().equals("capture_ts"))
        .allSatisfy(column -> assertThat(column.definition()).contains("looks"))
        .noneMatch(Column::knownLive);
  }

  @Test
  void everyColumnHasAUnitAndADefinition() {
    assertThat(SCHEMAS.values().stream().flatMap(schema -> schema.columns().stream()))
        .allSatisfy(
            column -> {
              assertThat(column.unit()).as(column.name()).isNotBlank();
              assertThat(column.definition()).as(column.name()).isNotBlank();
            });
  }
}
