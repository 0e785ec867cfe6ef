package dev.silverbook.command;

import dev.silverbook.command.place.LedgerSource;
import dev.silverbook.command.report.RunReview;
import dev.silverbook.command.report.RunsList;
import dev.silverbook.command.stack.AwsOptions;
import dev.silverbook.command.terminal.Console;
import dev.silverbook.command.terminal.ExitCodes;
import dev.silverbook.command.terminal.JsonText;
import dev.silverbook.command.terminal.OutputOptions;
import dev.silverbook.command.terminal.ShellCommand;
import dev.silverbook.command.terminal.UsageException;
import dev.silverbook.command.terminal.VersionText;
import dev.silverbook.pipeline.runs.RunRecord;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code silverbook runs}: who asked for what, and what became of it. */
@Command(
    name = "runs",
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class,
    description = {
      "Shows the runs of a ledger, the newest first: backfills, retries and redrives of a stack,",
      "runs of this command. On AWS their records are kept for 90 days."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  silverbook runs --output out",
      "  silverbook runs --stack silverbook --limit 5",
      "  silverbook runs show ID --stack silverbook",
      "  silverbook cancel ID --stack silverbook"
    })
final class RunsCommand implements Callable<Integer> {

  private static final int LIMIT = 20;

  private final Console console;

  @ArgGroup(exclusive = false)
  private LedgerOptions where;

  @Mixin private AwsOptions aws = new AwsOptions();

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "" + LIMIT,
      description = "How many to show. Default: ${DEFAULT-VALUE}.")
  private int limit;

  @Mixin private OutputOptions format = new OutputOptions();

  RunsCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (limit < 1) {
      throw new UsageException("--limit is " + limit + "; it must be at least 1");
    }
    if (where == null) {
      throw new UsageException(
          "silverbook runs needs to know of which ledger: give --output, --state, --table or --stack");
    }
    LedgerSource source = where.ledger(console, aws.selection());
    List<RunRecord> newest = source.using((ledger, runs) -> runs.newest());
    RunsList list = new RunsList(source.description(), newest, limit, console.clock().instant());
    console.out().print(format.json() ? JsonText.of(list.json()) + "\n" : list.text());
    return ExitCodes.OK;
  }

  /** {@code silverbook runs show}: what became of one run's scope. */
  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      versionProvider = VersionText.class,
      description = {
        "Shows one run, and what the ledger knows now of the partitions that it asked for:",
        "decided since it began, by outcome; failures by reason; what is still open."
      })
  int show(
      @Parameters(paramLabel = "ID", description = "The run's id, as silverbook runs shows it.")
          String id,
      @ArgGroup(exclusive = false, multiplicity = "1") LedgerOptions ledgerOptions,
      @Mixin AwsOptions awsOptions,
      @Mixin OutputOptions outputOptions) {
    LedgerSource source = ledgerOptions.ledger(console, awsOptions.selection());
    RunReview review =
        source.using(
            (ledger, runs) ->
                RunReview.of(
                    runs.read(id).orElseThrow(() -> unknown(id, source)),
                    source,
                    ledger,
                    console.clock().instant()));
    console.out().print(outputOptions.json() ? JsonText.of(review.json()) + "\n" : review.text());
    return ExitCodes.OK;
  }

  static UsageException unknown(String id, LedgerSource source) {
    return new UsageException(
        "there is no run "
            + id
            + " in "
            + source.description()
            + "; "
            + ShellCommand.silverbook("runs")
            + " shows those there are");
  }
}
