package dev.silverbook.command.place;

import dev.silverbook.command.ledger.SqliteLedger;
import dev.silverbook.command.stack.AwsSelection;
import dev.silverbook.command.stack.AwsSession;
import dev.silverbook.command.stack.Deployment;
import dev.silverbook.command.terminal.ShellCommand;
import dev.silverbook.command.terminal.UsageException;
import dev.silverbook.pipeline.ledger.Ledger;
import dev.silverbook.pipeline.ledger.LedgerEntry;
import dev.silverbook.pipeline.plan.PartitionFilter;
import dev.silverbook.pipeline.runs.Runs;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** A ledger to read: that of a state directory, or a table. */
public abstract sealed class LedgerSource {

  /** As the user names it; what was not given is null. */
  public record Named(Path output, Path state, String table, String stack) {}

  private LedgerSource() {}

  /**
   * The ledger that is meant; nothing is opened yet.
   *
   * @param directory what relative paths are relative to
   * @throws UsageException when it is named in two ways, or there is none
   */
  public static LedgerSource of(Path directory, Named named, AwsSelection aws) {
    boolean onAws = named.table() != null || named.stack() != null;
    boolean here = named.output() != null || named.state() != null;
    if (onAws && here) {
      throw new UsageException(
          "the ledger is either in a table (--table or --stack) or in a directory"
              + " (--output or --state); give one of them");
    }
    if (onAws) {
      return new Table(aws, Optional.ofNullable(named.table()), Optional.ofNullable(named.stack()));
    }
    Path state =
        named.state() != null
            ? Places.absolute(directory, named.state())
            : Places.stateOf(
                directory, Places.absolute(directory, named.output()), Optional.empty());
    if (!SqliteLedger.exists(state)) {
      throw new UsageException(
          "there is no ledger in "
              + state
              + "; give the --output (or --state) of an earlier silverbook run");
    }
    return new Directory(state);
  }

  /** Where it is, for people. */
  public abstract String description();

  /** How to try failed partitions again: a command to copy, else what to add to which command. */
  public abstract String howToRetry();

  /** Opens it for what is done with it and the records of runs beside it. */
  public abstract <T> T using(BiFunction<Ledger, Runs, T> work);

  /** How a command names it. */
  public abstract ShellCommand options(ShellCommand command);

  /** The selected entries, by partition. */
  public List<LedgerEntry> entries(PartitionFilter filter) {
    return using((ledger, runs) -> selected(ledger.entries(), filter));
  }

  /** Those of them that are running, retrying or failed; the others are not read. */
  public List<LedgerEntry> unsettled(PartitionFilter filter) {
    return using((ledger, runs) -> selected(ledger.unsettled(), filter));
  }

  private static List<LedgerEntry> selected(Stream<LedgerEntry> all, PartitionFilter filter) {
    try (Stream<LedgerEntry> entries = all) {
      return entries
          .filter(entry -> filter.has(entry.partition()))
          .sorted(Comparator.comparing(LedgerEntry::partition))
          .toList();
    }
  }

  private static String sameRun() {
    return "the same " + ShellCommand.silverbook("run") + " and --retry-failed";
  }

  private static final class Directory extends LedgerSource {
    private final Path state;

    Directory(Path state) {
      this.state = state;
    }

    @Override
    public String description() {
      return state.toString();
    }

    @Override
    public String howToRetry() {
      return sameRun();
    }

    @Override
    public ShellCommand options(ShellCommand command) {
      return command.with("--state", Optional.of(state.toString()));
    }

    @Override
    public <T> T using(BiFunction<Ledger, Runs, T> work) {
      try (SqliteLedger ledger = SqliteLedger.open(state)) {
        return work.apply(ledger, ledger.runs());
      }
    }
  }

  private static final class Table extends LedgerSource {
    private final AwsSelection aws;
    private final Optional<String> table;
    private final Optional<String> stack;

    Table(AwsSelection aws, Optional<String> table, Optional<String> stack) {
      this.aws = aws;
      this.table = table;
      this.stack = stack;
    }

    @Override
    public String description() {
      return table.map(name -> "table " + name).orElseGet(() -> "stack " + stack.orElseThrow());
    }

    @Override
    public String howToRetry() {
      return stack.isPresent()
          ? aws.options(
                  ShellCommand.silverbook("retry").with("--stack", stack).with("--table", table))
              .toString()
          : sameRun()
              + "; or, where functions do the work, with "
              + ShellCommand.silverbook("retry")
              + " and their --stack";
    }

    @Override
    public ShellCommand options(ShellCommand command) {
      return aws.options(command.with("--stack", stack).with("--table", table));
    }

    @Override
    public <T> T using(BiFunction<Ledger, Runs, T> work) {
      try (AwsSession session = AwsSession.open(aws)) {
        String name = new Deployment(session, stack).name(Deployment.Resource.TABLE, table);
        return work.apply(session.ledger(name), session.runs(name));
      }
    }
  }
}
