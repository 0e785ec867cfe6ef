package dev.silverbook.local.command;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where things are. */
final class LakeOptions {

  @Option(
      names = "--input",
      required = true,
      paramLabel = "DIR",
      description = "Bronze order books: exchange=*/symbol=*/year=*/month=*/day=*/*.parquet.")
  private Path input;

  @Option(
      names = "--trades",
      paramLabel = "DIR",
      description = "Bronze trades, same layout. Without: trade-based columns are null.")
  private Path trades;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "DIR",
      description = "Features go to DIR/silver/orderbook.")
  private Path output;

  @Option(
      names = "--state",
      paramLabel = "DIR",
      description = "Ledger and scratch files. Default: OUTPUT/_silverbook.")
  private Path state;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Feature configuration, YAML or JSON. Default: the documented defaults.")
  private Path config;

  /**
   * The same as checked, absolute places.
   *
   * @throws UsageException when they cannot be used
   */
  Places places(Console console) {
    return Places.check(
        console.directory(),
        input,
        Optional.ofNullable(trades),
        output,
        Optional.ofNullable(state),
        Optional.ofNullable(config));
  }
}
