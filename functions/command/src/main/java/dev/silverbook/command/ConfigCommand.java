package dev.silverbook.command;

import dev.silverbook.command.place.ConfigurationSchema;
import dev.silverbook.command.place.ConfigurationTemplate;
import dev.silverbook.command.terminal.Console;
import dev.silverbook.command.terminal.ExitCodes;
import dev.silverbook.command.terminal.JsonText;
import dev.silverbook.command.terminal.VersionText;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code silverbook config}: what a configuration file may say. */
@Command(
    name = "config",
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class,
    description = "Prints the default configuration with a comment on every key.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  silverbook config > my.yaml",
      "      Change it, and give it to run as --config my.yaml.",
      "  silverbook config --schema > silverbook.schema.json",
      "      For an editor that completes and checks such files."
    })
final class ConfigCommand implements Callable<Integer> {

  private final Console console;

  @Option(names = "--schema", description = "Print the JSON Schema of such files instead.")
  private boolean schema;

  ConfigCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (schema) {
      console.out().println(JsonText.of(ConfigurationSchema.document()));
    } else {
      console.out().print(ConfigurationTemplate.yaml());
    }
    return ExitCodes.OK;
  }
}
