package dev.silverbook.command.report;

import dev.silverbook.command.terminal.PartitionText;
import dev.silverbook.command.terminal.Quantities;
import dev.silverbook.command.terminal.TextTable;
import dev.silverbook.features.Dataset;
import dev.silverbook.features.FeatureConfiguration;
import dev.silverbook.features.quality.Measured;
import dev.silverbook.features.quality.QualityThresholds;
import dev.silverbook.lake.PartitionId;
import dev.silverbook.lake.understood.Understood;
import dev.silverbook.pipeline.ledger.DayCondition;
import dev.silverbook.pipeline.ledger.LedgerAttributes;
import dev.silverbook.pipeline.ledger.LedgerEntry;
import dev.silverbook.pipeline.ledger.LedgerStatus;
import dev.silverbook.pipeline.ledger.PartitionStats;
import dev.silverbook.pipeline.ledger.WrittenOutput;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the ledger knows, for people and for machines.
 *
 * @param ledger where it is
 * @param retry how to try failed partitions again
 * @param entries the selected entries
 * @param slowest how many of the slowest partitions to show
 * @param now tells which leases still hold
 * @param configuration judges what was measured anew, and says which datasets are wanted; empty
 *     leaves it as it was judged when processed
 */
public record StatusReport(
    String ledger,
    String retry,
    List<LedgerEntry> entries,
    int slowest,
    Instant now,
    Optional<FeatureConfiguration> configuration) {

  /** What a reader cares about: a RUNNING entry without a living worker is an interrupted one. */
  private enum Shown {
    PROCESSED("processed"),
    FAILED("failed"),
    RETRYING("waiting for another try"),
    RUNNING("running now"),
    INTERRUPTED("interrupted");

    private final String text;

    Shown(String text) {
      this.text = text;
    }
  }

  public String text() {
    StringBuilder text = new StringBuilder();
    text.append("Ledger  ").append(ledger).append("\n\n");
    TextTable counts = new TextTable("status", "partitions", "rows");
    for (Shown shown : Shown.values()) {
      List<LedgerEntry> those = with(shown);
      if (!those.isEmpty() || shown == Shown.PROCESSED || shown == Shown.FAILED) {
        counts.row(
            shown.text,
            Quantities.count(those.size()),
            shown == Shown.PROCESSED ? Quantities.count(rows(those)) : "");
      }
    }
    text.append(counts.plain());
    appendFailures(text, "Failed", with(Shown.FAILED));
    appendFailures(
        text, "Waiting for another try: the next run takes them up", with(Shown.RETRYING));
    append(
        text,
        "Interrupted: the next run takes them up",
        with(Shown.INTERRUPTED).stream().map(entry -> entry.partition().toString()).toList());
    append(
        text,
        "Degraded days",
        degraded().stream()
            .map(entry -> entry.partition() + "  " + String.join("; ", reasons(entry)))
            .toList());
    String understood = understood().text();
    text.append(understood.isEmpty() ? "" : "\n" + understood);
    append(
        text,
        "Not asked for by this configuration, deleted when the partition is processed again",
        with(Shown.PROCESSED).stream()
            .filter(entry -> !unasked(entry).isEmpty())
            .map(entry -> entry.partition() + "  " + String.join(", ", unasked(entry)))
            .toList());
    text.append(MeasuredDays.of(with(Shown.PROCESSED)));
    appendSlowest(text);
    appendScratch(text);
    if (!with(Shown.FAILED).isEmpty()) {
      text.append("\nTry failed partitions again with: ").append(retry).append('\n');
    }
    return text.toString();
  }

  public Map<String, Object> json() {
    Map<String, Object> counts = new LinkedHashMap<>();
    for (Shown shown : Shown.values()) {
      counts.put(shown.name().toLowerCase(Locale.ROOT), with(shown).size());
    }
    List<Object> partitions = new ArrayList<>();
    for (LedgerEntry entry : entries) {
      partitions.add(json(entry));
    }
    List<Object> slow = new ArrayList<>();
    for (LedgerEntry entry : bySlowness()) {
      Map<String, Object> map = PartitionText.partition(entry.partition());
      map.put("seconds", entry.stats().orElseThrow().durationMillis() / 1_000.0);
      slow.add(map);
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("state", ledger);
    document.put("counts", counts);
    document.put("rows", rows(with(Shown.PROCESSED)));
    document.put("slowest", slow);
    document.put("thresholds_of", configuration.isPresent() ? "configuration" : "defaults");
    document.put("thresholds", judgedBy().toMap());
    document.put("understood", understood().json());
    document.put("partitions", partitions);
    return document;
  }

  private Map<String, Object> json(LedgerEntry entry) {
    Map<String, Object> map = PartitionText.partition(entry.partition());
    map.put(
        "status",
        shown(entry).map(shown -> shown.name().toLowerCase(Locale.ROOT)).orElse("pending"));
    map.put("attempts", entry.attempts().count());
    map.put("updated_at", entry.updatedAt().toString());
    map.put("run_id", entry.runId());
    map.put("fingerprint", entry.fingerprint());
    List<String> reasons = reasons(entry);
    map.put("condition", reasons.isEmpty() ? "good" : "degraded");
    map.put("degraded_by", reasons);
    entry.failure().ifPresent(failure -> map.put("error", PartitionText.failure(failure)));
    map.put("outputs", entry.outputs().stream().map(LedgerAttributes::toMap).toList());
    if (!unasked(entry).isEmpty()) {
      map.put("not_asked_for", unasked(entry));
    }
    entry.stats().ifPresent(stats -> map.put("stats", json(stats)));
    entry
        .stats()
        .filter(stats -> stats.day().isPresent())
        .ifPresent(stats -> map.put("quality", quality(stats, entry)));
    return map;
  }

  /** Datasets that are there and that the configuration does not want. */
  private List<String> unasked(LedgerEntry entry) {
    return configuration
        .map(wanted -> wanted.output().outputs())
        .map(
            wanted ->
                entry.outputs().stream()
                    .map(WrittenOutput::dataset)
                    .filter(dataset -> !wanted.contains(dataset))
                    .map(Dataset::key)
                    .toList())
        .orElse(List.of());
  }

  /** Each measurement beside its threshold. */
  private Map<String, Object> quality(PartitionStats stats, LedgerEntry entry) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (Measured measured : DayCondition.measured(stats, entry.partition().date(), judgedBy())) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("measured", plain(measured.value()));
      one.put("threshold", plain(measured.bound()));
      one.put("good", measured.good());
      map.put(measured.threshold().key(), one);
    }
    return map;
  }

  /** Counts without a fraction. */
  private static Number plain(double value) {
    if (value == Math.rint(value) && Math.abs(value) <= Integer.MAX_VALUE) {
      return (int) value;
    }
    return value;
  }

  private QualityThresholds judgedBy() {
    return configuration.map(FeatureConfiguration::quality).orElseGet(QualityThresholds::defaults);
  }

  private static Map<String, Object> json(PartitionStats stats) {
    Map<String, Object> values = LedgerAttributes.toMap(stats);
    // A document has room for what ledgers keep as text.
    stats.understood().ifPresent(what -> values.put(LedgerAttributes.UNDERSTOOD, what.toMap()));
    return values;
  }

  private UnderstoodText understood() {
    SortedMap<PartitionId, Understood> all = new TreeMap<>();
    for (LedgerEntry entry : with(Shown.PROCESSED)) {
      entry
          .stats()
          .flatMap(PartitionStats::understood)
          .ifPresent(what -> all.put(entry.partition(), what));
    }
    return UnderstoodText.of(all);
  }

  private Optional<Shown> shown(LedgerEntry entry) {
    return entry
        .status()
        .map(
            status ->
                switch (status) {
                  case PROCESSED -> Shown.PROCESSED;
                  case FAILED -> Shown.FAILED;
                  case RETRYING -> Shown.RETRYING;
                  case RUNNING -> entry.leasedAt(now) ? Shown.RUNNING : Shown.INTERRUPTED;
                });
  }

  private List<LedgerEntry> with(Shown wanted) {
    return entries.stream().filter(entry -> shown(entry).equals(Optional.of(wanted))).toList();
  }

  private List<LedgerEntry> degraded() {
    return with(Shown.PROCESSED).stream().filter(entry -> !reasons(entry).isEmpty()).toList();
  }

  /** Why a day is degraded; what a version did not measure stays as it was judged then. */
  private List<String> reasons(LedgerEntry entry) {
    Optional<PartitionStats> measured = entry.stats().filter(stats -> stats.day().isPresent());
    if (configuration.isEmpty() || measured.isEmpty()) {
      return entry.degradedBy();
    }
    return DayCondition.degradedBy(measured.get(), entry.partition().date(), judgedBy());
  }

  private List<LedgerEntry> bySlowness() {
    return entries.stream()
        .filter(entry -> entry.status().equals(Optional.of(LedgerStatus.PROCESSED)))
        .filter(entry -> entry.stats().isPresent())
        .sorted(
            Comparator.comparing(
                (LedgerEntry entry) -> -entry.stats().orElseThrow().durationMillis()))
        .limit(slowest)
        .toList();
  }

  private static long rows(List<LedgerEntry> entries) {
    return entries.stream()
        .flatMap(entry -> entry.stats().stream())
        .mapToLong(PartitionStats::rowsWritten)
        .sum();
  }

  private static void appendFailures(
      StringBuilder text, String heading, List<LedgerEntry> failures) {
    if (failures.isEmpty()) {
      return;
    }
    text.append('\n').append(heading).append(":\n");
    failures.forEach(
        entry ->
            entry
                .failure()
                .ifPresent(
                    failure -> text.append(PartitionText.failure(entry.partition(), failure))));
  }

  private static void append(StringBuilder text, String heading, List<String> lines) {
    if (!lines.isEmpty()) {
      text.append('\n').append(heading).append(":\n");
      lines.forEach(line -> text.append("  ").append(line).append('\n'));
    }
  }

  private void appendSlowest(StringBuilder text) {
    List<LedgerEntry> slow = bySlowness();
    if (slow.isEmpty()) {
      return;
    }
    TextTable table = new TextTable("  slowest", "rows", "took", "");
    for (LedgerEntry entry : slow) {
      PartitionStats stats = entry.stats().orElseThrow();
      Duration took = Duration.ofMillis(stats.durationMillis());
      table.row(
          "  " + entry.partition(),
          Quantities.count(stats.rowsWritten()),
          Quantities.duration(took),
          Quantities.rate(stats.rowsWritten(), took));
    }
    text.append('\n').append(table.plain());
  }

  /** Which partition needs the largest disk for sorting, and for copies of what is far away. */
  private void appendScratch(StringBuilder text) {
    entries.stream()
        .filter(entry -> entry.stats().map(PartitionStats::scratchBytes).orElse(0L) > 0)
        .max(Comparator.comparingLong(entry -> entry.stats().orElseThrow().scratchBytes()))
        .ifPresent(
            entry ->
                text.append("\nMost on the scratch disk at once: ")
                    .append(Quantities.bytes(entry.stats().orElseThrow().scratchBytes()))
                    .append(", ")
                    .append(entry.partition())
                    .append('\n'));
  }
}
