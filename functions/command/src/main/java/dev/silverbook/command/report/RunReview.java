package dev.silverbook.command.report;

import dev.silverbook.command.place.LedgerSource;
import dev.silverbook.command.terminal.Quantities;
import dev.silverbook.command.terminal.ShellCommand;
import dev.silverbook.command.terminal.TextTable;
import dev.silverbook.pipeline.failure.Failure;
import dev.silverbook.pipeline.failure.FailureReason;
import dev.silverbook.pipeline.json.JsonValue;
import dev.silverbook.pipeline.json.MalformedJsonException;
import dev.silverbook.pipeline.ledger.Ledger;
import dev.silverbook.pipeline.ledger.LedgerEntry;
import dev.silverbook.pipeline.ledger.LedgerStatus;
import dev.silverbook.pipeline.plan.PartitionFilter;
import dev.silverbook.pipeline.runs.RunRecord;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One run, and what the ledger knows now of what it asked for. Nobody counted while it went on: the
 * partitions are the truth.
 *
 * @param run its record
 * @param ledger where it is
 * @param showAgain the command that looks again
 * @param processed of its scope, how many were processed since it began
 * @param failed of its scope, how many failed since it began, by reason
 * @param open of its scope, how many have no verdict now
 * @param now when the ledger was looked at
 */
public record RunReview(
    RunRecord run,
    String ledger,
    ShellCommand showAgain,
    long processed,
    Map<FailureReason, Long> failed,
    long open,
    Instant now) {

  /** Looks at the ledger. */
  public static RunReview of(RunRecord run, LedgerSource source, Ledger ledger, Instant now) {
    PartitionFilter scope = scope(run);
    List<LedgerEntry> entries;
    try (Stream<LedgerEntry> all = ledger.entries()) {
      entries = all.filter(entry -> scope.has(entry.partition())).toList();
    }
    Map<FailureReason, Long> failed = new EnumMap<>(FailureReason.class);
    long processed = 0;
    long open = 0;
    for (LedgerEntry entry : entries) {
      boolean since = !entry.updatedAt().isBefore(run.startedAt());
      if (entry.is(LedgerStatus.PROCESSED)) {
        processed += since ? 1 : 0;
      } else if (entry.is(LedgerStatus.FAILED)) {
        if (since) {
          entry.failure().map(Failure::reason).ifPresent(why -> failed.merge(why, 1L, Long::sum));
        }
      } else {
        open++;
      }
    }
    return new RunReview(
        run,
        source.description(),
        source.options(ShellCommand.silverbook("runs", "show", run.id())),
        processed,
        failed,
        open,
        now);
  }

  private static PartitionFilter scope(RunRecord run) {
    try {
      return PartitionFilter.of(JsonValue.parseObject(run.request()));
    } catch (MalformedJsonException e) {
      throw new IllegalStateException("the request of " + run.id() + ": " + e.getMessage(), e);
    }
  }

  /** For people. */
  public String text() {
    StringBuilder text = new StringBuilder();
    TextTable facts = new TextTable("run", run.id());
    facts.row("kind", RunsList.word(run.kind()));
    facts.row("state", RunsList.state(run, now));
    facts.row("started", run.startedAt() + " by " + run.startedBy());
    facts.row("last seen", run.updatedAt().toString());
    facts.row("asked for", run.request());
    facts.row("found", Quantities.counted(run.found(), "partition"));
    facts.row("sent", Quantities.counted(run.sent(), "partition"));
    if (!run.note().isEmpty()) {
      facts.row("failed", run.note());
    }
    run.estimate().ifPresent(cost -> facts.row("estimate", cost.words()));
    text.append(facts.plain());
    text.append("\nIn its scope, since it began:\n\n");
    TextTable table = new TextTable("result", "partitions", "");
    table.row("processed", Quantities.count(processed), "");
    failed.forEach(
        (reason, count) ->
            table.row("failed: " + reason, Quantities.count(count), reason.advice()));
    table.row("open", Quantities.count(open), "running, or waiting for another try");
    return text.append(table.plain())
        .append("\nLook again with: ")
        .append(showAgain)
        .append('\n')
        .toString();
  }

  /** For machines. */
  public Map<String, Object> json() {
    Map<String, Object> document = new LinkedHashMap<>(RunsList.json(run, now));
    document.put("ledger", ledger);
    Map<String, Object> scope = new LinkedHashMap<>();
    scope.put("processed", processed);
    Map<String, Object> reasons = new LinkedHashMap<>();
    failed.forEach((reason, count) -> reasons.put(reason.name(), count));
    scope.put("failed_by_reason", reasons);
    scope.put("open", open);
    document.put("since_it_began", scope);
    return document;
  }
}
