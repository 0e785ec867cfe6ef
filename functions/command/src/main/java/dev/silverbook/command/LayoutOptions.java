package dev.silverbook.command;

import dev.silverbook.lake.layout.LayoutSettings;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How inputs are laid out and understood. */
final class LayoutOptions {

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Configuration, YAML or JSON. Default: the documented defaults.")
  private Path config;

  @Option(
      names = "--layout",
      paramLabel = "PATTERN",
      description =
          "How the input's directories name partitions, as in"
              + " 'exchange={exchange}/{symbol}/{date}'. Default: detected.")
  private String layout;

  @Option(
      names = "--trades-layout",
      paramLabel = "PATTERN",
      description = "The same for --trades. Default: that of --layout.")
  private String tradesLayout;

  @Option(
      names = "--exchange-name",
      paramLabel = "NAME",
      description = "The exchange, where the directories do not say it.")
  private String exchangeName;

  @Option(
      names = "--symbol-name",
      paramLabel = "NAME",
      description = "The symbol, where the directories do not say it.")
  private String symbolName;

  Optional<Path> config() {
    return Optional.ofNullable(config);
  }

  LayoutSettings settings() {
    return new LayoutSettings(
        Optional.ofNullable(layout),
        Optional.ofNullable(tradesLayout),
        Optional.ofNullable(exchangeName),
        Optional.ofNullable(symbolName));
  }
}
