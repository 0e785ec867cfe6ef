package dev.silverbook.command;

import dev.silverbook.command.place.LedgerSource;
import dev.silverbook.command.stack.AwsSelection;
import dev.silverbook.command.terminal.Console;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where the ledger of earlier runs is; at least one is to be given. */
final class LedgerOptions {

  @Option(names = "--output", paramLabel = "DIR", description = "The output directory of the runs.")
  private Path output;

  @Option(
      names = "--state",
      paramLabel = "DIR",
      description = "Their state directory. Default: OUTPUT/_silverbook.")
  private Path state;

  @Option(
      names = "--table",
      paramLabel = "NAME",
      description = "The DynamoDB table that holds the ledger.")
  private String table;

  @Option(
      names = "--stack",
      paramLabel = "NAME",
      description = "The CloudFormation stack whose table it is.")
  private String stack;

  LedgerSource ledger(Console console, AwsSelection aws) {
    return LedgerSource.of(
        console.directory(), new LedgerSource.Named(output, state, table, stack), aws);
  }
}
