package dev.silverbook.command;

import dev.silverbook.command.place.LedgerSource;
import dev.silverbook.command.stack.AwsOptions;
import dev.silverbook.command.terminal.Console;
import dev.silverbook.command.terminal.ExitCodes;
import dev.silverbook.command.terminal.JsonText;
import dev.silverbook.command.terminal.OutputOptions;
import dev.silverbook.command.terminal.VersionText;
import dev.silverbook.pipeline.runs.RunAttributes;
import dev.silverbook.pipeline.runs.RunRecord;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code silverbook cancel}: nobody wants a run any more. */
@Command(
    name = "cancel",
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class,
    description = {
      "Cancels a run: nothing more of it is sent, and workers consume what was sent without work,",
      "within a minute. Partitions that are being worked on are finished."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  silverbook cancel ID --stack silverbook", "  silverbook cancel ID --output out"})
final class CancelCommand implements Callable<Integer> {

  private final Console console;

  @Parameters(paramLabel = "ID", description = "The run's id, as silverbook runs shows it.")
  private String id;

  @ArgGroup(exclusive = false, multiplicity = "1")
  private LedgerOptions where = new LedgerOptions();

  @Mixin private AwsOptions aws = new AwsOptions();

  @Mixin private OutputOptions format = new OutputOptions();

  CancelCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    LedgerSource source = where.ledger(console, aws.selection());
    RunRecord run =
        source.using(
            (ledger, runs) ->
                runs.cancel(id, console.clock().instant())
                    .orElseThrow(() -> RunsCommand.unknown(id, source)));
    console
        .out()
        .print(
            format.json()
                ? JsonText.of(RunAttributes.toMap(run)) + "\n"
                : "Cancelled  "
                    + run.id()
                    + "\nWorkers learn of it within a minute; what they are at is finished.\n");
    return ExitCodes.OK;
  }
}
