package dev.silverbook.command.report;

import dev.silverbook.command.terminal.Quantities;
import dev.silverbook.command.terminal.TextTable;
import dev.silverbook.features.quality.BookCounts;
import dev.silverbook.features.quality.DayStatistics;
import dev.silverbook.pipeline.ledger.LedgerEntry;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** What was measured on the newest days, a line each. */
final class MeasuredDays {

  /** Lines that fit a screen; machines get all of them. */
  private static final int MOST = 20;

  private static final double PERCENT = 100;

  private MeasuredDays() {}

  /** A table with its heading; empty when nothing was measured. */
  static String of(List<LedgerEntry> processed) {
    List<LedgerEntry> measured =
        processed.stream().filter(entry -> day(entry) != null).sorted(newestFirst()).toList();
    if (measured.isEmpty()) {
      return "";
    }
    TextTable table =
        new TextTable(
            "  measured",
            "first",
            "last",
            "gaps",
            "longest",
            "still",
            "unusable",
            "latency p50",
            "p99",
            "");
    for (LedgerEntry entry : measured.subList(0, Math.min(MOST, measured.size()))) {
      DayStatistics day = day(entry);
      BookCounts books = day.books();
      long unusable = books.crossed() + books.oneSided() + books.empty();
      table.row(
          "  " + entry.partition(),
          time(day.firstMicros()),
          time(day.lastMicros()),
          Quantities.count(books.gaps()),
          day.longestGaps().isEmpty() ? "-" : seconds(day.longestGaps().get(0).seconds()),
          seconds(day.longestBookAgeSeconds()),
          books.rows() == 0
              ? "-"
              : String.format(Locale.ROOT, "%.2f %%", PERCENT * unusable / books.rows()),
          day.latency().map(latency -> milliseconds(latency.medianMillis())).orElse("-"),
          day.latency().map(latency -> milliseconds(latency.p99Millis())).orElse("-"),
          "");
    }
    String more =
        measured.size() > MOST
            ? "  and " + Quantities.count(measured.size() - MOST) + " earlier: --json has all\n"
            : "";
    return "\n" + table.plain() + more;
  }

  private static DayStatistics day(LedgerEntry entry) {
    return entry.stats().flatMap(stats -> stats.day()).orElse(null);
  }

  private static Comparator<LedgerEntry> newestFirst() {
    return Comparator.comparing((LedgerEntry entry) -> entry.partition().date())
        .reversed()
        .thenComparing(LedgerEntry::partition);
  }

  /** Of the day, UTC. */
  private static String time(OptionalLong micros) {
    return micros.isEmpty()
        ? "-"
        : Instant.EPOCH
            .plus(micros.getAsLong(), ChronoUnit.MICROS)
            .truncatedTo(ChronoUnit.SECONDS)
            .toString()
            .substring(11, 19);
  }

  private static String seconds(double value) {
    return String.format(Locale.ROOT, "%.1f s", value);
  }

  private static String milliseconds(double value) {
    return String.format(Locale.ROOT, "%.1f ms", value);
  }
}
