package dev.silverbook.command.stack;

import dev.silverbook.command.terminal.Console;
import dev.silverbook.command.terminal.ExitCodes;
import dev.silverbook.command.terminal.Interruption;
import dev.silverbook.command.terminal.JsonText;
import dev.silverbook.command.terminal.OutputOptions;
import dev.silverbook.command.terminal.SelectionOptions;
import dev.silverbook.command.terminal.ShellCommand;
import dev.silverbook.command.terminal.StoppablePause;
import dev.silverbook.command.terminal.UsageException;
import dev.silverbook.command.terminal.VersionText;
import dev.silverbook.pipeline.plan.PartitionFilter;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code silverbook backfill}: starts a backfill on AWS and watches it. */
@Command(
    name = "backfill",
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class,
    description = {
      "On AWS: has the deployed functions process what is due, and follows until they are done.",
      "Ctrl-C stops following; the backfill goes on."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  silverbook backfill --stack silverbook --from 2024-01-01 --to 2024-12-31",
      "  silverbook backfill --stack silverbook --symbol BTC/USDT --retry-failed --dry-run",
      "  silverbook backfill --stack silverbook --from 2024-08-08 --to 2024-08-09 --recheck",
      "  silverbook backfill --function NAME --no-follow"
    })
public final class BackfillCommand implements Callable<Integer> {

  private final Console console;

  @Option(names = "--function", paramLabel = "NAME", description = "The backfill function.")
  private String function;

  @Option(
      names = "--table",
      paramLabel = "NAME",
      description = "The DynamoDB table that holds the ledger, to follow.")
  private String table;

  @Option(
      names = "--queue",
      paramLabel = "URL",
      description = "The queue of partitions, to follow.")
  private String queue;

  @Option(
      names = "--stack",
      paramLabel = "NAME",
      description = "The CloudFormation stack whose outputs name function, table and queue.")
  private String stack;

  @Mixin private SelectionOptions selection = new SelectionOptions();

  @Option(
      names = "--lookback-days",
      paramLabel = "N",
      description = "Trailing days up to --to or today, instead of --from.")
  private Integer lookbackDays;

  @Option(names = "--limit", paramLabel = "N", description = "Send at most N partitions.")
  private Long limit;

  @Option(names = "--retry-failed", description = "Try again what failed before.")
  private boolean retryFailed;

  @Option(names = "--force", description = "Process again also what is unchanged.")
  private boolean force;

  @Option(
      names = "--recheck",
      description = {
        "Have workers look at the inputs also of what is done by the ledger, and process what",
        "has changed: for late objects whose storage events were lost."
      })
  private boolean recheck;

  @Option(names = "--dry-run", description = "Count by reason, send nothing.")
  private boolean dryRun;

  @Option(names = "--no-follow", description = "Only start it.")
  private boolean noFollow;

  @Mixin private OutputOptions format = new OutputOptions();

  @Mixin private AwsOptions aws = new AwsOptions();

  public BackfillCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException {
    Map<String, Object> request = request();
    Instant start = console.clock().instant();
    try (Interruption interruption = Interruption.watch();
        AwsSession session = AwsSession.open(aws.selection())) {
      Deployment deployment = new Deployment(session, Optional.ofNullable(stack));
      String name = deployment.name(Deployment.Resource.BACKFILL, Optional.ofNullable(function));
      boolean follows = !noFollow && !dryRun;
      // Asked for before anything is started.
      Optional<String> ledger =
          follows
              ? Optional.of(deployment.name(Deployment.Resource.TABLE, Optional.ofNullable(table)))
              : Optional.empty();
      Optional<String> messages =
          follows
              ? Optional.of(deployment.name(Deployment.Resource.QUEUE, Optional.ofNullable(queue)))
              : Optional.empty();
      BackfillAnswer answer = new BackfillFunction(session, name).invoke(request);
      if (!format.json()) {
        console.out().print(BackfillReport.planned(answer));
        console.out().flush();
      }
      Optional<BackfillFollower.Result> result = Optional.empty();
      if (follows && (answer.sent() > 0 || answer.continues())) {
        result =
            Optional.of(
                follow(
                    session, ledger.orElseThrow(), messages.orElseThrow(), answer, interruption));
      }
      BackfillReport report =
          new BackfillReport(
              answer, result, Duration.between(start, console.clock().instant()), hints());
      console.out().print(format.json() ? JsonText.of(report.json()) + "\n" : report.text());
      console.out().flush();
      return interruption.happened() ? ExitCodes.INTERRUPTED : report.exitCode();
    }
  }

  private BackfillReport.Hints hints() {
    ShellCommand status =
        ShellCommand.silverbook("status")
            .with("--stack", Optional.ofNullable(stack))
            .with("--table", Optional.ofNullable(table));
    ShellCommand retry =
        ShellCommand.silverbook("retry")
            .with("--stack", Optional.ofNullable(stack))
            .with("--table", Optional.ofNullable(table))
            .with("--queue", Optional.ofNullable(queue));
    return new BackfillReport.Hints(
        aws.selection().options(status), aws.selection().options(retry));
  }

  private BackfillFollower.Result follow(
      AwsSession session,
      String ledger,
      String messages,
      BackfillAnswer answer,
      Interruption interruption)
      throws InterruptedException {
    try (FollowLine line = new FollowLine(console.progress(), console.columns())) {
      return new BackfillFollower(
              session.ledger(ledger),
              session.depth(messages),
              StoppablePause.endedBy(interruption),
              console.clock())
          .follow(answer, line);
    }
  }

  private Map<String, Object> request() {
    PartitionFilter filter = selection.filter();
    if (lookbackDays != null && lookbackDays < 1) {
      throw new UsageException("--lookback-days is " + lookbackDays + "; it must be at least 1");
    }
    if (lookbackDays != null && filter.from().isPresent()) {
      throw new UsageException("--from and --lookback-days exclude each other; give one of them");
    }
    if (limit != null && limit < 1) {
      throw new UsageException("--limit is " + limit + "; it must be at least 1");
    }
    Map<String, Object> request = new LinkedHashMap<>();
    if (!filter.exchanges().isEmpty()) {
      request.put("exchange", filter.exchanges().stream().sorted().toList());
    }
    if (!filter.symbols().isEmpty()) {
      request.put("symbol", filter.symbols().stream().sorted().toList());
    }
    filter.from().ifPresent(day -> request.put("from", day.toString()));
    filter.to().ifPresent(day -> request.put("to", day.toString()));
    if (lookbackDays != null) {
      request.put("lookbackDays", lookbackDays);
    }
    if (limit != null) {
      request.put("limit", limit);
    }
    request.put("retryFailed", retryFailed);
    request.put("force", force);
    request.put("recheck", recheck);
    request.put("dryRun", dryRun);
    request.put("startedBy", Console.user());
    return request;
  }
}
