package dev.silverbook.command.stack;

import dev.silverbook.command.terminal.Console;
import dev.silverbook.command.terminal.ExitCodes;
import dev.silverbook.command.terminal.JsonText;
import dev.silverbook.command.terminal.OutputOptions;
import dev.silverbook.command.terminal.PartitionText;
import dev.silverbook.command.terminal.Quantities;
import dev.silverbook.command.terminal.SelectionOptions;
import dev.silverbook.command.terminal.TextTable;
import dev.silverbook.command.terminal.VersionText;
import dev.silverbook.pipeline.failure.FailureReason;
import dev.silverbook.pipeline.json.CompactJson;
import dev.silverbook.pipeline.ledger.Ledger;
import dev.silverbook.pipeline.ledger.LedgerEntry;
import dev.silverbook.pipeline.ledger.LedgerStatus;
import dev.silverbook.pipeline.message.Instructions;
import dev.silverbook.pipeline.message.PartitionMessage;
import dev.silverbook.pipeline.plan.PartitionFilter;
import dev.silverbook.pipeline.runs.RunRecord;
import dev.silverbook.pipeline.runs.Runs;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code silverbook retry}: failed partitions go to the queue of the functions again. */
@Command(
    name = "retry",
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class,
    description = {
      "On AWS: sends partitions that FAILED to the workers again, by reason.",
      "On one machine, silverbook run --retry-failed does that."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  silverbook retry --stack silverbook --reason CRASHED,OUT_OF_MEMORY",
      "  silverbook retry --table ledger --queue https://sqs... --symbol BTC/USDT --dry-run"
    })
public final class RetryCommand implements Callable<Integer> {

  private final Console console;

  @Option(
      names = "--table",
      paramLabel = "NAME",
      description = "The DynamoDB table that holds the ledger.")
  private String table;

  @Option(names = "--queue", paramLabel = "URL", description = "The queue of partitions.")
  private String queue;

  @Option(
      names = "--stack",
      paramLabel = "NAME",
      description = "The CloudFormation stack whose outputs name table and queue.")
  private String stack;

  @Option(
      names = "--reason",
      split = ",",
      paramLabel = "R",
      description =
          "Only these reasons; repeat or separate by commas. One of ${COMPLETION-CANDIDATES}.")
  private List<FailureReason> reasons = List.of();

  @Mixin private SelectionOptions selection = new SelectionOptions();

  @Option(names = "--dry-run", description = "Count, send nothing.")
  private boolean dryRun;

  @Mixin private OutputOptions format = new OutputOptions();

  @Mixin private AwsOptions aws = new AwsOptions();

  public RetryCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    PartitionFilter filter = selection.filter();
    try (AwsSession session = AwsSession.open(aws.selection())) {
      Deployment deployment = new Deployment(session, Optional.ofNullable(stack));
      String tableName = deployment.name(Deployment.Resource.TABLE, Optional.ofNullable(table));
      String queueUrl = deployment.name(Deployment.Resource.QUEUE, Optional.ofNullable(queue));
      List<LedgerEntry> failed = failed(session.ledger(tableName), filter);
      String runId =
          "retry-"
              + console.clock().instant().truncatedTo(ChronoUnit.SECONDS)
              + "-"
              + UUID.randomUUID();
      Runs runs = session.runs(tableName);
      RunRecord run =
          RunRecord.begun(
              runId,
              RunRecord.Kind.RETRY,
              request(filter),
              Console.user(),
              console.clock().instant());
      Optional<Instructions> told = deployment.instructions();
      List<PartitionMessage> messages =
          failed.stream()
              .map(entry -> new PartitionMessage(entry.partition(), runId, true, false))
              .map(message -> told.map(message::with).orElse(message))
              .toList();
      int unsent = 0;
      if (!dryRun && !messages.isEmpty()) {
        runs.begin(run);
        unsent = session.queue(queueUrl).send(messages, Duration.ZERO).size();
        runs.report(
            run.progressed(
                messages.size(),
                messages.size() - unsent,
                RunRecord.State.SENT,
                console.clock().instant()));
      }
      report(runId, failed, unsent);
      return unsent == 0 ? ExitCodes.OK : ExitCodes.INCOMPLETE;
    }
  }

  private String request(PartitionFilter filter) {
    Map<String, Object> request = new LinkedHashMap<>(filter.toMap());
    request.put("reason", reasons.stream().map(FailureReason::name).sorted().toList());
    return CompactJson.of(request);
  }

  private List<LedgerEntry> failed(Ledger ledger, PartitionFilter filter) {
    Set<FailureReason> wanted = Set.copyOf(reasons);
    try (Stream<LedgerEntry> entries = ledger.unsettled()) {
      return entries
          .filter(entry -> entry.status().equals(Optional.of(LedgerStatus.FAILED)))
          .filter(entry -> filter.has(entry.partition()))
          .filter(
              entry ->
                  wanted.isEmpty()
                      || entry
                          .failure()
                          .map(failure -> wanted.contains(failure.reason()))
                          .orElse(false))
          .sorted(Comparator.comparing(LedgerEntry::partition))
          .toList();
    }
  }

  private void report(String runId, List<LedgerEntry> failed, int unsent) {
    Map<FailureReason, Long> counts = new EnumMap<>(FailureReason.class);
    failed.forEach(
        entry ->
            entry.failure().ifPresent(failure -> counts.merge(failure.reason(), 1L, Long::sum)));
    int sent = dryRun ? 0 : failed.size() - unsent;
    if (format.json()) {
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("run_id", runId);
      document.put("dry_run", dryRun);
      document.put("selected", failed.size());
      document.put("sent", sent);
      document.put("unsent", unsent);
      Map<String, Object> byReason = new LinkedHashMap<>();
      counts.forEach((reason, count) -> byReason.put(reason.name(), count));
      document.put("by_reason", byReason);
      document.put(
          "partitions",
          failed.stream().map(entry -> PartitionText.partition(entry.partition())).toList());
      console.out().println(JsonText.of(document));
      return;
    }
    if (failed.isEmpty()) {
      console.out().println("No partition of this selection is FAILED: nothing to retry");
      return;
    }
    TextTable byReason = new TextTable("reason", "partitions", "");
    counts.forEach(
        (reason, count) -> byReason.row(reason.name(), Quantities.count(count), reason.advice()));
    console.out().print(byReason.plain());
    String partitions = Quantities.counted(dryRun ? failed.size() : sent, "partition");
    console
        .out()
        .println(
            "\n" + partitions + (dryRun ? " would be sent" : " sent to the workers as " + runId));
    if (unsent > 0) {
      console
          .err()
          .println(
              "silverbook retry: the queue did not take "
                  + Quantities.counted(unsent, "partition")
                  + "; run the same command again");
    }
  }
}
