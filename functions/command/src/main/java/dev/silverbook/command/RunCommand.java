package dev.silverbook.command;

import dev.silverbook.command.place.Places;
import dev.silverbook.command.report.PlanListing;
import dev.silverbook.command.run.EncodingThread;
import dev.silverbook.command.terminal.Console;
import dev.silverbook.command.terminal.OutputOptions;
import dev.silverbook.command.terminal.SelectionOptions;
import dev.silverbook.command.terminal.ShellCommand;
import dev.silverbook.command.terminal.UsageException;
import dev.silverbook.command.terminal.VersionText;
import dev.silverbook.lake.ParquetFormat;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code silverbook run}: processes what is due. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class,
    description = {
      "Processes every partition that is new or has changed, and remembers what it did.",
      "Run it again to resume after an interruption; several runs may share one output."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  silverbook run --input lake/orderbook --trades lake/trades --output out",
      "  silverbook run --input lake/orderbook --output out --symbol BTC/USDT,ETH~USDT",
      "  silverbook run --input lake/orderbook --output out --from 2025-12-01 --to 2025-12-31",
      "  silverbook run --input lake/orderbook --output out --retry-failed --json",
      "  silverbook run --input s3://bronze/orderbook --output s3://silver/features --table ledger"
    })
final class RunCommand implements Callable<Integer> {

  private final Console console;

  @Mixin private LakeOptions lakes = new LakeOptions();
  @Mixin private SelectionOptions selection = new SelectionOptions();
  @Mixin private PlanOptions options = new PlanOptions();

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "Partitions processed at the same time, at most. Default: the number of cores.")
  private Integer workers;

  @Option(
      names = "--background-encoding",
      paramLabel = "WHEN",
      description =
          "Let each worker encode on a second thread: auto, on or off. Takes tens of MB more a"
              + " worker. Default: auto, where at least two cores fall to each partition in work.")
  private EncodingThread background = EncodingThread.AUTO;

  @Option(names = "--dry-run", description = "Only show what would run, like plan.")
  private boolean dryRun;

  @Mixin private OutputOptions format = new OutputOptions();

  @Spec private CommandSpec spec;

  RunCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (workers != null && workers < 1) {
      throw new UsageException("--workers is " + workers + "; it must be at least 1");
    }
    Places places = lakes.places(console);
    if (dryRun) {
      return new PlanListing(console, format.json())
          .show(places, selection.filter(), options.request(), options.checkpoint(console));
    }
    return new PartitionRun(
            console,
            format.json(),
            partitions ->
                new ParquetFormat(
                    background.pays(partitions, Runtime.getRuntime().availableProcessors())),
            places,
            selection.filter(),
            options.request(),
            options.checkpointPath(console),
            workers == null ? Runtime.getRuntime().availableProcessors() : workers,
            ShellCommand.silverbook(spec.root().commandLine().getParseResult().originalArgs())
                .with("--dry-run", "--json"))
        .execute()
        .exitCode();
  }
}
