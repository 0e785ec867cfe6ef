package dev.silverbook.command.report;

import dev.silverbook.command.place.LakePlace;
import dev.silverbook.command.run.PeakMemory;
import dev.silverbook.command.run.RunTally;
import dev.silverbook.command.run.RunTally.FailedPartition;
import dev.silverbook.command.run.RunTally.SkippedPartition;
import dev.silverbook.command.terminal.PartitionText;
import dev.silverbook.command.terminal.Quantities;
import dev.silverbook.command.terminal.ShellCommand;
import dev.silverbook.command.terminal.TextTable;
import dev.silverbook.features.Dataset;
import dev.silverbook.lake.PartitionId;
import dev.silverbook.lake.understood.Understood;
import dev.silverbook.pipeline.failure.Failure;
import dev.silverbook.pipeline.ledger.LedgerAttributes;
import dev.silverbook.pipeline.plan.IgnoredPath;
import dev.silverbook.pipeline.work.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a run did, for people and for machines.
 *
 * @param runId the run's name in the ledger
 * @param tally how the partitions ended
 * @param unlisted directories that could not be listed
 * @param notStarted partitions left because the run was stopped
 * @param took wall time
 * @param memory the most this process used
 * @param silver where the output is
 * @param hints commands that say more
 * @param stopped whether the run was stopped
 * @param exitCode of the command
 */
public record RunReport(
    String runId,
    RunTally tally,
    List<Failure> unlisted,
    long notStarted,
    Duration took,
    PeakMemory.Reading memory,
    LakePlace silver,
    Hints hints,
    boolean stopped,
    int exitCode) {

  private static final int FAILURES_SHOWN = 50;

  /**
   * Commands that say more than the report has room for.
   *
   * @param status what the ledger knows
   * @param plan the plan, with all that could not be listed
   */
  public record Hints(ShellCommand status, ShellCommand plan) {}

  /** The table at the end, the failures with what to do, and how to read the output. */
  public String text() {
    TextTable table = new TextTable("result", "partitions", "");
    table.row("processed", count(tally.processed().size()), processedNote());
    table.row("unchanged", count(tally.unchanged().size()), "");
    table.row(
        "skipped",
        count(tally.skipped().size()),
        tally.skipped().isEmpty() ? "" : "failed before; --retry-failed tries them again");
    table.row("failed", count(tally.failed().size()), "");
    if (!unlisted.isEmpty()) {
      table.row("unlisted", count(unlisted.size()), "directories; what is below is left out");
    }
    if (!tally.gone().isEmpty()) {
      table.row("gone", count(tally.gone().size()), "no input object");
    }
    if (!tally.overLimit().isEmpty()) {
      table.row("over limit", count(tally.overLimit().size()), "left for the next run");
    }
    if (stopped) {
      table.row(
          "interrupted",
          count(tally.interrupted().size() + notStarted),
          "run the same command again to resume");
    }
    StringBuilder text = new StringBuilder();
    text.append(stopped ? "Interrupted after " : "Done in ")
        .append(Quantities.duration(took))
        .append(", peak memory ")
        .append(Quantities.bytes(memory.bytes()))
        .append(" (")
        .append(memory.of())
        .append(")\n\n");
    text.append(table.plain());
    append(
        text,
        "Failed",
        tally.failed().stream()
            .map(failed -> PartitionText.failure(failed.partition(), failed.failure()))
            .toList(),
        hints.status());
    append(
        text,
        "Skipped, failed before",
        tally.skipped().stream()
            .map(skipped -> PartitionText.skipped(skipped.partition(), skipped.earlier()))
            .toList(),
        hints.status());
    append(
        text,
        "Not listed, so left out with all below",
        unlisted.stream().map(PartitionText::unlisted).toList(),
        hints.plan());
    String understood = understood().text();
    text.append(understood.isEmpty() ? "" : "\n" + understood);
    text.append("\nOutput  ").append(silver).append('\n');
    if (!tally.processed().isEmpty() || !tally.unchanged().isEmpty()) {
      String files = silver + "/orderbook/**/*.parquet";
      text.append("DuckDB  FROM read_parquet('")
          .append(files.replace("'", "''"))
          .append("', hive_partitioning = true) LIMIT 10;\n");
      text.append("Polars  pl.scan_parquet(\"")
          .append(files)
          .append("\", hive_partitioning=True).head(10).collect()\n");
    }
    return text.toString();
  }

  /**
   * One line, and what failed now: for one of many rounds.
   *
   * @param at when the round began
   */
  public String round(Instant at) {
    StringBuilder text = new StringBuilder();
    text.append(at.truncatedTo(ChronoUnit.SECONDS))
        .append("  processed ")
        .append(count(tally.processed().size()))
        .append(tally.processed().isEmpty() ? "" : " (" + processedNote() + ")");
    appendCount(text, "unchanged", tally.unchanged().size());
    appendCount(text, "skipped", tally.skipped().size());
    appendCount(text, "failed", tally.failed().size());
    appendCount(text, "over limit", tally.overLimit().size());
    text.append('\n');
    tally.failed().stream()
        .limit(FAILURES_SHOWN)
        .map(failed -> PartitionText.failure(failed.partition(), failed.failure()))
        .forEach(text::append);
    appendMore(text, tally.failed().size(), hints.status());
    return text.toString();
  }

  private static void appendCount(StringBuilder text, String what, int count) {
    if (count > 0) {
      text.append(", ").append(what).append(' ').append(count(count));
    }
  }

  /** The same for machines, with directories that were passed over. */
  public Map<String, Object> json(List<IgnoredPath> ignored) {
    Map<String, Object> counts = new LinkedHashMap<>();
    counts.put("processed", tally.processed().size());
    counts.put("unchanged", tally.unchanged().size());
    counts.put("skipped", tally.skipped().size());
    counts.put("failed", tally.failed().size());
    counts.put("gone", tally.gone().size());
    counts.put("over_limit", tally.overLimit().size());
    counts.put("interrupted", tally.interrupted().size() + notStarted);
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("run_id", runId);
    document.put("exit_code", exitCode);
    document.put("interrupted", stopped);
    document.put("partitions", counts);
    document.put("rows", tally.rows());
    document.put("trades", tally.trades());
    document.put("seconds", took.toMillis() / 1_000.0);
    document.put("rows_per_second", rowsPerSecond());
    document.put("peak_memory_bytes", memory.bytes());
    document.put("peak_memory_of", memory.of());
    document.put("output", silver.toString());
    List<Object> processed = new ArrayList<>();
    for (Outcome.Processed done : tally.processed()) {
      Map<String, Object> entry = PartitionText.partition(done.partition());
      entry.put("rows", done.stats().rowsWritten());
      entry.put("seconds", done.stats().durationMillis() / 1_000.0);
      done.outputs().stream()
          .filter(output -> output.dataset() == Dataset.ORDERBOOK)
          .forEach(output -> entry.put("output", silver.address(output.key())));
      entry.put(
          "outputs", done.outputs().stream().map(output -> silver.address(output.key())).toList());
      entry.put("condition", done.degradedBy().isEmpty() ? "good" : "degraded");
      entry.put("degraded_by", done.degradedBy());
      entry.put("stats", LedgerAttributes.toMap(done.stats()));
      processed.add(entry);
    }
    document.put("processed", processed);
    List<Object> failures = new ArrayList<>();
    for (FailedPartition failed : tally.failed()) {
      Map<String, Object> entry = PartitionText.partition(failed.partition());
      entry.putAll(PartitionText.failure(failed.failure()));
      failures.add(entry);
    }
    document.put("failed", failures);
    List<Object> skips = new ArrayList<>();
    for (SkippedPartition skipped : tally.skipped()) {
      Map<String, Object> entry = PartitionText.partition(skipped.partition());
      skipped.earlier().ifPresent(failure -> entry.putAll(PartitionText.failure(failure)));
      skips.add(entry);
    }
    document.put("skipped", skips);
    document.put("understood", understood().json());
    document.put("ignored", PlanListing.ignored(ignored));
    document.put("unlisted", PlanListing.unlisted(unlisted));
    return document;
  }

  private UnderstoodText understood() {
    SortedMap<PartitionId, Understood> all = new TreeMap<>();
    tally
        .processed()
        .forEach(
            done -> done.stats().understood().ifPresent(what -> all.put(done.partition(), what)));
    return UnderstoodText.of(all);
  }

  private String processedNote() {
    return tally.processed().isEmpty()
        ? ""
        : Quantities.counted(tally.rows(), "row") + ", " + Quantities.rate(tally.rows(), took);
  }

  private long rowsPerSecond() {
    return took.toMillis() <= 0 ? 0 : Math.round(tally.rows() * 1_000.0 / took.toMillis());
  }

  private static void append(
      StringBuilder text, String heading, List<String> failures, ShellCommand whereMore) {
    if (failures.isEmpty()) {
      return;
    }
    text.append('\n').append(heading).append(":\n");
    failures.stream().limit(FAILURES_SHOWN).forEach(text::append);
    appendMore(text, failures.size(), whereMore);
  }

  private static void appendMore(StringBuilder text, int failures, ShellCommand whereMore) {
    if (failures > FAILURES_SHOWN) {
      text.append("  and ")
          .append(count(failures - FAILURES_SHOWN))
          .append(" more: ")
          .append(whereMore)
          .append("\n");
    }
  }

  private static String count(long count) {
    return Quantities.count(count);
  }
}
