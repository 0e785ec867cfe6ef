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

  private static final FeatureSchema SCHEMA =
      FeatureSchema.of(FeatureConfiguration.defaults(), InputColumns.ALL);

  private static final Map<Dataset, FeatureSchema> SCHEMAS =
      PartitionEngine.schemas(
          FeatureConfiguration.fromMap(Map.of("outputs", List.of("orderbook", "bars", "labels"))),
          InputColumns.ALL);

  @Test
  void theCommittedDictionaryIsWhatTheRegistrySays() throws IOException {
    assertThat(Files.readString(Path.of("DATA_DICTIONARY.md")))
        .as("stale: run ./silverbook features --markdown > functions/features/DATA_DICTIONARY.md")
        .isEqualTo(DataDictionary.markdown(SCHEMA));
  }

  @ParameterizedTest
  @CsvSource({"BARS, DATA_DICTIONARY_BARS.md", "LABELS, DATA_DICTIONARY_LABELS.md"})
  void theCommittedPagesOfTheOtherDatasetsAreWhatTheirRegistriesSay(Dataset dataset, String page)
      throws IOException {
    assertThat(Files.readString(Path.of(page)))
        .as("stale: the expected text is the page to commit")
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
