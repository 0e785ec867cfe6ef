package dev.silverbook.command.page;

import dev.silverbook.pipeline.failure.Failure;
import dev.silverbook.pipeline.ledger.LedgerEntry;
import dev.silverbook.pipeline.ledger.LedgerStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a report shows.
 *
 * @param ledger where the ledger is, for people
 * @param retry the command that tries failed partitions again
 * @param selection which partitions were asked for, for people; empty for all
 * @param version of the product
 * @param made when
 * @param entries the selected entries, by partition
 * @param mostPlots how many partitions to draw, the newest
 */
public record ReportData(
    String ledger,
    String retry,
    String selection,
    String version,
    Instant made,
    List<LedgerEntry> entries,
    int mostPlots) {

  private static final Comparator<LedgerEntry> NEWEST_FIRST =
      Comparator.comparing((LedgerEntry entry) -> entry.partition().date())
          .reversed()
          .thenComparing(LedgerEntry::partition);

  /** Copies the list. */
  public ReportData {
    entries = List.copyOf(entries);
  }

  /** The partitions to draw, newest first: those whose result is there. */
  List<LedgerEntry> plotted() {
    return entries.stream()
        .filter(entry -> entry.is(LedgerStatus.PROCESSED))
        .sorted(NEWEST_FIRST)
        .limit(mostPlots)
        .toList();
  }

  /** The markets, in the order by which the page counts them. */
  List<Market> markets() {
    return Market.of(entries);
  }

  /** Everything but the days' statistics and the series. */
  Map<String, Object> overview() {
    List<Market> markets = markets();
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("ledger", ledger);
    map.put("retry", retry);
    map.put("selection", selection);
    map.put("version", version);
    map.put("made", made.getEpochSecond());
    map.put("markets", markets.stream().map(Market::summary).toList());
    map.put("failures", failures(markets));
    map.put("degraded", degraded(markets));
    List<LedgerEntry> plotted = plotted();
    map.put(
        "plots",
        plotted.stream()
            .map(
                entry ->
                    List.<Object>of(indexOf(markets, entry), entry.partition().date().toEpochDay()))
            .toList());
    map.put(
        "unplotted",
        entries.stream().filter(entry -> entry.is(LedgerStatus.PROCESSED)).count()
            - plotted.size());
    return map;
  }

  private static int indexOf(List<Market> markets, LedgerEntry entry) {
    for (int i = 0; i < markets.size(); i++) {
      if (markets.get(i).entries().contains(entry)) {
        return i;
      }
    }
    throw new IllegalArgumentException(entry.partition() + " is in no market");
  }

  private List<Object> failures(List<Market> markets) {
    List<Object> failures = new ArrayList<>();
    for (int i = 0; i < markets.size(); i++) {
      for (LedgerEntry entry : markets.get(i).entries()) {
        Optional<Failure> failure = entry.failure();
        if (failure.isPresent()) {
          failures.add(failure(i, entry, failure.get()));
        }
      }
    }
    return failures;
  }

  private Map<String, Object> failure(int market, LedgerEntry entry, Failure failure) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("market", market);
    map.put("day", entry.partition().date().toEpochDay());
    map.put("status", status(entry));
    map.put("reason", failure.reason().name());
    map.put("message", failure.message());
    map.put("advice", failure.reason().advice());
    if (!failure.object().isEmpty()) {
      map.put("object", failure.object());
    }
    failure.row().ifPresent(row -> map.put("row", row));
    map.put("attempts", entry.attempts().count());
    return map;
  }

  private String status(LedgerEntry entry) {
    return switch (entry.status().orElseThrow()) {
      case FAILED -> "failed";
      case RETRYING -> "waiting for another try";
      case RUNNING -> entry.leasedAt(made) ? "running now" : "interrupted";
      case PROCESSED -> "processed";
    };
  }

  /** {@code [market, day, [reason, ...]]} each. */
  private static List<Object> degraded(List<Market> markets) {
    List<Object> days = new ArrayList<>();
    for (int i = 0; i < markets.size(); i++) {
      for (LedgerEntry entry : markets.get(i).entries()) {
        if (DayState.of(entry) == DayState.DEGRADED) {
          days.add(List.of(i, entry.partition().date().toEpochDay(), entry.degradedBy()));
        }
      }
    }
    return days;
  }
}
