package dev.silverbook.command;

import dev.silverbook.command.place.ConfigurationFile;
import dev.silverbook.command.place.LedgerSource;
import dev.silverbook.command.place.Places;
import dev.silverbook.command.report.OtherPartitions;
import dev.silverbook.command.report.StatusReport;
import dev.silverbook.command.stack.AwsOptions;
import dev.silverbook.command.terminal.Console;
import dev.silverbook.command.terminal.ExitCodes;
import dev.silverbook.command.terminal.JsonText;
import dev.silverbook.command.terminal.OutputOptions;
import dev.silverbook.command.terminal.SelectionOptions;
import dev.silverbook.command.terminal.UsageException;
import dev.silverbook.command.terminal.VersionText;
import dev.silverbook.pipeline.ledger.LedgerEntry;
import dev.silverbook.pipeline.plan.PartitionFilter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code silverbook status}: what the ledger knows. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class,
    description =
        "Shows what was processed, what failed and what to do, degraded days, slow partitions.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  silverbook status --output out",
      "  silverbook status --output out --symbol BTC/USDT --from 2025-12-01 --json",
      "  silverbook status --output out --config stricter.yaml",
      "  silverbook status --stack silverbook",
      "  silverbook status --stack silverbook --unsettled"
    })
final class StatusCommand implements Callable<Integer> {

  private final Console console;

  @ArgGroup(exclusive = false, multiplicity = "1")
  private LedgerOptions where = new LedgerOptions();

  @Mixin private SelectionOptions selection = new SelectionOptions();
  @Mixin private AwsOptions aws = new AwsOptions();

  @Option(
      names = "--unsettled",
      description =
          "Only what is running, retrying or failed: costs as much as there are of these, however"
              + " many are done.")
  private boolean unsettled;

  @Option(
      names = "--slowest",
      paramLabel = "N",
      defaultValue = "5",
      description = "How many of the slowest partitions to show. Default: ${DEFAULT-VALUE}.")
  private int slowest;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "Judge what was measured by the section quality of this configuration, YAML or JSON, and"
              + " name what is there of datasets that it does not ask for. Default: as judged when"
              + " processed.")
  private Path config;

  @Mixin private OutputOptions format = new OutputOptions();

  StatusCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    PartitionFilter filter = selection.filter();
    if (slowest < 0) {
      throw new UsageException("--slowest is " + slowest + "; it must not be negative");
    }
    LedgerSource source = where.ledger(console, aws.selection());
    List<LedgerEntry> entries = unsettled ? source.unsettled(filter) : source.entries(filter);
    StatusReport report =
        new StatusReport(
            source.description(),
            source.howToRetry(),
            entries,
            slowest,
            console.clock().instant(),
            Optional.ofNullable(config)
                .map(file -> Places.absolute(console.directory(), file))
                .map(file -> ConfigurationFile.read(file).silver().features()));
    if (format.json()) {
      console.out().println(JsonText.of(report.json()));
    } else {
      console.out().print(report.text());
      if (entries.isEmpty() && !unsettled && !filter.equals(PartitionFilter.ALL)) {
        console.out().print(instead(source, filter));
      }
    }
    return ExitCodes.OK;
  }

  /** What the ledger knows instead of what was asked for. */
  private static String instead(LedgerSource source, PartitionFilter filter) {
    String hint =
        OtherPartitions.hint(
            filter,
            source.entries(PartitionFilter.ALL).stream().map(LedgerEntry::partition).toList());
    return hint.isEmpty() ? "" : "\nNothing of this selection is in the ledger\n" + hint;
  }
}
