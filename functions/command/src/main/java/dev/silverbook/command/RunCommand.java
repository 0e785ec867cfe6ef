package dev.silverbook.command;

import dev.silverbook.command.place.Places;
import dev.silverbook.command.report.PlanListing;
import dev.silverbook.command.run.EncodingThread;
import dev.silverbook.command.terminal.Console;
import dev.silverbook.command.terminal.OutputOptions;
import dev.silverbook.command.terminal.SelectionOptions;
import dev.silverbook.command.terminal.ShellCommand;
import dev.silverbook.command.terminal.StoppablePause;
import dev.silverbook.command.terminal.UsageException;
import dev.silverbook.command.terminal.VersionText;
import dev.silverbook.lake.ParquetFormat;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
      "  silverbook run --input lake/orderbook --output out --watch 60",
      "  silverbook run --input s3://bronze/orderbook --output s3://research --table ledger"
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

  @Option(
      names = "--watch",
      paramLabel = "SECONDS",
      description =
          "Look again so long after each round, until Ctrl-C: what is new or has changed is"
              + " processed, and what failed for a passing reason tried again. --limit counts a"
              + " round; --force and --retry-failed are for the first; --json prints a line for each round"
              + " that did something.")
  private Long watch;

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
    if (watch != null && watch < 1) {
      throw new UsageException("--watch is " + watch + " seconds; it must be at least 1");
    }
    if (watch != null && dryRun) {
      throw new UsageException("--dry-run shows one plan; leave out --watch");
    }
    Places places = lakes.places(console);
    if (dryRun) {
      return new PlanListing(console, format.json())
          .show(places, selection.filter(), options.request(), options.checkpoint(console));
    }
    PartitionRun run =
        new PartitionRun(
            console,
            format.json(),
            inWork -> {
              int cores = Runtime.getRuntime().availableProcessors();
              return new ParquetFormat(() -> background.pays(inWork.getAsInt(), cores));
            },
            places,
            selection.filter(),
            options.request(),
            options.checkpointPath(console),
            workers == null ? Runtime.getRuntime().availableProcessors() : workers,
            plan());
    return watch == null
        ? run.execute().exitCode()
        : new Watch(run, Duration.ofSeconds(watch), StoppablePause::endedBy).untilStopped();
  }

  /** This command as one that shows its plan. */
  private ShellCommand plan() {
    List<String> given = spec.root().commandLine().getParseResult().originalArgs();
    List<String> kept = new ArrayList<>();
    for (int i = 0; i < given.size(); i++) {
      if (given.get(i).equals("--watch")) {
        i++;
      } else if (!given.get(i).startsWith("--watch=")) {
        kept.add(given.get(i));
      }
    }
    return ShellCommand.silverbook(kept).with("--dry-run", "--json");
  }
}
