package dev.silverbook.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.silverbook.features.DataDictionary;
import dev.silverbook.features.FeatureConfiguration;
import dev.silverbook.features.FeatureSchema;
import dev.silverbook.features.InputColumns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FeaturesCommandTest {

  private static final FeatureSchema SCHEMA =
      FeatureSchema.of(FeatureConfiguration.defaults(), InputColumns.ALL);

  @TempDir private Path directory;

  @Test
  void everyColumnHasALine() {
    Ran ran = Ran.in(directory, "features");

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out().lines().skip(1).map(line -> line.substring(0, line.indexOf(' '))))
        .containsExactlyElementsOf(SCHEMA.names());
    assertThat(ran.out()).contains("kyle_lambda");
  }

  @Test
  void markdownIsTheDataDictionary() {
    assertThat(Ran.in(directory, "features", "--markdown").out())
        .isEqualTo(DataDictionary.markdown(SCHEMA));
  }

  @Test
  void markdownOfAConfigurationNamesItsFile() throws IOException {
    Files.writeString(directory.resolve("small.json"), "{\"depth_levels\": 2}");

    assertThat(Ran.in(directory, "features", "--markdown", "--config", "small.json").out())
        .contains("under the configuration `small.json`")
        .doesNotContain("default configuration")
        .contains("`bid_price_2`")
        .doesNotContain("`bid_price_3`");
  }

  @Test
  void jsonHasTheConfigurationAndEveryColumn() throws IOException {
    Files.writeString(directory.resolve("small.json"), "{\"depth_levels\": 2}");

    Map<String, Object> document =
        JSON.std.mapFrom(Ran.in(directory, "features", "--json", "--config", "small.json").out());

    assertThat((Map<?, ?>) document.get("configuration")).extracting("depth_levels").isEqualTo(2);
    List<Map<?, ?>> columns = new ArrayList<>();
    ((List<?>) document.get("columns")).forEach(column -> columns.add((Map<?, ?>) column));
    List<String> names = columns.stream().map(column -> column.get("name").toString()).toList();
    assertThat(names).contains("bid_price_2", "vpin").doesNotContain("bid_price_3");
    Map<?, ?> vpin = columns.get(names.indexOf("vpin"));
    assertThat(vpin.get("needs_trades")).isEqualTo(true);
    assertThat(vpin.get("known_live")).isEqualTo(false);
  }

  @Test
  void twoFormatsAtOnceAreRefused() {
    assertThat(Ran.in(directory, "features", "--json", "--markdown").exitCode()).isEqualTo(2);
  }
}
