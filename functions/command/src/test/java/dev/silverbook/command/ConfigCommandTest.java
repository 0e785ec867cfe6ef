package dev.silverbook.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.silverbook.command.place.ConfigurationFile;
import dev.silverbook.command.terminal.UsageException;
import dev.silverbook.pipeline.LakeConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What {@code silverbook config} prints is what the command reads, and the schema agrees. */
final class ConfigCommandTest {

  /** A block of YAML in a page. */
  private static final Pattern BLOCK = Pattern.compile("(?s)```yaml[^\\n]*\\n(.*?)```");

  /** A setting of the template that is commented out. */
  private static final Pattern COMMENTED = Pattern.compile("(?m)^# ( *[a-z_]+:(?: .*)?)$");

  @TempDir private Path directory;

  @Test
  void theDefaultConfigurationSaysWhatIsTheCaseWithoutOne() throws IOException {
    String yaml = Ran.in(directory, "config").out();

    assertThat(read(yaml)).isEqualTo(LakeConfiguration.defaults());
    assertThat(complaints(yaml)).isEmpty();
  }

  @Test
  void everyKeyIsInItWithWhatItMeans() {
    String yaml = Ran.in(directory, "config").out();

    LakeConfiguration.keys()
        .forEach(key -> assertThat(yaml).contains(key.name() + ": ").contains(key.meaning()));
  }

  @Test
  void whatIsDetectedCanBeTakenOutOfItsComment() throws IOException {
    String template = Ran.in(directory, "config").out();
    int commented = template.indexOf("# What follows is detected");
    assertThat(commented).isPositive();
    String yaml = COMMENTED.matcher(template.substring(commented)).replaceAll("$1");

    LakeConfiguration all = read(yaml);
    assertThat(all.silver().input().columns()).hasSize(8);
    assertThat(all.silver().input().maker()).isTrue();
    assertThat(all.layout().symbolName()).contains("BTC/USDT");
    assertThat(complaints(yaml)).isEmpty();
  }

  @Test
  void everyExampleInThePagesPassesTheSchemaAndIsRead() throws IOException {
    List<String> examples = new ArrayList<>();
    try (Stream<Path> pages = Files.walk(Path.of("../../docs"))) {
      List<Path> all =
          new ArrayList<>(pages.filter(page -> page.toString().endsWith(".md")).toList());
      all.add(Path.of("../../README.md"));
      for (Path page : all) {
        Matcher block = BLOCK.matcher(Files.readString(page));
        while (block.find()) {
          examples.add(block.group(1));
        }
      }
    }
    assertThat(examples).hasSizeGreaterThanOrEqualTo(2);
    for (String example : examples) {
      assertThat(complaints(example)).as(example).isEmpty();
      assertThat(read(example)).isNotEqualTo(null);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "depth_level: 20",
        "depth_levels: 0",
        "depth_levels: 2.5",
        "depth_levels: many",
        "windows_seconds: 5",
        "windows_seconds: [5, 0]",
        "bands_bps: [0]",
        "regime_tight: 1.5",
        "vpin_bucket_volume: 0",
        "vpin_bucket_volume: some",
        "clock: wall",
        "keep_levels: 1",
        "categories: [structual]",
        "bars: [60minutes]",
        "quality: {crossed_share: 2}",
        "quality: {crosed_share: 0.1}",
        "quality: 3",
        "columns: {prize: px}",
        "columns: {price: ''}",
        "columns: px",
        "unit: minutes",
        "sides: {buyer: [k]}",
        "sides: {buy: k}",
        "sides: {maker: often}",
        "price_scale: 0",
        "price_scale: small",
        "layout: 3",
        "exchange_name: ''"
      })
  void whatTheCommandRefusesTheSchemaRefusesToo(String yaml) throws IOException {
    assertThat(complaints(yaml)).isNotEmpty();
    Path file = Files.writeString(directory.resolve("wrong.yaml"), yaml + "\n");
    assertThat(
            Ran.in(
                    directory,
                    "run",
                    "--input",
                    directory.toString(),
                    "--output",
                    "out",
                    "--config",
                    file.toString())
                .exitCode())
        .isEqualTo(2);
  }

  @Test
  void aKeyThatNearlyExistsIsNamed() throws IOException {
    assertThat(refusal("quality: {crosed_share: 0.1}"))
        .contains("did you mean 'quality.crossed_share'?");
    assertThat(refusal("columns: {prcie: px}")).contains("did you mean 'columns.price'?");
    assertThat(refusal("sides: {by: [k]}")).contains("did you mean 'sides.buy'?");
    assertThat(refusal("trade_layout: x")).contains("did you mean 'trades_layout'?");
  }

  private String refusal(String yaml) throws IOException {
    try {
      return String.valueOf(read(yaml));
    } catch (UsageException e) {
      return e.getMessage();
    }
  }

  private LakeConfiguration read(String yaml) throws IOException {
    return ConfigurationFile.read(Files.writeString(directory.resolve("read.yaml"), yaml));
  }

  private List<Error> complaints(String yaml) throws IOException {
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(Ran.in(directory, "config", "--schema").out());
    Object values = new Load(LoadSettings.builder().build()).loadFromString(yaml);
    return schema.validate(JSON.std.asString(values), InputFormat.JSON);
  }
}
