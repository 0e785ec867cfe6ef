package dev.silverbook.command;

import dev.silverbook.command.place.Places;
import dev.silverbook.command.stack.AwsOptions;
import dev.silverbook.command.terminal.Console;
import dev.silverbook.command.terminal.UsageException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where things are. */
final class LakeOptions {

  @Option(
      names = "--input",
      required = true,
      paramLabel = "PLACE",
      description =
          "Bronze order books: exchange=*/symbol=*/year=*/month=*/day=*/*.parquet below a directory"
              + " or s3://BUCKET/PREFIX.")
  private String input;

  @Option(
      names = "--trades",
      paramLabel = "PLACE",
      description = "Bronze trades, same layout. Without: trade-based columns are null.")
  private String trades;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "PLACE",
      description =
          "A directory or s3://BUCKET/PREFIX. Outputs go below PLACE/silver: features to orderbook/.")
  private String output;

  @Option(
      names = "--state",
      paramLabel = "DIR",
      description =
          "Ledger and scratch files. Default: OUTPUT/_silverbook; with --table, scratch files"
              + " only, in the system's temporary directory when the output is a bucket.")
  private Path state;

  @Option(
      names = "--table",
      paramLabel = "NAME",
      description =
          "Keep the ledger in this DynamoDB table, shared with other machines and functions.")
  private String table;

  @Mixin private LayoutOptions layout = new LayoutOptions();
  @Mixin private AwsOptions aws = new AwsOptions();

  /**
   * The same as checked, absolute places.
   *
   * @throws UsageException when they cannot be used
   */
  Places places(Console console) {
    return Places.check(
        console.directory(),
        new Places.Named(
            input,
            Optional.ofNullable(trades),
            output,
            Optional.ofNullable(state),
            Optional.ofNullable(table),
            layout.config(),
            layout.settings()),
        aws.selection());
  }
}
