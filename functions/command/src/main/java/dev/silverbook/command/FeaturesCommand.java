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
import dev.silverbook.features.FeatureConfiguration;
import dev.silverbook.features.FeatureSchema;
import dev.silverbook.features.InputColumns;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code silverbook features}: the data dictionary of a configuration. */
@Command(
    name = "features",
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class,
    description = "Lists every output column: type, unit, definition and source.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  silverbook features",
      "  silverbook features --config deep.yaml --markdown > DICTIONARY.md"
    })
final class FeaturesCommand implements Callable<Integer> {

  private final Console console;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Feature configuration, YAML or JSON. Default: the documented defaults.")
  private Path config;

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
    FeatureSchema schema = FeatureSchema.of(configuration, InputColumns.ALL);
    if (format.json()) {
      console.out().println(JsonText.of(json(configuration, schema.columns())));
    } else {
      console.out().print(markdown ? markdown(schema) : table(schema));
    }
    return ExitCodes.OK;
  }

  private String markdown(FeatureSchema schema) {
    return config == null
        ? DataDictionary.markdown(schema)
        : DataDictionary.markdown(schema, config.toString());
  }

  private static String table(FeatureSchema schema) {
    TextTable table =
        new TextTable("name", "type", "unit", "category", "trades", "live", "definition", "source");
    for (Column column : schema.columns()) {
      table.row(
          column.name(),
          DataDictionary.typeName(column.type()),
          column.unit(),
          column.category().key(),
          column.needsTrades() ? "needed" : "",
          column.knownLive() ? "yes" : "no",
          column.definition(),
          column.source());
    }
    return table.plain();
  }

  private static Map<String, Object> json(
      FeatureConfiguration configuration, List<Column> columns) {
    List<Object> list = new ArrayList<>();
    for (Column column : columns) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("name", column.name());
      entry.put("type", DataDictionary.typeName(column.type()));
      entry.put("unit", column.unit());
      entry.put("category", column.category().key());
      entry.put("definition", column.definition());
      entry.put("source", column.source());
      entry.put("needs_trades", column.needsTrades());
      entry.put("known_live", column.knownLive());
      if (!column.labels().isEmpty()) {
        entry.put("labels", column.labels());
      }
      list.add(entry);
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("configuration", configuration.toMap());
    document.put("columns", list);
    return document;
  }
}
