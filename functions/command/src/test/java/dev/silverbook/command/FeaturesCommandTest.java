package dev.silverbook.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.silverbook.features.DataDictionary;
import dev.silverbook.features.Dataset;
import dev.silverbook.features.FeatureConfiguration;
import dev.silverbook.features.FeatureSchema;
import dev.silverbook.features.InputColumns;
import dev.silverbook.features.PartitionEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FeaturesCommandTest {

  @TempDir private Path directory;

  @Test
  void everyColumnOfEveryDatasetHasALine() {
    Ran ran = Ran.in(directory, "features");

    assertThat(ran.exitCode()).isZero();
    List<String> expected = new ArrayList<>();
    for (Dataset dataset : Dataset.values()) {
      schema(dataset).names().forEach(name -> expected.add(name + " " + dataset.key()));
    }
    assertThat(
            ran.out()
                .lines()
                .skip(1)
                .map(line -> line.split(" +", 3))
                .map(words -> words[0] + " " + words[1]))
        .containsExactlyElementsOf(expected);
    assertThat(ran.out().lines().filter(line -> line.contains("looks ahead")))
        .hasSize(12)
        .allMatch(line -> line.startsWith("forward_"));
  }

  @Test
  void oneDatasetIsChosenByItsName() {
    Ran ran = Ran.in(directory, "features", "--dataset", "bars");

    assertThat(ran.out().lines().skip(1).map(line -> line.substring(0, line.indexOf(' '))))
        .containsExactlyElementsOf(schema(Dataset.BARS).names());
    Ran two = Ran.in(directory, "features", "--dataset", "bars,labels", "--markdown");
    assertThat(two.out())
        .contains("# Data dictionary: bars", "# Data dictionary: labels")
        .doesNotContain("`microprice`");
    assertThat(Ran.in(directory, "features", "--dataset", "candles").err())
        .contains("candles", "ORDERBOOK, BARS, LABELS");
  }

  @Test
  void markdownIsTheDataDictionary() {
    for (Dataset dataset : Dataset.values()) {
      assertThat(Ran.in(directory, "features", "--markdown", "--dataset", dataset.key()).out())
          .isEqualTo(DataDictionary.markdown(dataset, schema(dataset)));
    }
    assertThat(Ran.in(directory, "features", "--markdown").out())
        .contains("`microprice`", "`close_mid`", "`forward_return_60s`");
  }

  @Test
  void markdownOfAConfigurationNamesItsFile() throws IOException {
    Files.writeString(
        directory.resolve("small.json"),
        "{\"depth_levels\": 2, \"bars\": [\"500trades\"], \"labels_seconds\": [7]}");

    assertThat(Ran.in(directory, "features", "--markdown", "--config", "small.json").out())
        .contains("under the configuration `small.json`")
        .doesNotContain("default configuration")
        .contains("`bid_price_2`", "kind of bar: 500trades", "`forward_low_7s`")
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
    assertThat(vpin.get("looks_ahead")).isEqualTo(false);
    assertThat(document.get("bars").toString()).contains("name=close_mid");
    assertThat(document.get("labels").toString())
        .contains("name=forward_high_10s")
        .contains("looks_ahead=true");
  }

  @Test
  void twoFormatsAtOnceAreRefused() {
    assertThat(Ran.in(directory, "features", "--json", "--markdown").exitCode()).isEqualTo(2);
  }

  private static FeatureSchema schema(Dataset dataset) {
    return PartitionEngine.schema(dataset, FeatureConfiguration.defaults(), InputColumns.ALL);
  }
}
