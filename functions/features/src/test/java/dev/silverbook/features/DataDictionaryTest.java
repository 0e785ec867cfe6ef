package dev.silverbook.features;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DataDictionaryTest {

  private static final FeatureSchema SCHEMA =
      FeatureSchema.of(FeatureConfiguration.defaults(), InputColumns.ALL);

  @Test
  void theCommittedDictionaryIsWhatTheRegistrySays() throws IOException {
    assertThat(Files.readString(Path.of("DATA_DICTIONARY.md")))
        .as("stale: run ./silverbook features --markdown > functions/features/DATA_DICTIONARY.md")
        .isEqualTo(DataDictionary.markdown(SCHEMA));
  }

  @Test
  void everyColumnHasAUnitAndADefinition() {
    assertThat(SCHEMA.columns())
        .allSatisfy(
            column -> {
              assertThat(column.unit()).as(column.name()).isNotBlank();
              assertThat(column.definition()).as(column.name()).isNotBlank();
            });
  }
}
