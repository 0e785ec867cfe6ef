package dev.silverbook.command.stack;

import dev.silverbook.command.terminal.ExitCodes;
import dev.silverbook.command.terminal.PartitionText;
import dev.silverbook.command.terminal.Quantities;
import dev.silverbook.command.terminal.ShellCommand;
import dev.silverbook.command.terminal.TextTable;
import dev.silverbook.pipeline.failure.Failure;
import dev.silverbook.pipeline.failure.FailureReason;
import dev.silverbook.pipeline.ledger.LedgerEntry;
import dev.silverbook.pipeline.plan.Decision;
import dev.silverbook.pipeline.runs.RunAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a backfill did, for people and for machines.
 *
 * @param answer of the function
 * @param followed how it ended; empty when nobody followed it
 * @param took since the command began
 * @param hints commands that go on from here
 */
record BackfillReport(
    BackfillAnswer answer, Optional<BackfillFollower.Result> followed, Duration took, Hints hints) {

  private static final int FAILURES_SHOWN = 50;

  /**
   * Commands that go on where the report ends.
   *
   * @param status shows what the ledger knows
   * @param retry tries failed partitions again
   */
  record Hints(ShellCommand status, ShellCommand retry) {}

  /** What the function has decided. */
  static String planned(BackfillAnswer answer) {
    TextTable table = new TextTable("decision", "partitions");
    answer
        .byReason()
        .forEach((reason, count) -> table.row(decision(reason), Quantities.count(count)));
    StringBuilder text = new StringBuilder(table.plain());
    text.append('\n').append(Quantities.counted(answer.sent(), "partition")).append(" sent");
    if (answer.dryRun()) {
      text.append(", as this was a dry run");
    } else if (answer.limitReached()) {
      text.append("; the limit is reached, the rest is left for the next backfill");
    }
    text.append("  (").append(answer.runId()).append(")\n");
    if (answer.cancelled()) {
      text.append("The run was cancelled\n");
    }
    answer
        .estimate()
        .filter(cost -> cost.partitions() > 0)
        .ifPresent(cost -> text.append("Estimate: ").append(cost.words()).append('\n'));
    if (answer.continues()) {
      text.append("The function's time was over: it goes on by itself, and more will be sent\n");
    }
    if (answer.unsent() > 0) {
      text.append("The queue did not take ")
          .append(Quantities.counted(answer.unsent(), "partition"))
          .append("; the next backfill sends them: ")
          .append(String.join(" ", answer.unsentPartitions()))
          .append('\n');
    }
    return text.toString();
  }

  /** How it ended. */
  String text() {
    if (followed.isEmpty()) {
      return "";
    }
    BackfillFollower.Result result = followed.get();
    StringBuilder text = new StringBuilder("\n");
    text.append(
            switch (result.ending()) {
              case VERDICTS, DRAINED -> "Done in ";
              case STALLED -> "Nothing has happened for long; stopped following after ";
              case STOPPED -> "The backfill goes on; stopped following after ";
            })
        .append(Quantities.duration(took))
        .append("\n\n");
    TextTable table = new TextTable("result", "partitions");
    table.row("processed", Quantities.count(result.processed()));
    failures(result)
        .forEach((reason, count) -> table.row("failed: " + reason, Quantities.count(count)));
    if (open(result) > 0) {
      table.row("open", Quantities.count(open(result)));
    }
    if (withoutVerdict(result) > 0) {
      table.row(
          result.ending() == BackfillFollower.Ending.DRAINED
              ? "nothing to do, or done by another run"
              : "not begun",
          Quantities.count(withoutVerdict(result)));
    }
    text.append(table.plain());
    List<LedgerEntry> failed = result.failed();
    if (!failed.isEmpty()) {
      text.append("\nFailed:\n");
      failed.stream()
          .limit(FAILURES_SHOWN)
          .forEach(
              entry ->
                  entry
                      .failure()
                      .ifPresent(
                          failure ->
                              text.append(PartitionText.failure(entry.partition(), failure))));
      if (failed.size() > FAILURES_SHOWN) {
        text.append("  and ")
            .append(Quantities.count(failed.size() - FAILURES_SHOWN))
            .append(" more: ")
            .append(hints.status())
            .append('\n');
      }
      text.append("\nTry failed partitions again with: ").append(hints.retry()).append('\n');
    }
    return text.toString();
  }

  Map<String, Object> json() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("run_id", answer.runId());
    document.put("exit_code", exitCode());
    document.put("dry_run", answer.dryRun());
    document.put("continues", answer.continues());
    document.put("limit_reached", answer.limitReached());
    document.put("partitions", answer.partitions());
    document.put("by_decision", answer.byReason());
    answer.estimate().ifPresent(cost -> document.put("estimate", RunAttributes.toMap(cost)));
    document.put("sent", answer.sent());
    document.put("unsent", answer.unsent());
    document.put("unsent_partitions", answer.unsentPartitions());
    document.put("seconds", took.toMillis() / 1_000.0);
    followed.ifPresent(
        result -> {
          document.put("ending", result.ending().name().toLowerCase(Locale.ROOT));
          document.put("processed", result.processed());
          Map<String, Object> reasons = new LinkedHashMap<>();
          failures(result).forEach((reason, count) -> reasons.put(reason.name(), count));
          document.put("failed_by_reason", reasons);
          document.put("open", open(result));
          List<Object> failed = new ArrayList<>();
          for (LedgerEntry entry : result.failed()) {
            Map<String, Object> map = PartitionText.partition(entry.partition());
            entry.failure().ifPresent(failure -> map.putAll(PartitionText.failure(failure)));
            failed.add(map);
          }
          document.put("failed", failed);
        });
    return document;
  }

  /** 1 when partitions failed, could not be sent, or got stuck. */
  int exitCode() {
    boolean bad =
        answer.unsent() > 0
            || followed
                .map(
                    result ->
                        !result.failed().isEmpty()
                            || result.ending() == BackfillFollower.Ending.STALLED)
                .orElse(false);
    return bad ? ExitCodes.INCOMPLETE : ExitCodes.OK;
  }

  private static Map<FailureReason, Long> failures(BackfillFollower.Result result) {
    Map<FailureReason, Long> counts = new EnumMap<>(FailureReason.class);
    result.failed().stream()
        .flatMap(entry -> entry.failure().stream())
        .map(Failure::reason)
        .forEach(reason -> counts.merge(reason, 1L, Long::sum));
    return counts;
  }

  private static long open(BackfillFollower.Result result) {
    return result.entries().size() - result.processed() - result.failed().size();
  }

  private long withoutVerdict(BackfillFollower.Result result) {
    return Math.max(0, answer.sent() - result.entries().size());
  }

  /** A newer function may know decisions that this command does not. */
  private static String decision(String name) {
    for (Decision decision : Decision.values()) {
      if (decision.name().equals(name)) {
        return decision.text();
      }
    }
    return name.toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
