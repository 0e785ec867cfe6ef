package dev.silverbook.command;

import dev.silverbook.command.place.LedgerSource;
import dev.silverbook.command.place.Places;
import dev.silverbook.command.run.CheckpointContent;
import dev.silverbook.command.run.CheckpointFile;
import dev.silverbook.command.stack.AwsOptions;
import dev.silverbook.command.terminal.Console;
import dev.silverbook.command.terminal.ExitCodes;
import dev.silverbook.command.terminal.Quantities;
import dev.silverbook.command.terminal.SelectionOptions;
import dev.silverbook.command.terminal.VersionText;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code silverbook checkpoint}: what concerns checkpoint files. */
@Command(
    name = "checkpoint",
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class,
    description = "Makes checkpoint files for programs that read them.")
final class CheckpointCommand implements Callable<Integer> {

  private final Console console;

  @Spec private CommandSpec spec;

  CheckpointCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    throw new ParameterException(
        spec.commandLine(), "say what to do: silverbook checkpoint export");
  }

  /** {@code silverbook checkpoint export}. */
  @Command(
      name = "export",
      mixinStandardHelpOptions = true,
      versionProvider = VersionText.class,
      description = {
        "Writes what the ledger says into a checkpoint file.",
        "Partitions that the ledger has no verdict on stay as the file lists them."
      },
      footerHeading = "%nExamples:%n",
      footer = {
        "  silverbook checkpoint export --stack silverbook --checkpoint-path checkpoint.json",
        "  silverbook checkpoint export --output out --checkpoint-path checkpoint.json"
      })
  int export(
      @ArgGroup(exclusive = false, multiplicity = "1") LedgerOptions where,
      @Option(
              names = "--checkpoint-path",
              required = true,
              paramLabel = "FILE",
              description = "The file to write.")
          Path file,
      @Mixin SelectionOptions selection,
      @Mixin AwsOptions aws) {
    Path target = Places.absolute(console.directory(), file);
    // A file that is something else is refused before anything is read from elsewhere.
    CheckpointContent.read(target);
    LedgerSource source = where.ledger(console, aws.selection());
    CheckpointContent written =
        CheckpointFile.export(target, source.entries(selection.filter()), console.clock());
    console
        .out()
        .println(
            target
                + ": "
                + Quantities.count(written.processedCount())
                + " processed, "
                + Quantities.count(written.failedCount())
                + " failed");
    return ExitCodes.OK;
  }
}
