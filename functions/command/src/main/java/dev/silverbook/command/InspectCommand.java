package dev.silverbook.command;

import dev.silverbook.command.inspect.InspectionReport;
import dev.silverbook.command.stack.AwsOptions;
import dev.silverbook.command.terminal.Console;
import dev.silverbook.command.terminal.OutputOptions;
import dev.silverbook.command.terminal.SelectionOptions;
import dev.silverbook.command.terminal.VersionText;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code silverbook inspect}: what have I got? */
@Command(
    name = "inspect",
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class,
    description = {
      "Looks at a directory, a bucket's prefix or a file: what it is, how it is understood, what would",
      "be degraded or refused and what to do about it, and the run command to copy. Reads the first",
      "rows of a few files and writes nothing.",
      "Exit code 1 when it cannot be run as it is."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  silverbook inspect lake",
      "  silverbook inspect lake/orderbook --trades lake/trades",
      "  silverbook inspect dumps --layout '{symbol}/{date}.parquet' --exchange-name binance",
      "  silverbook inspect s3://bronze/orderbook --json"
    })
final class InspectCommand implements Callable<Integer> {

  private final Console console;

  @Parameters(
      paramLabel = "PLACE",
      description = "A directory, s3://BUCKET/PREFIX or a Parquet file.")
  private String place;

  @Option(
      names = "--trades",
      paramLabel = "PLACE",
      description = "Where trades are. Default: looked for in PLACE.")
  private String trades;

  @Mixin private OutputOptions format = new OutputOptions();

  @Mixin private LayoutOptions layout = new LayoutOptions();
  @Mixin private SelectionOptions selection = new SelectionOptions();
  @Mixin private AwsOptions aws = new AwsOptions();

  InspectCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    return new InspectionReport(
            console,
            layout.config(),
            layout.settings(),
            selection.filter(),
            aws.selection(),
            format.json())
        .show(place, Optional.ofNullable(trades));
  }
}
