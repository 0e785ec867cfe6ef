package dev.silverbook.command;

import dev.silverbook.command.place.ConfigurationFile;
import dev.silverbook.command.terminal.Console;
import dev.silverbook.command.terminal.ExitCodes;
import dev.silverbook.command.terminal.JsonText;
import dev.silverbook.command.terminal.OutputOptions;
import dev.silverbook.command.terminal.TextTable;
import dev.silverbook.command.terminal.UsageException;
import dev.silverbook.command.terminal.VersionText;
import dev.silverbook.features.Column;
import dev.silverbook.features.DataDictionary;
import dev.silverbook.features.Dataset;
import dev.silverbook.features.FeatureConfiguration;
import dev.silverbook.features.FeatureSchema;
import dev.silverbook.features.InputColumns;
import dev.silverbook.features.PartitionEngine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code silverbook features}: the data dictionary of a configuration. */
@Command(
    name = "features",
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class,
    description = {
      "Lists every output column, of features, bars and labels: type, unit, definition and source,",
      "and whether it was known at its time or looks ahead."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  silverbook features",
      "  silverbook features --dataset bars",
      "  silverbook features --config deep.yaml --markdown > DICTIONARY.md"
    })
final class FeaturesCommand implements Callable<Integer> {

  private final Console console;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Feature configuration, YAML or JSON. Default: the documented defaults.")
  private Path config;

  @Option(
      names = "--dataset",
      paramLabel = "NAME",
      split = ",",
      description =
          "Only orderbook (features), bars or labels. Default: all of them, though labels are"
              + " written only when outputs names them.")
  private Set<Dataset> datasets = EnumSet.allOf(Dataset.class);

  @Option(names = "--markdown", description = "As a Markdown document.")
  private boolean markdown;

  @Mixin private OutputOptions format = new OutputOptions();

  FeaturesCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (markdown && format.json()) {
      throw new UsageException("--markdown and --json are mutually exclusive (specify only one)");
    }
    FeatureConfiguration configuration =
        config == null
            ? FeatureConfiguration.defaults()
            : ConfigurationFile.read(console.directory().resolve(config)).silver().features();
    Map<Dataset, FeatureSchema> schemas = new EnumMap<>(Dataset.class);
    for (Dataset dataset : datasets) {
      schemas.put(dataset, PartitionEngine.schema(dataset, configuration, InputColumns.ALL));
    }
    if (format.json()) {
      console.out().println(JsonText.of(json(configuration, schemas)));
    } else {
      console.out().print(markdown ? markdown(schemas) : table(schemas));
    }
    return ExitCodes.OK;
  }

  private String markdown(Map<Dataset, FeatureSchema> schemas) {
    List<String> pages = new ArrayList<>();
    schemas.forEach(
        (dataset, schema) ->
            pages.add(
                config == null
                    ? DataDictionary.markdown(dataset, schema)
                    : DataDictionary.markdown(dataset, schema, config.toString())));
    return String.join("\n", pages);
  }

  private static String table(Map<Dataset, FeatureSchema> schemas) {
    TextTable table =
        new TextTable(
            "name",
            "dataset",
            "type",
            "unit",
            "category",
            "trades",
            "live",
            "definition",
            "source");
    schemas.forEach(
        (dataset, schema) -> {
          for (Column column : schema.columns()) {
            table.row(
                column.name(),
                dataset.key(),
                DataDictionary.typeName(column.type()),
                column.unit(),
                column.category().key(),
                column.needsTrades() ? "needed" : "",
                looksAhead(dataset, column) ? "looks ahead" : column.knownLive() ? "yes" : "no",
                column.definition(),
                column.source());
          }
        });
    return table.plain();
  }

  /** Whether it is what a model is to predict; a bar or feature that is not known live never is. */
  private static boolean looksAhead(Dataset dataset, Column column) {
    return dataset == Dataset.LABELS && !column.knownLive();
  }

  private static Map<String, Object> json(
      FeatureConfiguration configuration, Map<Dataset, FeatureSchema> schemas) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("configuration", configuration.toMap());
    schemas.forEach(
        (dataset, schema) -> {
          List<Object> list = new ArrayList<>();
          schema.columns().forEach(column -> list.add(json(dataset, column)));
          // The columns were there before there was more than one dataset.
          document.put(dataset == Dataset.ORDERBOOK ? "columns" : dataset.key(), list);
        });
    return document;
  }

  private static Map<String, Object> json(Dataset dataset, Column column) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("name", column.name());
    entry.put("type", DataDictionary.typeName(column.type()));
    entry.put("unit", column.unit());
    entry.put("category", column.category().key());
    entry.put("definition", column.definition());
    entry.put("source", column.source());
    entry.put("needs_trades", column.needsTrades());
    entry.put("known_live", column.knownLive());
    entry.put("looks_ahead", looksAhead(dataset, column));
    if (!column.labels().isEmpty()) {
      entry.put("labels", column.labels());
    }
    return entry;
  }
}
