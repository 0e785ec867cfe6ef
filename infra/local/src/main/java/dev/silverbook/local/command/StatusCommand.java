package dev.silverbook.local.command;

import dev.silverbook.local.ledger.SqliteLedger;
import dev.silverbook.pipeline.LedgerEntry;
import dev.silverbook.pipeline.PartitionFilter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code silverbook status}: what the ledger knows. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    versionProvider = RootCommand.Version.class,
    description =
        "Shows what was processed, what failed and what to do, degraded days, slow partitions.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  silverbook status --output out",
      "  silverbook status --output out --symbol BTC/USDT --from 2025-12-01 --json"
    })
final class StatusCommand implements Callable<Integer> {

  private final Console console;

  @ArgGroup(exclusive = false, multiplicity = "1")
  private Where where = new Where();

  @Mixin private SelectionOptions selection = new SelectionOptions();

  @Option(
      names = "--slowest",
      paramLabel = "N",
      defaultValue = "5",
      description = "How many of the slowest partitions to show. Default: ${DEFAULT-VALUE}.")
  private int slowest;

  @Option(names = "--json", description = "As one JSON document.")
  private boolean json;

  /** Where the ledger is. */
  static final class Where {
    @Option(
        names = "--output",
        paramLabel = "DIR",
        description = "The output directory of the runs.")
    private Path output;

    @Option(
        names = "--state",
        paramLabel = "DIR",
        description = "Their state directory. Default: OUTPUT/_silverbook.")
    private Path state;
  }

  StatusCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    PartitionFilter filter = selection.filter();
    if (slowest < 0) {
      throw new UsageException("--slowest is " + slowest + "; it must not be negative");
    }
    Path state =
        where.state != null
            ? Places.absolute(console.directory(), where.state)
            : Places.stateOf(
                console.directory(),
                Places.absolute(console.directory(), where.output),
                Optional.empty());
    if (!SqliteLedger.exists(state)) {
      throw new UsageException(
          "there is no ledger in "
              + state
              + "; give the --output (or --state) of an earlier silverbook run");
    }
    try (SqliteLedger ledger = SqliteLedger.open(state);
        Stream<LedgerEntry> entries = ledger.entries()) {
      List<LedgerEntry> selected = entries.filter(entry -> filter.has(entry.partition())).toList();
      StatusReport report = new StatusReport(state, selected, slowest, console.clock().instant());
      if (json) {
        console.out().println(JsonText.of(report.json()));
      } else {
        console.out().print(report.text());
      }
    }
    return ExitCode.OK;
  }
}
